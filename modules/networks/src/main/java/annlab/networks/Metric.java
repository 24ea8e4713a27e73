package annlab.networks;

import java.util.List;

/** What is measured beside the loss, under Keras' names. */
public sealed interface Metric {
  /**
   * The name in histories.
   *
   * @return Keras' name, e.g. {@code accuracy}
   */
  String name();

  /**
   * The share of rows whose class is right: the largest output against class ids or one-hot rows,
   * or for a binary loss each output against 0.5. The loss chooses which, as in Keras.
   */
  record Accuracy() implements Metric {
    @Override
    public String name() {
      return "accuracy";
    }
  }

  /**
   * Accuracy.
   *
   * @return the metric
   */
  static Metric accuracy() {
    return new Accuracy();
  }

  /**
   * The metric of a name.
   *
   * @param name Keras' name, e.g. {@code accuracy}
   * @return the metric
   * @throws IllegalArgumentException if there is none of that name
   */
  static Metric of(String name) {
    if (name.equals("accuracy")) {
      return accuracy();
    }
    throw Names.unknown("metric", name, List.of("accuracy"));
  }
}
