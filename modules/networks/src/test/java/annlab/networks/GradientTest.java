package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Regularizer;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Initializer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradients against central differences, in double precision. */
class GradientTest {
  /** Central differences with a step of 1e-6 err by about 1e-9 in gradients of size 1. */
  private static final double RELATIVE_ERROR = 1e-6;

  private static final double STEP = 1e-6;
  private static final int ROWS = 5;
  private static final int INPUTS = 3;

  static Stream<Arguments> lossesAndOutputs() {
    List<Activation> smooth =
        List.of(
            Activation.LINEAR,
            Activation.RELU,
            Activation.SIGMOID,
            Activation.TANH,
            Activation.SOFTMAX,
            Activation.SOFTPLUS,
            Activation.ELU,
            Activation.SELU,
            Activation.GELU,
            Activation.LEAKY_RELU);
    Stream<Arguments> general =
        Stream.of(
                Loss.meanSquaredError(),
                Loss.meanAbsoluteError(),
                new Loss.Huber(0.3),
                new Loss.Scaled(Loss.meanSquaredError(), 0.5, 0.5))
            .flatMap(loss -> smooth.stream().map(output -> Arguments.of(loss, output)));
    Stream<Arguments> positive =
        Stream.of(Activation.SIGMOID, Activation.SOFTMAX, Activation.SOFTPLUS)
            .map(output -> Arguments.of(Loss.poisson(), output));
    Stream<Arguments> entropies =
        Stream.of(
            Arguments.of(Loss.sparseCategoricalCrossentropy(), Activation.SOFTMAX),
            Arguments.of(Loss.categoricalCrossentropy(), Activation.SOFTMAX),
            Arguments.of(Loss.binaryCrossentropy(), Activation.SIGMOID));
    return Stream.of(general, positive, entropies).flatMap(s -> s);
  }

  static Stream<Activation> hidden() {
    return Stream.of(Activation.values())
        .filter(a -> a != Activation.HEAVISIDE && a != Activation.SOFTMAX);
  }

  @ParameterizedTest
  @MethodSource("lossesAndOutputs")
  void everyLossBehindEveryOutputActivation(Loss loss, Activation output) {
    check(
        Sequential.of(
                Input.of(INPUTS),
                new Dense(4, Activation.TANH).withKernelRegularizer(new Regularizer(0, 0.02, true)),
                new Dense(3, output).withKernelRegularizer(new Regularizer(0.003, 0.01, false)))
            .seed(11)
            .dataType(DataType.DOUBLE)
            .compile(loss, new Sgd()),
        loss);
  }

  @ParameterizedTest
  @MethodSource("hidden")
  void everyHiddenActivation(Activation activation) {
    check(
        Sequential.of(
                Input.of(INPUTS),
                new Dense(4, activation).withBiasInitializer(new Initializer.Constant(0.1)),
                new Dense(4, activation),
                new Dense(3))
            .seed(5)
            .dataType(DataType.DOUBLE)
            .compile(Loss.meanSquaredError(), new Sgd()),
        Loss.meanSquaredError());
  }

  private static void check(Model model, Loss loss) {
    SplittableRandom random = new SplittableRandom(3);
    INDArray x = uniform(random, ROWS, INPUTS);
    INDArray y = targets(random, loss);
    INDArray weights = Nd4j.createFromArray(1.0, 0.5, 2.0, 0.0, 3.0);
    INDArray analytic = model.lossAndGradient(x, y, weights).gradient();
    INDArray at = model.parameters();
    for (int i = 0; i < at.length(); i++) {
      INDArray moved = at.dup();
      moved.putScalar(i, at.getDouble(i) + STEP);
      model.setParameters(moved);
      double above = model.lossAndGradient(x, y, weights).loss();
      moved.putScalar(i, at.getDouble(i) - STEP);
      model.setParameters(moved);
      double below = model.lossAndGradient(x, y, weights).loss();
      double numeric = (above - below) / (2 * STEP);
      double scale = Math.max(Math.abs(numeric), 1e-2);
      assertThat(Math.abs(analytic.getDouble(i) - numeric) / scale)
          .as("parameter %d: %s, by differences %s", i, analytic.getDouble(i), numeric)
          .isLessThan(RELATIVE_ERROR);
    }
  }

  private static INDArray targets(SplittableRandom random, Loss loss) {
    if (loss instanceof Loss.SparseCategoricalCrossentropy) {
      return Nd4j.createFromArray(0, 2, 1, 1, 0);
    }
    INDArray y = uniform(random, ROWS, 3).addi(1).divi(2);
    return loss instanceof Loss.BinaryCrossentropy ? y.gt(0.5).castTo(DataType.DOUBLE) : y;
  }

  private static INDArray uniform(SplittableRandom random, int rows, int columns) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * random.nextDouble() - 1;
    }
    return Nd4j.create(values, new long[] {rows, columns}, DataType.DOUBLE);
  }
}
