package examples;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.callbacks.ProgressBar;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Sgd;
import java.nio.file.Path;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Trains on some images of Fashion MNIST, and saves the model for Keras and for ONNX Runtime.
 *
 * <p>{@code Train FOLDER} writes {@code clothes.keras} and {@code clothes.onnx} there.
 */
public final class Train {
  private Train() {}

  public static void main(String[] args) {
    Path folder = Path.of(args.length == 0 ? "." : args[0]);
    FashionMnist data = FashionMnist.load(new DataHome());
    Samples train = data.train(DataType.FLOAT).rows(0, 10_000);
    Samples test = data.test(DataType.FLOAT);
    Model model =
        Sequential.of(
                Input.of(28, 28), new Flatten(), new Dense(100, "relu"), new Dense(10, "softmax"))
            .seed(42)
            .compile(Loss.sparseCategoricalCrossentropy(), new Sgd(0.1), Metric.accuracy());
    model.fit(
        train.x(),
        train.y(),
        FitOptions.defaults().withEpochs(2).withCallbacks(new ProgressBar(System.out)));
    System.out.printf("accuracy %.3f%n", model.evaluate(test.x(), test.y()).value("accuracy"));
    model.save(folder.resolve("clothes.keras")); // keras.models.load_model("clothes.keras")
    model.export(folder.resolve("clothes.onnx"));
  }
}
