package annlab.playground;

import annlab.lab.settings.Json;
import annlab.networks.Model;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Lets a model that a run has kept judge pictures. */
final class Drawings {
  private static final int SIDE = 28;
  private static final float BRIGHTEST = 255;

  private Optional<Path> file = Optional.empty();
  private Optional<Model> model = Optional.empty();

  /**
   * Judges a picture.
   *
   * @param request {@code model}, a model file of this home; {@code pixels}, 784 bytes in base 64,
   *     row by row, 0 is background
   */
  ObjectNode judge(JsonNode request) {
    byte[] pixels = pixels(request.path("pixels").asText());
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[i] & 0xff) / BRIGHTEST;
    }
    INDArray picture = Nd4j.createFromArray(values).reshape(1, SIDE, SIDE);
    INDArray outputs = model(Path.of(request.path("model").asText())).predict(picture);
    ObjectNode answer = Json.object();
    ArrayNode probabilities = answer.putArray("probabilities");
    for (double value : outputs.toDoubleVector()) {
      probabilities.add(value);
    }
    return answer;
  }

  private static byte[] pixels(String text) {
    byte[] pixels;
    try {
      pixels = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("pixels must be bytes in base 64", e);
    }
    if (pixels.length != SIDE * SIDE) {
      throw new IllegalArgumentException(
          "a picture has 28 x 28 = 784 pixels, got " + pixels.length);
    }
    return pixels;
  }

  private Model model(Path wanted) {
    if (model.isEmpty() || !file.equals(Optional.of(wanted))) {
      model = Optional.of(Model.load(wanted));
      file = Optional.of(wanted);
    }
    return model.get();
  }
}
