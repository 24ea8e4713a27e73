package annlab.networks.layers;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** {@code z Phi(z)} with erf for DL4J, whose own GELU functions are approximations. */
final class GeluActivation extends BaseActivationFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    return in.muli(phi(in));
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    assertShape(in, epsilon);
    INDArray slope = in.mul(in).muli(-0.5);
    Transforms.exp(slope, false).muli(in).divi(Math.sqrt(2 * Math.PI)).addi(phi(in));
    in.assign(slope.muli(epsilon));
    return new Pair<>(in, null);
  }

  private static INDArray phi(INDArray z) {
    INDArray scaled = z.div(Math.sqrt(2));
    return Nd4j.getExecutioner().exec(new Erf(scaled, scaled)).addi(1).muli(0.5);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GeluActivation;
  }

  @Override
  public int hashCode() {
    return GeluActivation.class.hashCode();
  }

  @Override
  public String toString() {
    return "gelu";
  }
}
