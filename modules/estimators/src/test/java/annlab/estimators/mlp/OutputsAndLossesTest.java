package annlab.estimators.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import annlab.estimators.Reference;
import annlab.estimators.Scores;
import annlab.networks.Model;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What MLPRegressor can and scikit-learn's cannot: other output activations and losses. */
class OutputsAndLossesTest {
  private final INDArray x = uniform(40, 2, 1);
  private final INDArray y = x.sum(true, 1).mul(0.2).add(0.5).reshape(40);

  private static INDArray uniform(int rows, int columns, long seed) {
    double[] values = new SplittableRandom(seed).doubles((long) rows * columns, -1, 1).toArray();
    return Nd4j.createFromArray(values).reshape(rows, columns);
  }

  private static MLPRegressor estimator() {
    return new MLPRegressor()
        .withHiddenLayerSizes(6)
        .withActivation(HiddenActivation.TANH)
        .withLearningRateInit(0.02)
        .withMaxIter(300)
        .withNIterNoChange(300)
        .withRandomState(4);
  }

  @ParameterizedTest
  @EnumSource(OutputActivation.class)
  void everyOutputActivationLearnsAndKeepsToItsRange(OutputActivation activation) {
    FittedMLPRegressor fitted = estimator().withOutputActivation(activation).fit(x, y);
    assertThat(fitted.outActivation()).isEqualTo(activation.name().toLowerCase(Locale.ROOT));
    assertThat(fitted.score(x, y)).isGreaterThan(0.9);
    // Far outside of what was learnt only the activation bounds the prediction.
    double[] far = Reference.values(fitted.predict(x.mul(1000)));
    double least = Arrays.stream(far).min().orElseThrow();
    double most = Arrays.stream(far).max().orElseThrow();
    if (activation.isNeverNegative()) {
      assertThat(least).isNotNegative();
    }
    if (activation == OutputActivation.SIGMOID) {
      assertThat(most).isLessThanOrEqualTo(1);
    }
    if (activation == OutputActivation.TANH) {
      assertThat(least).isGreaterThanOrEqualTo(-1);
      assertThat(most).isLessThanOrEqualTo(1);
    }
  }

  static Stream<Arguments> losses() {
    // Worked by hand for errors -3, 0.5 and 0: y = 1, 2, 4, yhat = 4, 1.5, 4.
    return Stream.of(
        Arguments.of(new RegressionLoss.SquaredError(), (9 + 0.25) / 6),
        Arguments.of(new RegressionLoss.AbsoluteError(), 3.5 / 3),
        Arguments.of(new RegressionLoss.Huber(), (2.5 + 0.125) / 3),
        Arguments.of(new RegressionLoss.Huber(2), (4 + 0.125) / 3),
        Arguments.of(
            new RegressionLoss.Poisson(),
            (Math.log(1 / 4.0) - 1 + 4 + 2 * Math.log(2 / 1.5) - 2 + 1.5 + 4 * Math.log(1) - 4 + 4)
                / 3));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void everyLossHasItsTextbookValue(RegressionLoss loss, double expected) {
    // A network of one weight 1 and bias 0 predicts its input.
    INDArray inputs = Nd4j.createFromArray(new double[][] {{4}, {1.5}, {4}});
    INDArray targets = Nd4j.createFromArray(1.0, 2.0, 4.0);
    FittedMLPRegressor fitted =
        new MLPRegressor()
            .withHiddenLayerSizes()
            .withAlpha(0)
            .withLoss(loss)
            .withOutputActivation(OutputActivation.RELU)
            .withMaxIter(1)
            .withRandomState(1)
            .fit(inputs, targets);
    Model model = fitted.model();
    model.setParameters(Nd4j.createFromArray(1.0, 0.0));
    // The network guards the logarithm by 1e-7.
    assertThat(model.lossAndGradient(inputs, targets.reshape(3, 1)).loss())
        .isCloseTo(expected, within(1e-6));
  }

  static Stream<RegressionLoss> allLosses() {
    return losses().map(arguments -> (RegressionLoss) arguments.get()[0]);
  }

  @ParameterizedTest
  @MethodSource("allLosses")
  void everyLossFallsInTraining(RegressionLoss loss) {
    FittedMLPRegressor fitted =
        estimator().withLoss(loss).withOutputActivation(OutputActivation.SOFTPLUS).fit(x, y);
    assertThat(fitted.loss()).isLessThan(fitted.lossCurve().get(0));
    assertThat(fitted.score(x, y)).isGreaterThan(0.8);
  }

  @Test
  void absoluteErrorIsLessDrawnToAnOutlierThanSquaredError() {
    INDArray contaminated = y.dup();
    contaminated.putScalar(3, 100);
    double squared =
        Scores.mae(y, estimator().withSolver(Solver.LBFGS).fit(x, contaminated).predict(x));
    double absolute =
        Scores.mae(
            y,
            estimator()
                .withLoss(new RegressionLoss.AbsoluteError())
                .fit(x, contaminated)
                .predict(x));
    assertThat(absolute).isLessThan(squared);
  }

  @Test
  void poissonNeedsOutputsAndTargetsThatAreNotNegative() {
    MLPRegressor poisson = estimator().withLoss(new RegressionLoss.Poisson());
    assertThat(poisson.outputActivation()).isEqualTo(OutputActivation.EXP);
    assertThatThrownBy(() -> poisson.withOutputActivation(OutputActivation.IDENTITY).fit(x, y))
        .hasMessage(
            "the Poisson loss needs outputs that are never negative, got the output activation"
                + " identity; choose exp, softplus, relu or sigmoid");
    INDArray negative = y.sub(2);
    assertThatThrownBy(() -> poisson.withOutputActivation(OutputActivation.RELU).fit(x, negative))
        .hasMessageStartingWith("the Poisson loss needs targets in [0, inf), got -");
  }

  @Test
  void floatsGiveNearlyTheSame() {
    FittedMLPRegressor inDouble = estimator().withMaxIter(30).fit(x, y);
    FittedMLPRegressor inFloat = estimator().withMaxIter(30).withDataType(DataType.FLOAT).fit(x, y);
    assertThat(inFloat.network().params().dataType()).isEqualTo(DataType.FLOAT);
    // 30 steps of single precision.
    assertThat(inFloat.loss()).isCloseTo(inDouble.loss(), within(1e-5));
    assertThat(inFloat.loss()).isNotEqualTo(inDouble.loss());
  }

  @Test
  void aLargerAlphaGivesSmallerWeights() {
    double before = Double.POSITIVE_INFINITY;
    for (double alpha : new double[] {0, 0.1, 1, 10}) {
      FittedMLPRegressor fitted = estimator().withAlpha(alpha).fit(x, y);
      double size = fitted.coefs().stream().mapToDouble(w -> w.norm2Number().doubleValue()).sum();
      assertThat(size).as("alpha %s", alpha).isLessThan(before);
      before = size;
    }
  }
}
