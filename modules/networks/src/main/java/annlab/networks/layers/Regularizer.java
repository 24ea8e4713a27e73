package annlab.networks.layers;

import annlab.networks.config.JavaSource;
import annlab.networks.config.KerasObject;
import annlab.networks.config.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  public String kerasModule() {
    return "keras.regularizers";
  }

  @Override
  public Map<String, Object> kerasOptions() {
    return KerasObject.options("l1", l1, "l2", l2);
  }

  @Override
  public Optional<String> missingInKeras() {
    return perRow
        ? Optional.of("a penalty that is divided by the rows of the batch")
        : Optional.empty();
  }

  /**
   * The Java code by which a layer of DL4J has the same penalty, and weight decay. It is given
   * layer by layer: what is given for all layers, DL4J takes twice.
   */
  List<String> dl4jCode(JavaSource code, double weightDecay) {
    List<String> weights = new ArrayList<>();
    if (l1 != 0 && !perRow) {
      weights.add(construct(code, "L1Regularization", l1));
    }
    if (l2 != 0 && !perRow) {
      weights.add(construct(code, "L2Regularization", 2 * l2)); // DL4J's has a 1/2, Keras' has none
    }
    List<String> biases = new ArrayList<>();
    if (weightDecay != 0) {
      biases.add(construct(code, "WeightDecay", weightDecay, true));
      weights.addAll(biases);
    }
    List<String> calls = new ArrayList<>();
    call(code, "regularization", weights, calls);
    call(code, "regularizationBias", biases, calls);
    return calls;
  }

  private static String construct(JavaSource code, String type, Object... arguments) {
    return JavaSource.construct(
        code.use("org.nd4j.linalg.learning.regularization." + type), arguments);
  }

  private static void call(JavaSource code, String name, List<String> parts, List<String> calls) {
    if (!parts.isEmpty()) {
      String list = code.use("java.util.List");
      calls.add("    ." + name + "(" + list + ".of(" + String.join(", ", parts) + "))");
    }
  }

  /** The Java code that makes an equal one. */
  String javaCode(JavaSource code) {
    if ((l1 != 0 && l2 != 0) || perRow) {
      throw new IllegalArgumentException("no Java code is written for the penalty " + this);
    }
    return code.use(Regularizer.class) + (l1 == 0 ? ".l2(" + l2 : ".l1(" + l1) + ")";
  }

  @Override
  public Map<String, Object> options() {
    return KerasObject.options("l1", l1, "l2", l2, "per_row", perRow);
  }
}
