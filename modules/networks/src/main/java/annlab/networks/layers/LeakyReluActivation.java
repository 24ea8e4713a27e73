package annlab.networks.layers;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Leaky ReLU for DL4J with the derivative at 0 from the left, as Keras on TensorFlow has it. */
final class LeakyReluActivation extends ActivationLReLU {
  private static final long serialVersionUID = 1L;

  @JsonCreator
  LeakyReluActivation(@JsonProperty("alpha") double alpha) {
    super(alpha);
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    // DL4J takes 1 there
    return AtZero.add(in, epsilon, getAlpha() - 1, () -> super.backprop(in, epsilon));
  }
}
