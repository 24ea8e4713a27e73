package annlab.networks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model in one zip file: its description in Keras' vocabulary, parameters and updater state as
 * NumPy arrays, DL4J's configuration for readers of DL4J, and a manifest with the SHA-256 of each.
 * Nothing in it is Java-serialized, and nothing is believed that the manifest does not confirm.
 */
final class ModelFile {
  private static final String FORMAT = "annlab-model";
  private static final int VERSION = 1;
  private static final String MANIFEST = "manifest.json";
  private static final String MODEL = "model.json";
  private static final String CONFIGURATION = "configuration.json";
  private static final String PARAMETERS = "parameters.npy";
  private static final String UPDATER = "updater.npy";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private ModelFile() {}

  static void write(Model model, Path file) {
    MultiLayerNetwork network = model.network();
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(MODEL, json(description(model)));
    entries.put(
        CONFIGURATION,
        network.getLayerWiseConfigurations().toJson().getBytes(StandardCharsets.UTF_8));
    entries.put(PARAMETERS, Npy.write(model.parameters()));
    INDArray state = state(network);
    if (state != null) {
      entries.put(UPDATER, Npy.write(state));
    }
    Map<String, Object> hashes = new LinkedHashMap<>();
    entries.forEach((name, content) -> hashes.put(name, sha256(content)));
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put(MANIFEST, json(Map.of("format", FORMAT, "version", VERSION, "sha256", hashes)));
    all.putAll(entries);
    ZipFiles.write(file, all);
  }

  private static @Nullable INDArray state(MultiLayerNetwork network) {
    INDArray state = network.getUpdater(true).getStateViewArray();
    return state == null || state.isEmpty() ? null : state.reshape(state.length());
  }

  private static Map<String, Object> description(Model model) {
    ModelSpec spec = model.spec();
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", spec.name());
    out.put("layers", spec.layers().stream().map(KerasConfig::describe).toList());
    out.put("loss", KerasConfig.describe(spec.loss()));
    out.put("optimizer", KerasConfig.describe(spec.optimizer()));
    out.put("metrics", spec.metrics().stream().map(KerasConfig::describe).toList());
    out.put("seed", Map.of("kind", spec.seeds().kind().name(), "seed", spec.seeds().seed()));
    out.put("dtype", spec.dataType() == DataType.DOUBLE ? "float64" : "float32");
    out.put("iterations", model.iterations());
    out.put("epochs", model.network().getEpochCount());
    model.givenRate().ifPresent(rate -> out.put("learning_rate", rate));
    return out;
  }

  static Model read(Path file) {
    Map<String, byte[]> entries = ZipFiles.read(file);
    verify(entries, file);
    Map<String, Object> description = object(entries, MODEL, file);
    Model model = new Model(spec(description, file));
    model.setParameters(Npy.read(content(entries, PARAMETERS, file), file + ", " + PARAMETERS));
    INDArray state = state(model.network());
    if (state != null) {
      INDArray saved = Npy.read(content(entries, UPDATER, file), file + ", " + UPDATER);
      if (saved.length() != state.length()) {
        throw damaged(file, UPDATER + " has " + saved.length() + " numbers, not " + state.length());
      }
      state.assign(saved);
    }
    model.network().setIterationCount(whole(description, "iterations", file));
    model.network().setEpochCount(whole(description, "epochs", file));
    if (description.get("learning_rate") instanceof Number rate) {
      model.setLearningRate(rate.doubleValue());
    }
    return model;
  }

  private static void verify(Map<String, byte[]> entries, Path file) {
    if (!entries.containsKey(MANIFEST)) {
      throw new IllegalArgumentException(
          file + " is not a model saved by Model.save: it has no " + MANIFEST);
    }
    Map<String, Object> manifest = object(entries, MANIFEST, file);
    if (!FORMAT.equals(manifest.get("format"))
        || !Integer.valueOf(VERSION).equals(manifest.get("version"))) {
      throw new IllegalArgumentException(
          file
              + " must be of format "
              + FORMAT
              + ", version "
              + VERSION
              + ", got "
              + manifest.get("format")
              + ", version "
              + manifest.get("version"));
    }
    if (!(manifest.get("sha256") instanceof Map<?, ?> hashes)) {
      throw damaged(file, "its manifest has no hashes");
    }
    for (Map.Entry<?, ?> entry : hashes.entrySet()) {
      String name = String.valueOf(entry.getKey());
      String actual = sha256(content(entries, name, file));
      if (!actual.equals(entry.getValue())) {
        throw damaged(file, name + " has SHA-256 " + actual + ", expected " + entry.getValue());
      }
    }
    entries.keySet().retainAll(hashes.keySet());
  }

  private static ModelSpec spec(Map<String, Object> description, Path file) {
    List<Layer> layers = new ArrayList<>();
    for (Object layer : list(description, "layers", file)) {
      layers.add(KerasConfig.layer(layer));
    }
    List<Metric> metrics = new ArrayList<>();
    for (Object metric : list(description, "metrics", file)) {
      metrics.add(KerasConfig.metric(metric));
    }
    if (!(description.get("seed") instanceof Map<?, ?> seed
        && seed.get("seed") instanceof Number number)) {
      throw damaged(file, MODEL + " has no seed");
    }
    return new ModelSpec(
        String.valueOf(description.get("name")),
        layers,
        KerasConfig.loss(present(description, "loss", file)),
        KerasConfig.optimizer(present(description, "optimizer", file)),
        metrics,
        new Seeds(Seeds.Kind.valueOf(String.valueOf(seed.get("kind"))), number.longValue()),
        "float64".equals(description.get("dtype")) ? DataType.DOUBLE : DataType.FLOAT);
  }

  private static Object present(Map<String, Object> from, String name, Path file) {
    Object value = from.get(name);
    if (value == null) {
      throw damaged(file, MODEL + " has no " + name);
    }
    return value;
  }

  private static List<?> list(Map<String, Object> from, String name, Path file) {
    if (present(from, name, file) instanceof List<?> list) {
      return list;
    }
    throw damaged(file, name + " in " + MODEL + " is not a list");
  }

  private static int whole(Map<String, Object> from, String name, Path file) {
    if (present(from, name, file) instanceof Integer number) {
      return number;
    }
    throw damaged(file, name + " in " + MODEL + " is not a whole number");
  }

  private static Map<String, Object> object(Map<String, byte[]> entries, String name, Path file) {
    try {
      return JSON.readValue(content(entries, name, file), OBJECT);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " is damaged: " + name + " is not JSON", e);
    }
  }

  private static byte[] content(Map<String, byte[]> entries, String name, Path file) {
    byte[] content = entries.get(name);
    if (content == null) {
      throw damaged(file, name + " is missing");
    }
    return content;
  }

  private static IllegalArgumentException damaged(Path file, String how) {
    return new IllegalArgumentException(
        file + " is damaged: " + how + "; save the model again or use another copy");
  }

  private static byte[] json(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the model's description", e);
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
