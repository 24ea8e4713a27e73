package annlab.networks;

import annlab.networks.files.VerifiedZip;
import annlab.networks.files.ZipFiles;
import annlab.networks.formats.KerasFiles;
import annlab.networks.formats.SavedModel;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.Layer;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.numpy.NumpyArrays;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.random.Seeds;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model in one zip file: its description in Keras' vocabulary, parameters and updater state as
 * NumPy arrays, and DL4J's configuration for readers of DL4J.
 */
final class ModelFile {
  private static final String FORMAT = "annlab-model";
  private static final int VERSION = 1;
  private static final String MODEL = "model.json";
  private static final String COMPILED = "compiled";
  private static final String CONFIGURATION = "configuration.json";
  private static final int MAX_LAYERS = 1_000;

  private ModelFile() {}

  static void write(Model model, Path file) {
    Map<String, byte[]> state = new LinkedHashMap<>();
    Map<String, Object> description = description(model.spec());
    ModelState.write(model, state, description);
    if (model.compiled() != SavedModel.Compiled.WHOLLY) {
      description.put(COMPILED, model.compiled().name());
    }
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
    return read(bytes(file), file.toString());
  }

  /** Reads a model of any format, by its content; the name stands in errors alone. */
  static Model read(byte[] bytes, String name) {
    if (KerasFiles.isHdf5(bytes)) {
      return KerasModels.model(KerasFiles.readHdf5(bytes, name));
    }
    Map<String, byte[]> entries = entries(bytes, name);
    if (entries.containsKey(KerasFiles.CONFIG)) {
      return KerasModels.model(KerasFiles.readArchive(entries, name));
    }
    if (entries.containsKey(NumpyArrays.FIRST)) {
      throw new IllegalArgumentException(
          name + " holds weights alone; describe the model and read them with loadWeights");
    }
    VerifiedZip zip =
        VerifiedZip.of(
            entries,
            name,
            FORMAT,
            VERSION,
            "Model.save",
            "save the model again or use another copy");
    JsonNode description = zip.small(MODEL);
    ModelSpec spec = spec(description, zip);
    ModelState.requireParameters(spec.layers(), zip);
    Model model = new Model(spec, compiled(description, zip));
    ModelState.restore(model, zip, description);
    return model;
  }

  private static SavedModel.Compiled compiled(JsonNode description, VerifiedZip zip) {
    if (!description.hasNonNull(COMPILED)) {
      return SavedModel.Compiled.WHOLLY;
    }
    for (SavedModel.Compiled compiled : SavedModel.Compiled.values()) {
      if (compiled.name().equals(description.get(COMPILED).textValue())) {
        return compiled;
      }
    }
    throw zip.damaged(MODEL + " has an unknown " + COMPILED);
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(ZipFiles.MAX_BYTES + 1);
      if (bytes.length > ZipFiles.MAX_BYTES) {
        throw new IllegalArgumentException(
            file + " has more than " + ZipFiles.MAX_BYTES + " bytes; use another copy");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("cannot read " + file + ": there is no such file", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Map<String, byte[]> entries(byte[] bytes, String name) {
    try {
      return ZipFiles.read(new ByteArrayInputStream(bytes), name);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /**
   * Weights of a model like another.
   *
   * @param layers the other's, with the file's statistics
   * @param weights as {@link Model#weights()} orders them
   */
  record Weights(List<Layer> layers, List<INDArray> weights) {}

  /** Reads the weights of a model like the given one, of any format. */
  static Weights weights(Path file, Model like) {
    like.network();
    byte[] bytes = bytes(file);
    List<Layer> layers = like.spec().layers();
    String name = file.toString();
    if (KerasFiles.isHdf5(bytes)) {
      return weights(KerasFiles.readWeights(bytes, name, layers));
    }
    Map<String, byte[]> entries = entries(bytes, name);
    byte[] inside = entries.get(KerasFiles.WEIGHTS);
    if (inside != null) {
      return weights(KerasFiles.readWeights(inside, name + ", " + KerasFiles.WEIGHTS, layers));
    }
    if (entries.containsKey(MODEL)) {
      return new Weights(layers, read(file).weights());
    }
    return numpy(NumpyArrays.read(entries, name), layers);
  }

  private static Weights weights(KerasFiles.Weights read) {
    return new Weights(read.layers(), KerasModels.inNetwork(read.layers(), read.variables()));
  }

  /** Keras lists mean, variance and count of a Normalization; a file without them is read too. */
  private static Weights numpy(List<INDArray> arrays, List<Layer> layers) {
    List<Layer> changed = new ArrayList<>(layers);
    List<INDArray> weights = new ArrayList<>(arrays);
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      List<INDArray> statistics = layer.statistics(DataType.DOUBLE);
      if (!statistics.isEmpty() && alike(weights, statistics)) {
        // it stands before all layers that have weights
        List<INDArray> held = weights.subList(0, statistics.size());
        changed.set(i, layer.restored(held));
        held.clear();
      }
    }
    return new Weights(changed, weights);
  }

  /** Whether the first arrays have the shapes of others. */
  private static boolean alike(List<INDArray> arrays, List<INDArray> others) {
    return arrays.size() >= others.size()
        && IntStream.range(0, others.size())
            .allMatch(i -> Arrays.equals(arrays.get(i).shape(), others.get(i).shape()));
  }

  private static ModelSpec spec(JsonNode description, VerifiedZip zip) {
    List<JsonNode> layers = zip.list(description, "layers");
    List<JsonNode> metrics = zip.list(description, "metrics");
    JsonNode loss = zip.present(description, "loss");
    JsonNode optimizer = zip.present(description, "optimizer");
    if (layers.size() > MAX_LAYERS) {
      throw zip.damaged(
          MODEL + " has " + layers.size() + " layers, expected " + MAX_LAYERS + " at most");
    }
    JsonNode seed = description.path("seed");
    if (!seed.path("seed").isNumber()) {
      throw zip.damaged(MODEL + " has no seed");
    }
    try {
      return new ModelSpec(
          description.path("name").asText("null"),
          layers.stream().map(Layer.keras()::read).toList(),
          Loss.keras().read(loss),
          Optimizer.keras().read(optimizer),
          metrics.stream().map(Metric.keras()::read).toList(),
          new Seeds(Seeds.Kind.valueOf(seed.path("kind").asText()), seed.get("seed").longValue()),
          "float64".equals(description.path("dtype").textValue())
              ? DataType.DOUBLE
              : DataType.FLOAT);
    } catch (IllegalArgumentException e) {
      throw zip.damaged(MODEL + ": " + e.getMessage());
    }
  }
}
