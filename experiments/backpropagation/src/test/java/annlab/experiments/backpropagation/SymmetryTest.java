package annlab.experiments.backpropagation;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.Samples;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.StepChoice;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Initializer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

final class SymmetryTest {
  private static Model model(Initializer kernel) {
    return Sequential.of(
            Input.of(2),
            new Dense(8, Activation.TANH).withKernelInitializer(kernel),
            new Dense(8, Activation.TANH).withKernelInitializer(kernel),
            new Dense(1, Activation.SIGMOID).withKernelInitializer(kernel))
        .seed(3)
        .dataType(DataType.DOUBLE)
        .compile(Loss.binaryCrossentropy(), new Sgd(0.5));
  }

  @ParameterizedTest
  @EnumSource(names = {"DL4J", "DENSE"})
  void equalNeuronsStayEqualInBothImplementationsOfAStep(StepChoice step) {
    Samples data = ToyTasks.moons(5, 60, 0.1);
    Model model = model(new Initializer.Constant(0.3));
    model.fit(data.x(), data.y(), FitOptions.defaults().withEpochs(5).withStep(step));
    assertThat(Symmetry.largestDistance(model)).isZero();
    assertThat(model.weights().get(0).getDouble(0, 0)).isNotEqualTo(0.3);
  }

  @Test
  void randomNeuronsDifferSoThatABrokenInitializerWouldBeFoundOut() {
    assertThat(Symmetry.smallestDistance(model(Initializer.glorotUniform()))).isGreaterThan(0.01);
    assertThat(Symmetry.largestDistance(model(Initializer.glorotUniform()))).isGreaterThan(0.1);
    assertThat(Symmetry.smallestDistance(model(Initializer.ones()))).isZero();
  }

  @Test
  void oneWeightMovedByTheSmallestBitIsFoundOut() {
    Model model = model(new Initializer.Constant(0.3));
    List<INDArray> weights = model.weights();
    weights.get(2).putScalar(4, 7, Math.nextUp(0.3));
    model.setWeights(weights);
    assertThat(Symmetry.largestDistance(model)).isEqualTo(Math.ulp(0.3));
  }
}
