package annlab.experiments.keras.fashion;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.datasets.FashionMnist;
import annlab.lab.RunContext;
import annlab.lab.settings.Json;
import annlab.networks.Model;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the site leafs through: test images with their probabilities, and the first layer. */
final class Gallery {
  /** Ten pages of forty. */
  private static final int FIRST = 400;

  private static final int MISTAKES = 100;
  private static final double DIGITS = 1e4;

  /** The largest weight of a neuron becomes this, so that a byte holds each. */
  private static final int LARGEST = 127;

  private Gallery() {}

  /**
   * Keeps {@code gallery.json}: the first test images, and the mistakes of which the network was
   * most sure.
   *
   * @param probabilities one row of ten for each test image
   * @param data the data set that has the test images
   * @param context the run
   */
  static void keep(INDArray probabilities, FashionMnist data, RunContext context) {
    float[][] rows = probabilities.toFloatMatrix();
    int[] labels = data.testLabels().toIntVector();
    try (INDArray images = data.testImages()) {
      List<Integer> shown =
          new ArrayList<>(IntStream.range(0, Math.min(FIRST, labels.length)).boxed().toList());
      List<Integer> mistakes =
          IntStream.range(0, labels.length)
              .boxed()
              .filter(row -> best(rows[row]) != labels[row])
              .sorted(Comparator.comparingDouble(row -> -rows[row][best(rows[row])]))
              .limit(MISTAKES)
              .toList();
      mistakes.stream().filter(row -> row >= FIRST).forEach(shown::add);
      ObjectNode root = Json.object();
      ArrayNode names = root.putArray("classNames");
      FashionMnist.CLASS_NAMES.forEach(names::add);
      ArrayNode all = root.putArray("images");
      shown.forEach(
          row -> addImage(all, row, labels[row], rows[row], Pictures.pixels(images, row)));
      ArrayNode places = root.putArray("mistakes");
      mistakes.forEach(row -> places.add(shown.indexOf(row)));
      context.artifact("gallery.json", Json.line(root).getBytes(UTF_8));
    }
  }

  private static void addImage(ArrayNode all, int row, int label, float[] values, int[] pixels) {
    ObjectNode image =
        all.addObject().put("row", row).put("label", label).put("predicted", best(values));
    ArrayNode probabilities = image.putArray("probabilities");
    for (float value : values) {
      probabilities.add(Math.round(value * DIGITS) / DIGITS);
    }
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      bytes[i] = (byte) pixels[i];
    }
    image.put("pixels", Base64.getEncoder().encodeToString(bytes));
  }

  /**
   * Keeps {@code first-layer.json}: the weights of each neuron of the first dense layer, each
   * scaled to its own largest.
   *
   * @param model the trained model
   * @param context the run
   */
  static void keepFirstLayer(Model model, RunContext context) {
    float[][] weights = model.weights().get(0).toFloatMatrix();
    ObjectNode root = Json.object().put("inputs", weights.length);
    ArrayNode units = root.putArray("units");
    for (int unit = 0; unit < weights[0].length; unit++) {
      float largest = 0;
      for (float[] row : weights) {
        largest = Math.max(largest, Math.abs(row[unit]));
      }
      byte[] bytes = new byte[weights.length];
      for (int input = 0; input < weights.length; input++) {
        bytes[input] =
            largest == 0 ? 0 : (byte) Math.round(weights[input][unit] / largest * LARGEST);
      }
      units.add(Base64.getEncoder().encodeToString(bytes));
    }
    context.artifact("first-layer.json", Json.line(root).getBytes(UTF_8));
  }

  private static int best(float[] row) {
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      best = row[i] > row[best] ? i : best;
    }
    return best;
  }
}
