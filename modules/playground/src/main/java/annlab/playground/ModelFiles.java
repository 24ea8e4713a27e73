package annlab.playground;

import annlab.lab.settings.Json;
import annlab.networks.Model;
import annlab.networks.layers.LayerShapes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Describes a model's file, and converts it to another format. */
final class ModelFiles {
  private static final long PIXELS = 28 * 28;

  private ModelFiles() {}

  /**
   * Reads a model that may be anybody's.
   *
   * @param request {@code model}, the file; {@code name}, what its owner calls it
   * @return its layers with shapes and parameters, and whether it takes pictures
   * @throws IllegalArgumentException if it is no model that is known here: one line that begins
   *     with its owner's name
   */
  static ObjectNode describe(JsonNode request) {
    Model model;
    try {
      model =
          Model.load(
              Files.readAllBytes(Path.of(request.path("model").asText())),
              request.path("name").asText());
    } catch (IOException e) {
      throw new UncheckedIOException("the upload cannot be read", e);
    }
    ObjectNode answer = Json.object().put("pictures", takesPictures(model));
    numbers(answer.putArray("inputShape"), model.inputShape());
    answer.put("outputs", outputs(model)).put("parameters", parameters(model));
    ArrayNode layers = answer.putArray("layers");
    for (LayerShapes layer : model.layerShapes()) {
      ObjectNode object =
          layers
              .addObject()
              .put("name", layer.layer().name())
              .put("class", layer.layer().kerasName())
              .put("parameters", parameters(layer));
      numbers(object.putArray("outputShape"), layer.outputShape());
    }
    return answer;
  }

  /**
   * Writes a model of this home in the format of a file's name.
   *
   * @param request {@code model}, the file to read; {@code to}, the file to write
   * @throws IllegalArgumentException if the format does not know a part of the model
   */
  static ObjectNode convert(JsonNode request) {
    Path to = Path.of(request.path("to").asText());
    Model.load(Path.of(request.path("model").asText())).save(to);
    return Json.object().put("bytes", to.toFile().length());
  }

  /** Whether a row of its inputs has a number for each pixel. */
  static boolean takesPictures(Model model) {
    return model.inputShape().stream().reduce(1L, Math::multiplyExact) == PIXELS;
  }

  static long outputs(Model model) {
    List<LayerShapes> layers = model.layerShapes();
    return layers.get(layers.size() - 1).outputShape().stream().reduce(1L, Math::multiplyExact);
  }

  /** As Keras counts them, the statistics of a normalization among them. */
  static long parameters(Model model) {
    return model.layerShapes().stream().mapToLong(ModelFiles::parameters).sum();
  }

  private static long parameters(LayerShapes layer) {
    return layer.layer().trainable(layer.inputs()) + layer.layer().nonTrainable(layer.inputs());
  }

  private static void numbers(ArrayNode array, List<Long> numbers) {
    numbers.forEach(array::add);
  }
}
