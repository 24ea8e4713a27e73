package annlab.networks;

import annlab.networks.files.VerifiedZip;
import annlab.networks.files.ZipFiles;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.Layer;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.random.Seeds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A model in one zip file: its description in Keras' vocabulary, parameters and updater state as
 * NumPy arrays, and DL4J's configuration for readers of DL4J.
 */
final class ModelFile {
  private static final String FORMAT = "annlab-model";
  private static final int VERSION = 1;
  private static final String MODEL = "model.json";
  private static final String CONFIGURATION = "configuration.json";
  private static final int MOST_LAYERS = 1_000;

  private ModelFile() {}

  static void write(Model model, Path file) {
    Map<String, byte[]> state = new LinkedHashMap<>();
    Map<String, Object> description = description(model.spec());
    ModelState.write(model, state, description);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(MODEL, VerifiedZip.json(description));
    entries.put(
        CONFIGURATION,
        model.network().getLayerWiseConfigurations().toJson().getBytes(StandardCharsets.UTF_8));
    entries.putAll(state);
    ZipFiles.write(file, VerifiedZip.withManifest(FORMAT, VERSION, entries));
  }

  private static Map<String, Object> description(ModelSpec spec) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", spec.name());
    out.put("layers", spec.layers().stream().map(Layer::config).toList());
    out.put("loss", spec.loss().config());
    out.put("optimizer", spec.optimizer().config());
    out.put("metrics", spec.metrics().stream().map(Metric::config).toList());
    out.put("seed", Map.of("kind", spec.seeds().kind().name(), "seed", spec.seeds().seed()));
    out.put("dtype", spec.dataType() == DataType.DOUBLE ? "float64" : "float32");
    return out;
  }

  static Model read(Path file) {
    VerifiedZip zip =
        VerifiedZip.of(
            ZipFiles.read(file),
            file.toString(),
            FORMAT,
            VERSION,
            "Model.save",
            "save the model again or use another copy");
    Map<String, Object> description = zip.small(MODEL);
    ModelSpec spec = spec(description, zip);
    ModelState.requireParameters(spec.layers(), zip);
    Model model = new Model(spec);
    ModelState.restore(model, zip, description);
    return model;
  }

  private static ModelSpec spec(Map<String, Object> description, VerifiedZip zip) {
    List<?> layers = zip.list(description, "layers");
    List<?> metrics = zip.list(description, "metrics");
    Object loss = zip.present(description, "loss");
    Object optimizer = zip.present(description, "optimizer");
    if (layers.size() > MOST_LAYERS) {
      throw zip.damaged(
          MODEL + " has " + layers.size() + " layers, expected " + MOST_LAYERS + " at most");
    }
    if (!(description.get("seed") instanceof Map<?, ?> seed
        && seed.get("seed") instanceof Number number)) {
      throw zip.damaged(MODEL + " has no seed");
    }
    try {
      return new ModelSpec(
          String.valueOf(description.get("name")),
          layers.stream().map(Layer.keras()::read).toList(),
          Loss.keras().read(loss),
          Optimizer.keras().read(optimizer),
          metrics.stream().map(Metric.keras()::read).toList(),
          new Seeds(Seeds.Kind.valueOf(String.valueOf(seed.get("kind"))), number.longValue()),
          "float64".equals(description.get("dtype")) ? DataType.DOUBLE : DataType.FLOAT);
    } catch (IllegalArgumentException e) {
      throw zip.damaged(MODEL + ": " + e.getMessage());
    }
  }
}
