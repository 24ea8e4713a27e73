package annlab.networks.layers;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The step {@code 1 if z >= 0 else 0} for DL4J, whose own step is not an activation. */
final class HeavisideActivation extends BaseActivationFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    INDArray fired = in.gte(0);
    in.assign(fired.castTo(in.dataType()));
    return in;
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    assertShape(in, epsilon);
    // the slope of a step is 0 wherever it has one
    return new Pair<>(in.muli(0), null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HeavisideActivation;
  }

  @Override
  public int hashCode() {
    return HeavisideActivation.class.hashCode();
  }

  @Override
  public String toString() {
    return "heaviside";
  }
}
