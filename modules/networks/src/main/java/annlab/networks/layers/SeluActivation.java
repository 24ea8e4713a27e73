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
    INDArray atZero = in.eq(0);
    if (!atZero.any()) {
      return super.backprop(in, epsilon);
    }
    // DL4J takes SCALE * ALPHA there
    INDArray more = atZero.castTo(epsilon.dataType()).muli(epsilon).muli(SCALE * (1 - ALPHA));
    Pair<INDArray, INDArray> back = super.backprop(in, epsilon);
    back.getFirst().addi(more);
    return back;
  }
}
