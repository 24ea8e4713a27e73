package annlab.networks.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The step on the heap and DL4J's take the same derivative, there too where a function bends: sums
 * are exactly 0 behind weights that are.
 */
class BendTest {
  private static final double[] Z = {-6, -3, -1, -1e-30, -0.0, 0, 1e-30, 1, 3, 6};

  @ParameterizedTest
  @EnumSource
  void bothStepsHaveOneDerivative(Activation activation) {
    double[] expected = IntStream.rangeClosed(1, Z.length).asDoubleStream().toArray();
    INDArray epsilon = Nd4j.create(expected, new long[] {1, Z.length}, DataType.DOUBLE);
    double[] a = new double[Z.length];
    activation.apply(Z, a, 0, Z.length);
    activation.backward(Z, a, expected, 0, Z.length);
    INDArray z = Nd4j.create(Z, new long[] {1, Z.length}, DataType.DOUBLE);
    double[] dl4j =
        activation.dl4j().backprop(z, epsilon).getFirst().reshape(Z.length).toDoubleVector();
    for (int i = 0; i < Z.length; i++) {
      assertThat(dl4j[i]).as("%s at %s", activation, Z[i]).isCloseTo(expected[i], within(1e-6));
    }
  }
}
