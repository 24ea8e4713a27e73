package annlab.networks.formats;

import annlab.networks.config.KerasObject;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.layers.Normalization;
import annlab.networks.layers.Regularizer;
import annlab.networks.losses.Head;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.LearningRate;
import annlab.networks.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/** The {@code config.json} of a model, as Keras 3 reads it. */
final class KerasModelConfig {
  private static final String LAYERS = "keras.layers";
  private static final String SCHEDULES = "keras.optimizers.schedules";

  /** What Keras' losses do not have: it changes a value that they cannot report. */
  private static final String SMALLEST = "smallest";

  private KerasModelConfig() {}

  static Map<String, Object> of(SavedModel model) {
    ModelSpec spec = model.spec();
    String dtype = spec.dataType() == DataType.DOUBLE ? "float64" : "float32";
    List<Object> layers = new ArrayList<>();
    for (Layer layer : spec.layers()) {
      layers.add(layer(layer, dtype));
    }
    List<Object> shape = batchShape((Input) spec.layers().get(0));
    Map<String, Object> object =
        KerasConfig.write(
            "keras",
            Map.of(
                "Sequential",
                KerasObject.options(
                    "name", spec.name(), "layers", layers, "build_input_shape", shape)));
    object.put("build_config", Map.of("input_shape", shape));
    if (model.compiled() == SavedModel.Compiled.WHOLLY) {
      object.put("compile_config", compilation(model));
    }
    return object;
  }

  private static List<Object> batchShape(Input input) {
    List<Object> shape = new ArrayList<>();
    shape.add(null);
    shape.addAll(input.shape());
    return shape;
  }

  private static Map<String, Object> layer(Layer layer, String dtype) {
    if (layer instanceof Input input) {
      return KerasConfig.write(
          LAYERS,
          Map.of(
              "InputLayer",
              KerasObject.options(
                  "batch_shape", batchShape(input), "dtype", dtype, "name", "input_layer")));
    }
    Map<String, Object> options = new LinkedHashMap<>(layer.options());
    options.put("dtype", dtype);
    if (layer instanceof Normalization) { // its statistics are variables
      options.remove("mean");
      options.remove("variance");
      options.put("axis", -1);
    }
    if (layer instanceof Dense dense) {
      if (dense.activation() == Activation.HEAVISIDE) {
        throw unknown(layer, "the activation " + dense.activation().kerasName());
      }
      options.put(
          "kernel_initializer",
          KerasConfig.write("keras.initializers", dense.kernelInitializer().config()));
      options.put(
          "bias_initializer",
          KerasConfig.write("keras.initializers", dense.biasInitializer().config()));
      options.remove("kernel_regularizer");
      if (!dense.kernelRegularizer().isNone()) {
        options.put("kernel_regularizer", regularizer(layer, dense.kernelRegularizer()));
      }
    }
    return KerasConfig.write(LAYERS, Map.of(layer.kerasName(), options));
  }

  private static Map<String, Object> regularizer(Layer layer, Regularizer regularizer) {
    if (regularizer.perRow()) {
      throw unknown(layer, "a penalty that is divided by the rows of the batch");
    }
    return KerasConfig.write(
        "keras.regularizers",
        Map.of("L1L2", KerasObject.options("l1", regularizer.l1(), "l2", regularizer.l2())));
  }

  private static IllegalArgumentException unknown(Layer layer, String what) {
    return new IllegalArgumentException(
        "layer '"
            + layer.name()
            + "' ("
            + layer.kerasName()
            + "): Keras does not have "
            + what
            + "; save as this library's own file (.zip), or export to ONNX");
  }

  private static Map<String, Object> compilation(SavedModel model) {
    ModelSpec spec = model.spec();
    Map<String, Object> compile = new LinkedHashMap<>();
    compile.put("optimizer", optimizer(model));
    compile.put("loss", loss(spec.loss()));
    compile.put("loss_weights", null);
    compile.put("metrics", spec.metrics().stream().map(m -> metric(m, spec.head())).toList());
    compile.put("weighted_metrics", null);
    compile.put("run_eagerly", false);
    compile.put("steps_per_execution", 1);
    compile.put("jit_compile", false);
    return compile;
  }

  /** With the rate that holds now in place of the one at first. */
  private static Map<String, Object> optimizer(SavedModel model) {
    Optimizer optimizer = model.spec().optimizer();
    Map<String, Object> options = new LinkedHashMap<>(optimizer.options());
    Object rate = optimizer.learningRate().config();
    if (rate instanceof Map<?, ?>) {
      options.put(LearningRate.OPTION, KerasConfig.write(SCHEDULES, rate));
    }
    model
        .optimizer()
        .ifPresent(
            state -> state.learningRate().ifPresent(now -> options.put(LearningRate.OPTION, now)));
    return KerasConfig.write("keras.optimizers", Map.of(optimizer.kerasName(), options));
  }

  private static Object loss(Loss loss) {
    if (loss instanceof Loss.Scaled
        || loss instanceof Loss.PoissonDeviance
        || loss instanceof Loss.PerceptronHinge
        || loss instanceof Loss.PerceptronRule) {
      throw new IllegalArgumentException(
          "Keras does not have the loss "
              + loss.kerasName()
              + "; save as this library's own file (.zip), or export to ONNX");
    }
    Map<String, Object> options = new LinkedHashMap<>(loss.options());
    options.remove(SMALLEST);
    return KerasConfig.write("keras.losses", Map.of(loss.kerasName(), options));
  }

  private static Object metric(Metric metric, Head head) {
    Map<?, ?> config = (Map<?, ?>) metric.config();
    String type = String.valueOf(config.keySet().iterator().next());
    if (metric instanceof Metric.Accuracy) {
      if (metric.equals(Metric.accuracy())) {
        return metric.name(); // the word, by which Keras chooses for itself
      }
      type =
          KerasAccuracy.of(head).kerasName(); // Keras' class Accuracy counts outputs that are equal
    } else if (metric instanceof Metric.TopK && head.classIds()) {
      type = "Sparse" + type;
    }
    return KerasConfig.write("keras.metrics", Map.of(type, config.values().iterator().next()));
  }
}
