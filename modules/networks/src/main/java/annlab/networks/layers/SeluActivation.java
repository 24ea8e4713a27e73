package annlab.networks.layers;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.api.ndarray.INDArray;

/** SELU for DL4J with the derivative at 0 from the right, as Keras has it. */
final class SeluActivation extends ActivationSELU {
  static final double ALPHA = 1.6732632423543772;
  static final double SCALE = 1.0507009873554805;

  private static final long serialVersionUID = 1L;

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    // DL4J takes SCALE * ALPHA there
    return AtZero.add(in, epsilon, SCALE * (1 - ALPHA), () -> super.backprop(in, epsilon));
  }
}
