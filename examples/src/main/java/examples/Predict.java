package examples;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.networks.Model;
import java.nio.file.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Says what a model takes the first test images of Fashion MNIST for.
 *
 * <p>{@code Predict FILE}, for example {@code Predict clothes.keras}.
 */
public final class Predict {
  private Predict() {}

  public static void main(String[] args) {
    Model model = Model.load(Path.of(args[0]));
    Samples images = FashionMnist.load(new DataHome()).test(DataType.FLOAT).rows(0, 5);
    INDArray probabilities = model.predict(images.x()); // [5, 10]
    int[] classes = probabilities.argMax(1).toIntVector();
    for (int i = 0; i < classes.length; i++) {
      System.out.printf(
          "%s %.2f, is %s%n",
          FashionMnist.CLASS_NAMES.get(classes[i]),
          probabilities.getDouble(i, classes[i]),
          FashionMnist.CLASS_NAMES.get(images.y().getInt(i)));
    }
  }
}
