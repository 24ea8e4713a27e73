package annlab.experiments.keras.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.datasets.Samples;
import annlab.experiments.keras.fashion.DataChecks;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A short training on rows that are always the same, boiled down to a few lines: they tell whether
 * two Java machines compute the same bits from a seed. As a program it writes the lines to a file.
 */
public final class SeedTrace {
  private static final int ROWS = 640;

  private SeedTrace() {}

  /**
   * Writes the lines of a seed.
   *
   * @param arguments the seed and the file
   */
  public static void main(String[] arguments) throws IOException {
    Files.write(Path.of(arguments[1]), of(Long.parseLong(arguments[0])), UTF_8);
  }

  /** First weights, the losses of two epochs, last weights. */
  public static List<String> of(long seed) {
    Samples rows = rows();
    // listing: F5-other-jvm
    Model model = FashionMnistExperiment.model(seed);
    String first = fingerprint(model.parameters());
    History history = model.fit(rows.x(), rows.y(), FitOptions.defaults().withEpochs(2));
    String losses = history.series("loss").toString();
    String last = fingerprint(model.parameters());
    return List.of(first, losses, last); // compared with those that another Java machine writes
    // end listing
  }

  public static String fingerprint(INDArray numbers) {
    float[] floats = numbers.reshape(numbers.length()).toFloatVector();
    ByteBuffer bytes = ByteBuffer.allocate(floats.length * Float.BYTES);
    bytes.asFloatBuffer().put(floats);
    return floats.length + " numbers, SHA-256 " + DataChecks.sha256(bytes.array());
  }

  private static Samples rows() {
    SplittableRandom random = new SplittableRandom(1);
    INDArray x = Nd4j.createFromArray(floats(random, ROWS * 28 * 28)).reshape(ROWS, 28, 28);
    int[] labels = random.ints(ROWS, 0, 10).toArray();
    return new Samples(x, Nd4j.createFromArray(labels));
  }

  private static float[] floats(SplittableRandom random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble();
    }
    return values;
  }
}
