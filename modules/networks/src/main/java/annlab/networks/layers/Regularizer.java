package annlab.networks.layers;

import annlab.networks.config.KerasObject;
import annlab.networks.config.Registry;
import java.util.Map;

/**
 * A penalty on a layer's kernel that is added to the loss of every batch.
 *
 * @param l1 factor of {@code sum(|w|)}
 * @param l2 factor of {@code sum(w^2)}, as in Keras (no 1/2)
 * @param perRow whether the penalty is divided by the rows of the batch, as scikit-learn does
 */
public record Regularizer(double l1, double l2, boolean perRow) implements KerasObject {
  /** Keras default (regularizers.py). */
  private static final double FACTOR = 0.01;

  private static final Registry<Regularizer> KERAS =
      new Registry<Regularizer>("regularizer")
          .with("l1", options -> l1(options.number("l1", FACTOR)))
          .with("l2", options -> l2(options.number("l2", FACTOR)))
          .with(
              "l1_l2",
              options ->
                  new Regularizer(
                      options.number("l1", 0), options.number("l2", 0), options.flag("per_row")))
          .with("none", options -> none());

  public Regularizer {
    if (!(l1 >= 0 && l1 < Double.POSITIVE_INFINITY && l2 >= 0 && l2 < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "l1 and l2 must be in [0, inf), got l1 = " + l1 + " and l2 = " + l2);
    }
  }

  /**
   * The regularizers under Keras' names.
   *
   * @return the registry that reads them
   */
  public static Registry<Regularizer> keras() {
    return KERAS;
  }

  /**
   * No penalty.
   *
   * @return the regularizer
   */
  public static Regularizer none() {
    return new Regularizer(0, 0, false);
  }

  /**
   * Keras' L1, {@code l1 * sum(|w|)}.
   *
   * @param factor in [0, inf)
   * @return the regularizer
   */
  public static Regularizer l1(double factor) {
    return new Regularizer(factor, 0, false);
  }

  /**
   * Keras' L2, {@code l2 * sum(w^2)}.
   *
   * @param factor in [0, inf)
   * @return the regularizer
   */
  public static Regularizer l2(double factor) {
    return new Regularizer(0, factor, false);
  }

  /**
   * scikit-learn's penalty, {@code alpha / 2 * sum(w^2) / rows}, rows those of the batch at hand.
   *
   * @param alpha in [0, inf)
   * @return the regularizer
   */
  public static Regularizer alphaPerRow(double alpha) {
    return new Regularizer(0, alpha / 2, true);
  }

  /**
   * Whether there is no penalty.
   *
   * @return true if both factors are 0
   */
  public boolean isNone() {
    return l1 == 0 && l2 == 0;
  }

  @Override
  public String kerasName() {
    return "L1L2";
  }

  @Override
  public Map<String, Object> options() {
    return KerasObject.options("l1", l1, "l2", l2, "per_row", perRow);
  }
}
