package annlab.networks.formats;

import annlab.networks.config.Definition;
import annlab.networks.config.KerasOptions;
import annlab.networks.config.Registry;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.layers.Normalization;
import annlab.networks.losses.Head;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Seeds;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/** A model's description as Keras 2 and 3 write it: layers in one row, loss, optimizer, metrics. */
final class KerasDescription {
  private static final int MAX_LAYERS = 1_000;

  private final JsonNode model;
  private final JsonNode compile;
  private final boolean keras2;

  /**
   * A description.
   *
   * @param model class and config
   * @param compile loss, optimizer, metrics; missing where there are none
   * @param keras2 whether Keras 2 wrote it, whose hard sigmoid is another function
   */
  KerasDescription(JsonNode model, JsonNode compile, boolean keras2) {
    this.model = model;
    this.compile = compile;
    this.keras2 = keras2;
  }

  String name() {
    String name = model.path(KerasConfig.CONFIG).path("name").textValue();
    return name == null || name.isEmpty() ? "sequential" : name;
  }

  /**
   * The layers in order, the input first; a Normalization without its statistics.
   *
   * @throws IllegalArgumentException if it is no row of layers that this library knows
   */
  List<Layer> layers() {
    JsonNode config = model.path(KerasConfig.CONFIG);
    String type = KerasConfig.className(model);
    boolean sequential = type.equals("Sequential");
    if (!sequential && !type.equals("Functional") && !type.equals("Model")) {
      throw new IllegalArgumentException(
          "the model is a "
              + type
              + "; only a Sequential, or a Functional of one path, can be read");
    }
    JsonNode layers = config.path("layers");
    if (!layers.isArray() || layers.isEmpty()) {
      throw new IllegalArgumentException("the model has no layers");
    }
    if (layers.size() > MAX_LAYERS) {
      throw new IllegalArgumentException(
          "the model has " + layers.size() + " layers, expected " + MAX_LAYERS + " at most");
    }
    List<Layer> read = new ArrayList<>();
    if (!KerasConfig.className(layers.get(0)).equals("InputLayer")) {
      JsonNode first = layers.get(0).path(KerasConfig.CONFIG);
      read.add(
          input(
              either(config, "build_input_shape", first, "batch_input_shape"),
              "the model has no input shape: it was saved before it was built"));
    }
    String before = "";
    for (JsonNode layer : layers) {
      if (!sequential) {
        requireOnePath(layer, before);
        before = nameOf(layer);
      }
      read.add(layer(layer));
    }
    return List.copyOf(read);
  }

  /** A field of one object, or another's of another. */
  private static JsonNode either(JsonNode object, String field, JsonNode other, String instead) {
    return object.hasNonNull(field) ? object.get(field) : other.path(instead);
  }

  private static String nameOf(JsonNode layer) {
    JsonNode name = layer.path("name");
    return Definition.printed(
        name.isTextual() ? name : layer.path(KerasConfig.CONFIG).path("name"));
  }

  /** A layer of a Functional must be fed by the one before alone. */
  private static void requireOnePath(JsonNode layer, String before) {
    List<String> sources = new ArrayList<>();
    collectSources(layer.path("inbound_nodes"), sources, 0);
    if (!sources.equals(before.isEmpty() ? List.of() : List.of(before))) {
      throw new IllegalArgumentException(
          "layer '"
              + nameOf(layer)
              + "' ("
              + KerasConfig.className(layer)
              + ") is fed by "
              + sources
              + "; only a Functional whose layers are one path from one input can be read");
    }
  }

  /** Keras 2 writes [[[name, node, tensor, {}]]], Keras 3 tensors with a keras_history. */
  private static void collectSources(JsonNode node, List<String> sources, int depth) {
    if (depth > 12 || sources.size() > 2) {
      return;
    }
    JsonNode history = node.path("keras_history");
    if (history.isArray() && !history.isEmpty()) {
      sources.add(Definition.printed(history.get(0)));
    } else if (node.size() >= 3 && node.path(0).isTextual() && node.path(1).isNumber()) {
      sources.add(node.get(0).textValue());
    } else {
      node.forEach(value -> collectSources(value, sources, depth + 1));
    }
  }

  private static Input input(JsonNode batchShape, String missing) {
    if (!batchShape.isArray() || batchShape.size() < 2) {
      throw new IllegalArgumentException(missing);
    }
    List<Long> shape = new ArrayList<>();
    for (int i = 1; i < batchShape.size(); i++) {
      if (!batchShape.get(i).isInt()) {
        throw new IllegalArgumentException(
            "the input shape must be known but for the batch, got "
                + Definition.printed(batchShape));
      }
      shape.add(batchShape.get(i).longValue());
    }
    return new Input(shape);
  }

  private Layer layer(JsonNode layer) {
    String type = KerasConfig.className(layer);
    String name = nameOf(layer);
    JsonNode config = layer.path(KerasConfig.CONFIG);
    try {
      if (type.equals("InputLayer")) {
        return input(either(config, "batch_shape", config, "batch_input_shape"), "it has no shape");
      }
      if (keras2
          && KerasConfig.same(
              config.path("activation").asText(), Activation.HARD_SIGMOID.kerasName())) {
        throw new IllegalArgumentException(
            "Keras 2's hard_sigmoid has a slope of 0.2, Keras 3's and this library's one of 1/6;"
                + " save the model with Keras 3");
      }
      JsonNode read = KerasConfig.read(layer, true);
      if (type.equals("Normalization")) {
        return normalization(config, name);
      }
      return Layer.keras().read(read);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "layer '" + name + "' (" + type + "): " + e.getMessage(), e);
    }
  }

  /** With statistics that were given rather than adapted, if it has any. */
  private static Normalization normalization(JsonNode config, String name) {
    List<Double> mean = KerasConfig.numbers(config.path("mean"));
    List<Double> variance = KerasConfig.numbers(config.path("variance"));
    return new Normalization(
        mean.isEmpty() && variance.isEmpty()
            ? Optional.empty()
            : Optional.of(new Normalization.Statistics(mean, variance)),
        name);
  }

  /** The type that all layers compute in. */
  DataType dataType() {
    DataType found = null;
    for (JsonNode layer : model.path(KerasConfig.CONFIG).path("layers")) {
      JsonNode dtype = layer.path(KerasConfig.CONFIG).path("dtype");
      JsonNode policy = dtype.isObject() ? dtype.path(KerasConfig.CONFIG).path("name") : dtype;
      if (policy.isNull() || policy.isMissingNode()) {
        continue;
      }
      String name = Definition.printed(policy);
      DataType type =
          name.equals("float32") ? DataType.FLOAT : name.equals("float64") ? DataType.DOUBLE : null;
      if (type == null || (found != null && type != found)) {
        throw new IllegalArgumentException(
            "layer '"
                + nameOf(layer)
                + "' ("
                + KerasConfig.className(layer)
                + ") computes in "
                + name
                + "; all layers must compute in float32, or all in float64");
      }
      found = type;
    }
    return found == null ? DataType.FLOAT : found;
  }

  /** How much of the compilation is there. */
  SavedModel.Compiled compiled() {
    if (!compile.hasNonNull("loss")) {
      return SavedModel.Compiled.NOT;
    }
    return compile.hasNonNull("optimizer") || compile.hasNonNull("optimizer_config")
        ? SavedModel.Compiled.WHOLLY
        : SavedModel.Compiled.WITHOUT_OPTIMIZER;
  }

  /** The model; a loss and an optimizer that stand in for what the file does not have. */
  ModelSpec spec(List<Layer> layers) {
    Layer last = layers.get(layers.size() - 1);
    if (!(last instanceof Dense output)) {
      throw new IllegalArgumentException(
          "the last layer must be a Dense layer, got '"
              + last.name()
              + "' ("
              + last.kerasName()
              + ")");
    }
    SavedModel.Compiled compiled = compiled();
    Loss loss = compiled == SavedModel.Compiled.NOT ? anyLoss(output) : loss();
    return new ModelSpec(
        name(),
        layers,
        loss,
        compiled == SavedModel.Compiled.WHOLLY ? optimizer() : new Sgd(),
        compiled == SavedModel.Compiled.NOT
            ? List.of()
            : metrics(new Head(loss, output.activation(), output.units())),
        Seeds.of(0),
        dataType());
  }

  private static Loss anyLoss(Dense output) {
    return output.activation() == Activation.SOFTMAX
        ? Loss.sparseCategoricalCrossentropy()
        : Loss.meanSquaredError();
  }

  private Loss loss() {
    return named("loss", only("loss", compile.path("loss")), false, Loss.keras());
  }

  private Optimizer optimizer() {
    return named(
        "optimizer",
        either(compile, "optimizer", compile, "optimizer_config"),
        false,
        Optimizer.keras());
  }

  private List<Metric> metrics(Head head) {
    JsonNode given = compile.path("metrics");
    List<Metric> metrics = new ArrayList<>();
    if (given.isArray()) {
      for (JsonNode metric : given) {
        if (metric.isArray()) { // as Keras 2 writes them, one list an output
          metric.forEach(element -> metrics.add(metric(element, head)));
        } else {
          metrics.add(metric(metric, head));
        }
      }
    } else if (compile.hasNonNull("metrics")) {
      metrics.add(metric(given, head));
    }
    return metrics;
  }

  private static Metric metric(JsonNode given, Head head) {
    // Keras 2 names the function that it chose for "accuracy"; its object is a MeanMetricWrapper
    JsonNode config =
        KerasConfig.className(given).equals("MeanMetricWrapper")
            ? given.path(KerasConfig.CONFIG).path("name")
            : given;
    return KerasAccuracy.read(config, head)
        .orElseGet(() -> named("metric", config, true, Metric.keras()));
  }

  /** The only element of what Keras may write as a list. */
  private static JsonNode only(String what, JsonNode given) {
    if (given.isArray() && given.size() != 1) {
      throw new IllegalArgumentException(
          "the model must have one " + what + ", got " + Definition.printed(given));
    }
    return given.isArray() ? given.get(0) : given;
  }

  private static <T> T named(String kind, JsonNode config, boolean ownName, Registry<T> family) {
    try {
      JsonNode read = KerasConfig.read(config, ownName);
      return family.read(
          read.equals(KerasConfig.bare(read))
              ? read
              : TextNode.valueOf(KerasOptions.key(KerasConfig.className(config))));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          kind + " " + KerasConfig.className(config) + ": " + e.getMessage(), e);
    }
  }
}
