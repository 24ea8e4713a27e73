package examples;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Reads a model of Keras 2 or 3 for images of 28 by 28 pixels, trains it on, and gives it back.
 *
 * <p>{@code LoadFromKeras IN OUT}, for example {@code LoadFromKeras clothes.keras back.keras}.
 */
public final class LoadFromKeras {
  private LoadFromKeras() {}

  public static void main(String[] args) {
    Model model = Model.load(Path.of(args[0]));
    System.out.print(model.summary());
    MultiLayerNetwork network = model.network(); // Deeplearning4j's own, with its methods
    System.out.println(network.numParams() + " parameters after " + model.iterations() + " steps");

    Samples train = FashionMnist.load(new DataHome()).train(DataType.FLOAT).rows(10_000, 20_000);
    double loss = model.fit(train.x(), train.y(), FitOptions.defaults()).series("loss").get(0);
    System.out.printf("loss %.3f after %d steps%n", loss, model.iterations());
    model.save(Path.of(args[1]));
  }
}
