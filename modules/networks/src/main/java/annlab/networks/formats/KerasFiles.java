package annlab.networks.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.networks.files.ZipFiles;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.Layer;
import annlab.networks.layers.LayerNames;
import annlab.networks.layers.LayerShapes;
import annlab.networks.layers.LayerVariable;
import annlab.networks.optimizers.Optimizer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Keras' files: {@code .keras}, a zip file of {@code config.json} and {@code model.weights.h5};
 * {@code .weights.h5}; and the HDF5 file of a whole model that Keras 2 wrote, which is read alone.
 */
public final class KerasFiles {
  /** The description in a .keras file. */
  public static final String CONFIG = "config.json";

  /** The variables in a .keras file. */
  public static final String WEIGHTS = "model.weights.h5";

  private static final String METADATA = "metadata.json";
  private static final String VERSION = "keras_version";
  private static final String KERAS_VERSION = "3.15.1";
  private static final String MODEL_CONFIG = "model_config";
  private static final String TRAINING_CONFIG = "training_config";

  /** So that reading it takes no more than a hundred times this, whatever is in it. */
  private static final int MAX_JSON = 4 << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private KerasFiles() {}

  /** Whether these are the bytes of an HDF5 file. */
  public static boolean isHdf5(byte[] bytes) {
    return Hdf5.begins(bytes);
  }

  /**
   * Reads a .keras file.
   *
   * @param entries of the zip file
   * @param name names the file in errors
   * @return the model
   * @throws IllegalArgumentException if it is damaged, or has what this library does not know: one
   *     line that names the layer and its class
   */
  public static SavedModel readArchive(Map<String, byte[]> entries, String name) {
    byte[] weights = entries.get(WEIGHTS);
    byte[] config = entries.get(CONFIG);
    if (weights == null || config == null) {
      throw new IllegalArgumentException(
          name + " is no .keras file: it has no " + (config == null ? CONFIG : WEIGHTS));
    }
    JsonNode model = json(config, name + ", " + CONFIG);
    byte[] metadata = entries.get(METADATA);
    JsonNode version =
        metadata == null
            ? MissingNode.getInstance()
            : json(metadata, name + ", " + METADATA).path(VERSION);
    try (Hdf5 file = Hdf5.of(weights, name + ", " + WEIGHTS)) {
      return model(model, model.path("compile_config"), version.asText(), file, name);
    }
  }

  /**
   * Reads an HDF5 file of a whole model.
   *
   * @param bytes of the file
   * @param name names the file in errors
   * @return the model
   * @throws IllegalArgumentException as {@link #readArchive}, or if the file has weights alone
   */
  public static SavedModel readHdf5(byte[] bytes, String name) {
    try (Hdf5 file = Hdf5.of(bytes, name)) {
      String config =
          file.text("", MODEL_CONFIG)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          name
                              + " holds weights alone; describe the model and read them with"
                              + " loadWeights"));
      Optional<JsonNode> training =
          file.text("", TRAINING_CONFIG)
              .map(text -> json(text.getBytes(UTF_8), name + ", " + TRAINING_CONFIG));
      return model(
          json(config.getBytes(UTF_8), name + ", " + MODEL_CONFIG),
          training.orElseGet(MissingNode::getInstance),
          file.text("", VERSION).orElse(""),
          file,
          name);
    }
  }

  private static SavedModel model(
      JsonNode model, JsonNode compile, String version, Hdf5 file, String name) {
    boolean keras2 = version.startsWith("2.");
    try {
      KerasDescription description = new KerasDescription(model, compile, keras2);
      KerasVariables variables = KerasVariables.of(file);
      KerasVariables.Held held = variables.read(description.layers());
      ModelSpec spec = description.spec(held.layers());
      return new SavedModel(
          spec,
          held.variables(),
          description.compiled() == SavedModel.Compiled.WHOLLY
              ? variables.optimizer(spec.optimizer(), held, keras2)
              : Optional.empty(),
          description.compiled());
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(name)
          ? e
          : new IllegalArgumentException(name + ": " + ZipFiles.line(message), e);
    }
  }

  /**
   * Reads the weights of a model that is known.
   *
   * @param bytes of an HDF5 file, of either layout
   * @param name names the file in errors
   * @param layers of the model, the input first
   * @return the layers with the statistics of the file, and their variables
   * @throws IllegalArgumentException if the file is damaged or is another model's
   */
  public static Weights readWeights(byte[] bytes, String name, List<Layer> layers) {
    try (Hdf5 file = Hdf5.of(bytes, name)) {
      KerasVariables.Held held = KerasVariables.of(file).read(layers);
      return new Weights(held.layers(), held.variables());
    }
  }

  /**
   * Weights of a model.
   *
   * @param layers the input first, with the file's statistics
   * @param variables of each layer but the input
   */
  public record Weights(List<Layer> layers, List<List<INDArray>> variables) {
    public Weights {
      layers = List.copyOf(layers);
      variables = List.copyOf(variables);
    }
  }

  private static JsonNode json(byte[] bytes, String name) {
    if (bytes.length > MAX_JSON) {
      throw new IllegalArgumentException(
          name + " has " + bytes.length + " bytes, expected " + MAX_JSON + " at most");
    }
    try {
      JsonNode read = JSON.readValue(bytes, ObjectNode.class);
      if (read != null) { // as JSON's null is read
        return read;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(name + " is not JSON; use another copy", e);
    }
    throw new IllegalArgumentException(name + " is not a JSON object; use another copy");
  }

  /**
   * The entries of a .keras file.
   *
   * @param model what to write
   * @return contents by name
   * @throws IllegalArgumentException if the model has what Keras does not know
   */
  public static Map<String, byte[]> archive(SavedModel model) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(METADATA, bytes(Map.of(VERSION, KERAS_VERSION)));
    entries.put(CONFIG, bytes(KerasModelConfig.of(model)));
    entries.put(WEIGHTS, weights(model));
    return entries;
  }

  private static byte[] bytes(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a description", e);
    }
  }

  /**
   * The bytes of a .weights.h5 file: the layers' variables, and the optimizer's if there is one.
   *
   * @param model what to write
   * @return the file's bytes
   */
  public static byte[] weights(SavedModel model) {
    Hdf5Writer hdf = new Hdf5Writer();
    Map<String, Integer> numbers = new HashMap<>();
    List<LayerShapes> layers = LayerShapes.of(model.spec().layers());
    for (int i = 0; i < layers.size(); i++) {
      String name = LayerNames.snakeCase(layers.get(i).layer().kerasName());
      int number = numbers.merge(name, 1, Integer::sum) - 1;
      String path = "layers/" + (number == 0 ? name : name + "_" + number) + "/vars/";
      List<LayerVariable> described = layers.get(i).variables();
      List<INDArray> variables = model.variables().get(i);
      for (int v = 0; v < variables.size(); v++) {
        if (described.get(v).role() == LayerVariable.Role.COUNT) {
          hdf.add(path + v, variables.get(v).getLong(0));
        } else {
          hdf.add(path + v, variables.get(v));
        }
      }
    }
    model.optimizer().ifPresent(state -> add(hdf, state, model.spec()));
    return hdf.bytes();
  }

  private static void add(Hdf5Writer hdf, OptimizerVariables state, ModelSpec spec) {
    Optimizer optimizer = spec.optimizer();
    int at = 0;
    hdf.add("optimizer/vars/" + at++, state.iterations());
    if (state.learningRate().isPresent()) {
      hdf.add("optimizer/vars/" + at++, (float) state.learningRate().getAsDouble());
    }
    for (INDArray array : state.inOrder(optimizer)) {
      hdf.add("optimizer/vars/" + at++, array);
    }
    OptionalDouble derived = optimizer.derivedState(Math.toIntExact(state.iterations()));
    if (derived.isPresent()) {
      if (spec.dataType() == DataType.DOUBLE) {
        hdf.add("optimizer/vars/" + at, Nd4j.scalar(derived.getAsDouble()));
      } else {
        hdf.add("optimizer/vars/" + at, (float) derived.getAsDouble());
      }
    }
  }
}
