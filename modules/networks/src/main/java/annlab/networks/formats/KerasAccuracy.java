package annlab.networks.formats;

import annlab.networks.losses.Head;
import annlab.networks.metrics.Metric;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keras' classes for the share of rows that are right. Keras chooses one of them for the word
 * {@code accuracy} by the shapes of outputs and targets, and so does {@link Metric.Accuracy}.
 * Keras' own class Accuracy is none of them: it counts outputs that equal their target.
 */
enum KerasAccuracy {
  BINARY("BinaryAccuracy"),
  CATEGORICAL("CategoricalAccuracy"),
  SPARSE("SparseCategoricalAccuracy");

  private static final String EQUALITY = "Accuracy";

  private final String kerasName;

  KerasAccuracy(String kerasName) {
    this.kerasName = kerasName;
  }

  String kerasName() {
    return kerasName;
  }

  /** The class that Keras chooses. */
  static KerasAccuracy of(Head head) {
    if (head.outputs() == 1) {
      return BINARY;
    }
    return head.classIds() ? SPARSE : CATEGORICAL;
  }

  /**
   * The metric of a file; empty if it is none of these.
   *
   * @param given a name, or an object of Keras'
   * @throws IllegalArgumentException if Keras would not have chosen it for this end of a network
   */
  static Optional<Metric> read(@Nullable Object given, Head head) {
    String type = KerasConfig.className(given);
    KerasAccuracy chosen = of(head);
    Optional<KerasAccuracy> named =
        Arrays.stream(values()).filter(one -> KerasConfig.same(one.kerasName, type)).findFirst();
    boolean equality = given instanceof Map<?, ?> && type.equals(EQUALITY);
    if (equality || (named.isPresent() && named.get() != chosen)) {
      throw new IllegalArgumentException(
          "metric "
              + type
              + ": with this loss and "
              + head.outputs()
              + (head.outputs() == 1 ? " output" : " outputs")
              + " it must be accuracy or "
              + chosen.kerasName);
    }
    return named.map(one -> new Metric.Accuracy(name(given, type)));
  }

  private static String name(@Nullable Object given, String type) {
    Map<?, ?> options = KerasConfig.config(given);
    if (options.get("threshold") instanceof Number threshold && threshold.doubleValue() != 0.5) {
      throw new IllegalArgumentException(
          "metric " + type + ": threshold can only be 0.5 here, got " + threshold);
    }
    return options.get("name") instanceof String name && !name.isEmpty() ? name : type;
  }
}
