package annlab.playground;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.lab.settings.Json;
import annlab.networks.Model;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Classifies pictures with a model that a run has kept or a reader has uploaded. */
final class Drawings {
  private static final int SIDE = 28;
  private static final int BRIGHTEST = 255;
  private static final int ROWS_AT_A_TIME = 1_000;

  /** Of a larger model fewer rows are looked at: about as many multiplications altogether. */
  private static final long MULTIPLICATIONS = 20_000_000_000L;

  private Optional<Path> file = Optional.empty();
  private Optional<Model> model = Optional.empty();

  /**
   * Judges a picture.
   *
   * @param request {@code model}, a model file of this home; {@code pixels}, 784 bytes in base 64,
   *     row by row, 0 is background; {@code brightest}, what the model knows 255 as: 1 if it is
   *     absent
   */
  ObjectNode judge(JsonNode request) {
    byte[] pixels = pixels(request.path("pixels").asText());
    Model judge = model(request);
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[i] & 0xff) / (float) BRIGHTEST;
    }
    INDArray picture = Nd4j.createFromArray(values).muli(brightest(request));
    ObjectNode answer = Json.object();
    ArrayNode outputs = answer.putArray("outputs");
    for (double value : judge.predict(inputs(judge, picture, 1)).toDoubleVector()) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "the model puts out " + value + " for this picture; its weights are of no use");
      }
      outputs.add(value);
    }
    return answer;
  }

  /**
   * Measures a model on the test set of Fashion MNIST.
   *
   * @param request {@code model} and {@code brightest} as for {@link #judge}
   * @param home where the data set is found
   * @throws IllegalArgumentException if the model does not give a number for each of its classes
   */
  ObjectNode evaluate(JsonNode request, DataHome home) {
    Model judge = model(request);
    long outputs = ModelFiles.outputs(judge);
    int classes = FashionMnist.CLASS_NAMES.size();
    if (outputs != classes) {
      throw new IllegalArgumentException(
          "Fashion MNIST has " + classes + " classes, but the model has " + outputs + " outputs");
    }
    int brightest = brightest(request);
    Samples test = FashionMnist.test(home, DataType.FLOAT);
    long most = Math.max(ROWS_AT_A_TIME, MULTIPLICATIONS / ModelFiles.parameters(judge));
    int rows = (int) Math.min(test.x().size(0), most);
    INDArray part = test.x().get(NDArrayIndex.interval(0, rows)).mul(brightest);
    int[] predicted =
        judge.predict(inputs(judge, part, rows), ROWS_AT_A_TIME).argMax(1).toIntVector();
    int right = 0;
    for (int row = 0; row < rows; row++) {
      right += predicted[row] == test.y().getInt(row) ? 1 : 0;
    }
    return Json.object().put("accuracy", (double) right / rows).put("rows", rows);
  }

  private static int brightest(JsonNode request) {
    int brightest = request.path("brightest").asInt(1);
    if (brightest != 1 && brightest != BRIGHTEST) {
      throw new IllegalArgumentException("brightest must be 1 or 255, got " + brightest);
    }
    return brightest;
  }

  /** Pictures in the shape that the model takes. */
  private static INDArray inputs(Model model, INDArray pictures, int rows) {
    if (!ModelFiles.takesPictures(model)) {
      throw new IllegalArgumentException(
          "the model takes rows of shape "
              + model.inputShape()
              + ", and a picture has 28 x 28 = 784 numbers");
    }
    long[] shape =
        LongStream.concat(
                LongStream.of(rows), model.inputShape().stream().mapToLong(Long::longValue))
            .toArray();
    return pictures.castTo(model.parameters().dataType()).reshape('c', shape);
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

  private Model model(JsonNode request) {
    Path wanted = Path.of(request.path("model").asText());
    if (model.isEmpty() || !file.equals(Optional.of(wanted))) {
      model = Optional.of(Model.load(wanted));
      file = Optional.of(wanted);
    }
    return model.get();
  }
}
