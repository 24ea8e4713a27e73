package annlab.networks.formats;

import annlab.networks.config.KerasObject;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.Layer;
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
  private KerasModelConfig() {}

  static Map<String, Object> of(SavedModel model) {
    ModelSpec spec = model.spec();
    String dtype = spec.dataType() == DataType.DOUBLE ? "float64" : "float32";
    List<Object> layers = new ArrayList<>();
    for (Layer layer : spec.layers()) {
      layers.add(layer(layer, dtype));
    }
    List<?> shape = spec.input().batchShape();
    Map<String, Object> object =
        KerasConfig.write(
            "keras",
            "Sequential",
            KerasObject.options("name", spec.name(), "layers", layers, "build_input_shape", shape));
    object.put("build_config", Map.of("input_shape", shape));
    if (model.compiled() == SavedModel.Compiled.WHOLLY) {
      object.put("compile_config", compilation(model));
    }
    return object;
  }

  private static Map<String, Object> layer(Layer layer, String dtype) {
    requireKnown("layer '" + layer.name() + "' (" + layer.kerasName() + "): ", layer);
    return KerasConfig.write(
        layer.kerasModule(),
        layer.kerasClass(),
        KerasConfig.options(layer, layer.kerasOptions(dtype)));
  }

  private static void requireKnown(String where, KerasObject object) {
    object
        .missingInKeras()
        .ifPresent(
            what -> {
              throw new IllegalArgumentException(
                  where
                      + "Keras does not have "
                      + what
                      + "; save as this library's own file (.zip), or export to ONNX");
            });
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
    Map<String, Object> options = KerasConfig.options(optimizer, optimizer.kerasOptions());
    model
        .optimizer()
        .ifPresent(
            state -> state.learningRate().ifPresent(now -> options.put(LearningRate.OPTION, now)));
    return KerasConfig.write(optimizer.kerasModule(), optimizer.kerasName(), options);
  }

  private static Object loss(Loss loss) {
    requireKnown("", loss);
    return KerasConfig.write(loss);
  }

  private static Object metric(Metric metric, Head head) {
    return metric.equals(Metric.accuracy())
        ? metric.name() // the word, by which Keras chooses for itself
        : KerasConfig.write(
            metric.kerasModule(),
            metric.kerasName(head.outputs(), head.classIds()),
            metric.kerasOptions());
  }
}
