package annlab.networks;

import annlab.networks.internal.data.Batch;
import annlab.networks.internal.spec.ModelSpec;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Says where a loss that is not finite comes from. */
final class Divergence {
  private Divergence() {}

  static String describe(
      ModelSpec spec,
      MultiLayerNetwork network,
      Batch batch,
      double loss,
      int epoch,
      int step,
      double rate) {
    String where = "the loss is " + loss + " in epoch " + (epoch + 1) + ", step " + (step + 1);
    if (!finite(batch.x())) {
      boolean single = batch.x().dataType() == DataType.FLOAT;
      return where
          + ": x holds NaN or infinity"
          + (single ? ", or a number beyond 3.4e38, which does not fit float32," : "")
          + " in this batch; remove, fill"
          + (single ? " or scale" : "")
          + " such rows";
    }
    List<INDArray> activations = network.feedForward(batch.x(), false);
    for (int i = 1; i < activations.size(); i++) {
      if (!finite(activations.get(i))) {
        return diverged(where, network, i - 1, rate);
      }
    }
    INDArray outputs = activations.get(activations.size() - 1);
    double least = outputs.minNumber().doubleValue();
    if (spec.loss().takesLogarithm() && least < 0) {
      return where
          + ": the loss takes the logarithm of the outputs, of which one is "
          + least
          + "; let the last layer's activation be one that is never negative: exponential, softplus"
          + " or relu";
    }
    return diverged(where, network, network.getnLayers() - 1, rate);
  }

  private static String diverged(String where, MultiLayerNetwork network, int layer, double rate) {
    return where
        + ": layer "
        + network.getLayer(layer).conf().getLayer().getLayerName()
        + " overflows at learning rate "
        + rate
        + "; lower the learning rate or scale the inputs";
  }

  private static boolean finite(INDArray values) {
    // NaN and infinity both survive a sum of magnitudes
    return Double.isFinite(values.norm1Number().doubleValue());
  }
}
