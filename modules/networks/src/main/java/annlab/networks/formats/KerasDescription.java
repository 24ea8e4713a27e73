package annlab.networks.formats;

import annlab.networks.config.KerasOptions;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.layers.LayerShapes;
import annlab.networks.layers.Normalization;
import annlab.networks.losses.Head;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** A model's description as Keras 2 and 3 write it: layers in one row, loss, optimizer, metrics. */
final class KerasDescription {
  private static final int MAX_LAYERS = 1_000;

  private final Map<?, ?> model;
  private final @Nullable Map<?, ?> compile;
  private final boolean keras2;

  /**
   * A description.
   *
   * @param model class and config
   * @param compile loss, optimizer, metrics; null where there are none
   * @param keras2 whether Keras 2 wrote it, whose hard sigmoid is another function
   */
  KerasDescription(Map<?, ?> model, @Nullable Map<?, ?> compile, boolean keras2) {
    this.model = model;
    this.compile = compile;
    this.keras2 = keras2;
  }

  /** A layer with the name that it has in the file. */
  record Named(Layer layer, String name) {}

  String name() {
    return KerasConfig.config(model).get("name") instanceof String name && !name.isEmpty()
        ? name
        : "sequential";
  }

  /**
   * The layers in order, the input first; a Normalization without its statistics.
   *
   * @throws IllegalArgumentException if it is no row of layers that this library knows
   */
  List<Layer> layers() {
    Map<?, ?> config = KerasConfig.config(model);
    String type = KerasConfig.className(model);
    boolean sequential = type.equals("Sequential");
    if (!sequential && !type.equals("Functional") && !type.equals("Model")) {
      throw new IllegalArgumentException(
          "the model is a "
              + type
              + "; only a Sequential, or a Functional of one path, can be read");
    }
    if (!(config.get("layers") instanceof List<?> layers) || layers.isEmpty()) {
      throw new IllegalArgumentException("the model has no layers");
    }
    if (layers.size() > MAX_LAYERS) {
      throw new IllegalArgumentException(
          "the model has " + layers.size() + " layers, expected " + MAX_LAYERS + " at most");
    }
    List<Layer> read = new ArrayList<>();
    if (!KerasConfig.className(layers.get(0)).equals("InputLayer")) {
      Object shape = config.get("build_input_shape");
      Map<?, ?> first = KerasConfig.config(layers.get(0));
      read.add(
          input(
              shape != null ? shape : first.get("batch_input_shape"),
              "the model has no input shape: it was saved before it was built"));
    }
    String before = "";
    for (Object layer : layers) {
      if (!sequential) {
        requireOnePath(layer, before);
        before = nameOf(layer);
      }
      read.add(layer(layer));
    }
    return List.copyOf(read);
  }

  private static String nameOf(Object layer) {
    return layer instanceof Map<?, ?> map && map.get("name") instanceof String name
        ? name
        : String.valueOf(KerasConfig.config(layer).get("name"));
  }

  /** A layer of a Functional must be fed by the one before alone. */
  private static void requireOnePath(Object layer, String before) {
    List<String> sources = new ArrayList<>();
    if (layer instanceof Map<?, ?> map) {
      collectSources(map.get("inbound_nodes"), sources, 0);
    }
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
  private static void collectSources(@Nullable Object node, List<String> sources, int depth) {
    if (depth > 12 || sources.size() > 2) {
      return;
    }
    if (node instanceof Map<?, ?> map) {
      if (map.get("keras_history") instanceof List<?> history && !history.isEmpty()) {
        sources.add(String.valueOf(history.get(0)));
      } else {
        map.values().forEach(value -> collectSources(value, sources, depth + 1));
      }
    } else if (node instanceof List<?> list) {
      if (list.size() >= 3 && list.get(0) instanceof String name && list.get(1) instanceof Number) {
        sources.add(name);
      } else {
        list.forEach(value -> collectSources(value, sources, depth + 1));
      }
    }
  }

  private static Input input(@Nullable Object batchShape, String missing) {
    if (!(batchShape instanceof List<?> list) || list.size() < 2) {
      throw new IllegalArgumentException(missing);
    }
    List<Long> shape = new ArrayList<>();
    for (Object side : list.subList(1, list.size())) {
      if (!(side instanceof Integer size)) {
        throw new IllegalArgumentException(
            "the input shape must be known but for the batch, got " + batchShape);
      }
      shape.add(size.longValue());
    }
    return new Input(shape);
  }

  private Layer layer(Object layer) {
    String type = KerasConfig.className(layer);
    String name = nameOf(layer);
    Map<?, ?> config = KerasConfig.config(layer);
    try {
      if (type.equals("InputLayer")) {
        Object shape = config.get("batch_shape");
        return input(shape != null ? shape : config.get("batch_input_shape"), "it has no shape");
      }
      if (keras2
          && config.get("activation") instanceof String activation
          && KerasConfig.same(activation, Activation.HARD_SIGMOID.kerasName())) {
        throw new IllegalArgumentException(
            "Keras 2's hard_sigmoid has a slope of 0.2, Keras 3's and this library's one of 1/6;"
                + " save the model with Keras 3");
      }
      Object read = KerasConfig.read(layer, true);
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
  private static Normalization normalization(Map<?, ?> config, String name) {
    List<Double> mean = KerasConfig.numbers(config.get("mean"));
    List<Double> variance = KerasConfig.numbers(config.get("variance"));
    return new Normalization(
        mean.isEmpty() && variance.isEmpty()
            ? Optional.empty()
            : Optional.of(new Normalization.Statistics(mean, variance)),
        name);
  }

  /** The type that all layers compute in. */
  DataType dataType() {
    DataType found = null;
    if (KerasConfig.config(model).get("layers") instanceof List<?> layers) {
      for (Object layer : layers) {
        Object dtype = KerasConfig.config(layer).get("dtype");
        Object policy = dtype instanceof Map<?, ?> ? KerasConfig.config(dtype).get("name") : dtype;
        if (policy == null) {
          continue;
        }
        DataType type =
            policy.equals("float32")
                ? DataType.FLOAT
                : policy.equals("float64") ? DataType.DOUBLE : null;
        if (type == null || (found != null && type != found)) {
          throw new IllegalArgumentException(
              "layer '"
                  + nameOf(layer)
                  + "' ("
                  + KerasConfig.className(layer)
                  + ") computes in "
                  + policy
                  + "; all layers must compute in float32, or all in float64");
        }
        found = type;
      }
    }
    return found == null ? DataType.FLOAT : found;
  }

  /** How much of the compilation is there. */
  SavedModel.Compiled compiled() {
    if (compile == null || compile.get("loss") == null) {
      return SavedModel.Compiled.NOT;
    }
    return optimizerConfig() == null
        ? SavedModel.Compiled.WITHOUT_OPTIMIZER
        : SavedModel.Compiled.WHOLLY;
  }

  private @Nullable Object optimizerConfig() {
    if (compile == null) {
      return null;
    }
    Object config = compile.get("optimizer");
    return config != null ? config : compile.get("optimizer_config");
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
    return named(
        "loss",
        only("loss", java.util.Objects.requireNonNull(compile).get("loss")),
        Loss.keras()::read);
  }

  private Optimizer optimizer() {
    return named("optimizer", optimizerConfig(), Optimizer.keras()::read);
  }

  private List<Metric> metrics(Head head) {
    Object given = java.util.Objects.requireNonNull(compile).get("metrics");
    List<Metric> metrics = new ArrayList<>();
    if (given instanceof List<?> list) {
      for (Object metric : list) {
        if (metric instanceof List<?> inner) { // as Keras 2 writes them, one list an output
          inner.forEach(element -> metrics.add(metric(element, head)));
        } else {
          metrics.add(metric(metric, head));
        }
      }
    } else if (given != null) {
      metrics.add(metric(given, head));
    }
    return metrics;
  }

  private static Metric metric(@Nullable Object given, Head head) {
    // Keras 2 names the function that it chose for "accuracy"; its object is a MeanMetricWrapper
    Object config =
        KerasConfig.className(given).equals("MeanMetricWrapper")
            ? KerasConfig.config(given).get("name")
            : given;
    return KerasAccuracy.read(config, head)
        .orElseGet(() -> named("metric", config, true, Metric.keras()::read));
  }

  /** The only element of what Keras may write as a list. */
  private static @Nullable Object only(String what, @Nullable Object given) {
    if (given instanceof List<?> list) {
      if (list.size() != 1) {
        throw new IllegalArgumentException("the model must have one " + what + ", got " + given);
      }
      return list.get(0);
    }
    return given;
  }

  private static <T> T named(
      String kind, @Nullable Object config, java.util.function.Function<Object, T> reader) {
    return named(kind, config, false, reader);
  }

  private static <T> T named(
      String kind,
      @Nullable Object config,
      boolean ownName,
      java.util.function.Function<Object, T> reader) {
    try {
      Object read = KerasConfig.read(config, ownName);
      boolean bare =
          read instanceof Map<?, ?> map
              && map.values().iterator().next() instanceof Map<?, ?> options
              && options.isEmpty();
      return reader.apply(bare ? KerasOptions.key(KerasConfig.className(config)) : read);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          kind + " " + KerasConfig.className(config) + ": " + e.getMessage(), e);
    }
  }

  /** Numbers of all layers, before memory is taken for them. */
  static long parameters(List<Layer> layers) {
    long sum = 0;
    for (LayerShapes shapes : LayerShapes.of(layers)) {
      sum = Math.addExact(sum, shapes.parameters());
    }
    return sum;
  }
}
