package annlab.networks;

import annlab.networks.internal.data.Batch;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Says where a loss that is not finite comes from. */
final class Divergence {
  private Divergence() {}

  static TrainingDivergedException describe(
      MultiLayerNetwork network, Batch batch, double loss, int epoch, int step, double rate) {
    String where = "the loss is " + loss + " in epoch " + (epoch + 1) + ", step " + (step + 1);
    if (!finite(batch.x())) {
      return new TrainingDivergedException(
          where + ": x holds NaN or infinity in this batch; remove or fill such rows");
    }
    List<INDArray> activations = network.feedForward(batch.x(), false);
    for (int i = 1; i < activations.size(); i++) {
      if (!finite(activations.get(i))) {
        return diverged(where, network, i - 1, rate);
      }
    }
    return diverged(where, network, network.getnLayers() - 1, rate);
  }

  private static TrainingDivergedException diverged(
      String where, MultiLayerNetwork network, int layer, double rate) {
    return new TrainingDivergedException(
        where
            + ": layer "
            + network.getLayer(layer).conf().getLayer().getLayerName()
            + " overflows at learning rate "
            + rate
            + "; lower the learning rate or scale the inputs");
  }

  private static boolean finite(INDArray values) {
    // NaN and infinity both survive a sum of magnitudes
    return Double.isFinite(values.norm1Number().doubleValue());
  }
}
