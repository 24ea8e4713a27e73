package annlab.networks.formats;

import annlab.networks.losses.Head;
import annlab.networks.metrics.Metric;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Keras' classes for the share of rows that are right. Keras chooses one of them for the word
 * {@code accuracy} by the shapes of outputs and targets, and so does {@link Metric.Accuracy}.
 */
final class KerasAccuracy {
  private static final List<String> CLASSES =
      List.of("BinaryAccuracy", "CategoricalAccuracy", "SparseCategoricalAccuracy");

  /** None of them: it counts outputs that equal their target. */
  private static final String EQUALITY = "Accuracy";

  private KerasAccuracy() {}

  /**
   * The metric of a file; empty if it is none of these.
   *
   * @param given a name, or an object of Keras'
   * @throws IllegalArgumentException if Keras would not have chosen it for this end of a network
   */
  static Optional<Metric> read(JsonNode given, Head head) {
    String type = KerasConfig.className(given);
    String chosen = Metric.accuracy().kerasName(head.outputs(), head.classIds());
    Optional<String> named =
        CLASSES.stream().filter(name -> KerasConfig.same(name, type)).findFirst();
    boolean equality = given.isObject() && type.equals(EQUALITY);
    if (equality || (named.isPresent() && !named.get().equals(chosen))) {
      throw new IllegalArgumentException(
          "metric "
              + type
              + ": with this loss and "
              + head.outputs()
              + (head.outputs() == 1 ? " output" : " outputs")
              + " it must be accuracy or "
              + chosen);
    }
    return named.map(one -> new Metric.Accuracy(name(given.path(KerasConfig.CONFIG), type)));
  }

  private static String name(JsonNode options, String type) {
    JsonNode threshold = options.path("threshold");
    if (threshold.isNumber() && threshold.doubleValue() != 0.5) {
      throw new IllegalArgumentException(
          "metric " + type + ": threshold can only be 0.5 here, got " + threshold);
    }
    String name = options.path("name").textValue();
    return name == null || name.isEmpty() ? type : name;
  }
}
