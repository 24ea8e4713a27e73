package annlab.networks.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.StepChoice;
import annlab.networks.StepsHere;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Two steps of each optimizer by hand on {@code loss = (w x)^2} with x = 1: the gradient is 2 w,
 * and w starts at 3. The bias is held at 0 by its gradient's absence: the input row is (1) and (-1)
 * with targets 0, so that its gradient is 0.
 */
class OptimizerTest {
  /** Rounding of a few double operations. */
  private static final double ROUNDING = 1e-12;

  private static final double START = 3;
  private static final double RATE = 0.1;

  /** The weight after each of three steps, by each implementation of a step. */
  private static List<double[]> descend(Optimizer optimizer) {
    return StepsHere.all().stream().map(step -> descend(optimizer, step)).toList();
  }

  private static double[] descend(Optimizer optimizer, StepChoice step) {
    Model model =
        Sequential.of(Input.of(1), new Dense(1).named("w"))
            .dataType(DataType.DOUBLE)
            .compile(Loss.meanSquaredError(), optimizer);
    model.setWeights(
        "w", List.of(Nd4j.createFromArray(new double[][] {{START}}), Nd4j.createFromArray(0.0)));
    INDArray x = Nd4j.createFromArray(new double[][] {{1}, {-1}});
    INDArray y = Nd4j.createFromArray(0.0, 0.0);
    double[] weights = new double[3];
    for (int i = 0; i < weights.length; i++) {
      model.fit(x, y, FitOptions.defaults().withoutShuffle().withStep(step));
      weights[i] = model.weights("w").get(0).getDouble(0);
      assertThat(model.weights("w").get(1).getDouble(0)).isZero();
    }
    return weights;
  }

  private static void expect(List<double[]> got, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      for (int step = 0; step < got.size(); step++) {
        assertThat(got.get(step)[i])
            .as("%s step %d", StepsHere.all().get(step), i + 1)
            .isEqualTo(expected[i], within(ROUNDING));
      }
    }
  }

  @Test
  void sgd() {
    // each step w -= 0.1 * 2 w
    expect(descend(new Sgd(RATE)), 2.4, 1.92, 1.536);
  }

  @Test
  void sgdWithMomentum() {
    // v: -0.6, 0.9 * -0.6 - 0.48 = -1.02, 0.9 * -1.02 - 0.276 = -1.194
    expect(descend(new Sgd(LearningRate.constant(RATE), 0.9, false)), 2.4, 1.38, 1.38 - 1.194);
  }

  @Test
  void sgdWithNesterovMomentum() {
    // w += 0.9 v - 0.1 g: g = 6, v = -0.6; g = 3.72, v = -0.912
    double second = 1.86 + 0.9 * -0.912 - 0.372;
    double velocity = 0.9 * -0.912 - RATE * 2 * second;
    expect(
        descend(new Sgd(LearningRate.constant(RATE), 0.9, true)),
        1.86,
        second,
        second + 0.9 * velocity - RATE * 2 * second);
  }

  @Test
  void adam() {
    double[] expected = new double[3];
    double w = START;
    double m = 0;
    double v = 0;
    for (int t = 1; t <= 3; t++) {
      double g = 2 * w;
      m += 0.1 * (g - m);
      v += 0.001 * (g * g - v);
      w -=
          RATE
              * Math.sqrt(1 - Math.pow(0.999, t))
              / (1 - Math.pow(0.9, t))
              * m
              / (Math.sqrt(v) + 1e-7);
      expected[t - 1] = w;
    }
    expect(descend(new Adam(RATE)), expected);
  }

  /** As XLA gives them in a compiled step; TensorFlow and PyTorch agree to the bit. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.00031622566166333854",
    "2, 0.0002353143790969625",
    "3, 0.0002020098763750866",
    "10, 0.0001531880407128483",
    "100, 0.000308563990984112",
    "1000, 0.0007951728766784072"
  })
  void adamCorrectsItsRateInFloat32AsKerasDoes(int t, double keras) {
    Adam adam = new Adam(0.001);
    assertThat(adam.correctedRate(0.001, t, DataType.FLOAT)).isEqualTo(keras);
    double exact = 0.001 * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
    assertThat(adam.correctedRate(0.001, t, DataType.DOUBLE)).isEqualTo(exact, within(1e-15));
    // the correction in double differs from that in float32 by more than rounding of its result
    assertThat(Math.abs(keras / exact - 1)).isBetween(1e-6, 2e-5);
    Adam scikitLearns = new Adam(adam.learningRate(), 0.9, 0.999, 1e-8, Adam.BiasCorrection.DOUBLE);
    assertThat(scikitLearns.correctedRate(0.001, t, DataType.FLOAT))
        .isEqualTo(exact, within(1e-15));
  }

  @Test
  void adamsEpsilonStandsBesideTheUncorrectedRoot() {
    // step 1: m = 0.6, sqrt(v) = 6 sqrt(0.001), rate 0.1 sqrt(0.001) / 0.1
    double root = Math.sqrt(0.001);
    double expected = START - root * 0.6 / (6 * root + 0.5);
    expect(descend(new Adam(LearningRate.constant(RATE), 0.9, 0.999, 0.5)), expected);
  }

  @Test
  void adamWDecaysTheWeightsFirst() {
    double[] expected = new double[3];
    double w = START;
    double m = 0;
    double v = 0;
    for (int t = 1; t <= 3; t++) {
      double g = 2 * w;
      m += 0.1 * (g - m);
      v += 0.001 * (g * g - v);
      w -= RATE * 0.004 * w;
      w -=
          RATE
              * Math.sqrt(1 - Math.pow(0.999, t))
              / (1 - Math.pow(0.9, t))
              * m
              / (Math.sqrt(v) + 1e-7);
      expected[t - 1] = w;
    }
    expect(descend(new AdamW(new Adam(RATE), AdamW.WEIGHT_DECAY)), expected);
  }

  @Test
  void nadam() {
    double[] expected = new double[3];
    DoubleUnaryOperator warm = t -> 0.9 * (1 - 0.5 * Math.pow(0.96, t));
    double w = START;
    double m = 0;
    double v = 0;
    double product = 1;
    for (int t = 1; t <= 3; t++) {
      double g = 2 * w;
      double now = warm.applyAsDouble(t);
      double next = warm.applyAsDouble(t + 1);
      product *= now;
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      double mean = next * m / (1 - product * next) + (1 - now) * g / (1 - product);
      double square = v / (1 - Math.pow(0.999, t));
      w -= RATE * mean / (Math.sqrt(square) + 1e-7);
      expected[t - 1] = w;
    }
    expect(descend(new Nadam(RATE)), expected);
  }

  @Test
  void rmsProp() {
    double[] expected = new double[3];
    double w = START;
    double v = 0;
    for (int t = 0; t < 3; t++) {
      double g = 2 * w;
      v = 0.9 * v + 0.1 * g * g;
      w -= RATE * g / Math.sqrt(v + 1e-7);
      expected[t] = w;
    }
    expect(descend(new RmsProp(RATE)), expected);
  }

  @Test
  void rmsPropWithMomentum() {
    double[] expected = new double[3];
    double w = START;
    double v = 0;
    double m = 0;
    for (int t = 0; t < 3; t++) {
      double g = 2 * w;
      v = 0.9 * v + 0.1 * g * g;
      m = 0.5 * m + RATE * g / Math.sqrt(v + 1e-7);
      w -= m;
      expected[t] = w;
    }
    expect(descend(new RmsProp(LearningRate.constant(RATE), 0.9, 0.5, 1e-7)), expected);
  }

  @Test
  void adagrad() {
    double[] expected = new double[3];
    double w = START;
    double sum = 0.1;
    for (int t = 0; t < 3; t++) {
      double g = 2 * w;
      sum += g * g;
      w -= RATE * g / Math.sqrt(sum + 1e-7);
      expected[t] = w;
    }
    expect(descend(new Adagrad(RATE)), expected);
  }

  @Test
  void lion() {
    double[] expected = new double[3];
    double w = START;
    double m = 0;
    for (int t = 0; t < 3; t++) {
      double g = 2 * w;
      w -= RATE * Math.signum(0.9 * m + 0.1 * g);
      m = 0.99 * m + 0.01 * g;
      expected[t] = w;
    }
    expect(descend(new Lion(RATE)), expected);
  }

  @Test
  void lionStepsByTheSignOfItsMeanNotOfTheGradient() {
    // the weights overshoot: w = 3, -1, where g < 0 but 0.9 m + 0.1 g = 2.7 - 0.2
    expect(descend(new Lion(LearningRate.constant(4), 0.9, 0.5)), -1, -5, -1);
  }

  /**
   * One step with the gradients 1, 1e-3, -1 and 0, then steps without any. The weights are Keras
   * 3.15.1's on TensorFlow 2.21 and on JAX 0.10, after 8,500 such steps and after 12,000.
   */
  @Test
  void lionEndsWhereItsMeanIsNoNormalNumber() {
    Lion lion = new Lion(0.001);
    INDArray weights = Nd4j.zeros(DataType.FLOAT, 4);
    OptimizerState state = new OptimizerState(lion, Nd4j.zeros(DataType.FLOAT, 4), true);
    for (int step = 0; step <= 12_000; step++) {
      INDArray gradient =
          step == 0 ? Nd4j.createFromArray(1f, 1e-3f, -1f, 0f) : Nd4j.zeros(DataType.FLOAT, 4);
      lion.update(gradient, state, 0.001, step);
      weights.subi(gradient);
      if (step == 8_500 || step == 12_000) {
        assertThat(weights.toFloatVector())
            .containsExactly(new float[] {-8.2226925f, -7.5346365f, 8.2226925f, 0}, within(0.002f));
      }
    }
  }

  @Test
  void adadelta() {
    double[] expected = new double[3];
    double w = START;
    double a = 0;
    double d = 0;
    for (int t = 0; t < 3; t++) {
      double g = 2 * w;
      a = 0.95 * a + 0.05 * g * g;
      double u = g * Math.sqrt(d + 1e-7) / Math.sqrt(a + 1e-7);
      d = 0.95 * d + 0.05 * u * u;
      w -= RATE * u;
      expected[t] = w;
    }
    expect(descend(new Adadelta(RATE)), expected);
  }

  @Test
  void schedulesGiveEachStepItsRate() {
    LearningRate halving = new LearningRate.ExponentialDecay(RATE, 1, 0.5, false);
    expect(descend(new Sgd(halving, 0, false)), 2.4, 2.4 * 0.9, 2.4 * 0.9 * 0.95);
    LearningRate stairs = new LearningRate.ExponentialDecay(RATE, 2, 0.5, true);
    assertThat(stairs.at(1)).isEqualTo(RATE);
    assertThat(stairs.at(2)).isEqualTo(RATE / 2);
    LearningRate pieces =
        new LearningRate.PiecewiseConstant(List.of(10L, 20L), List.of(1.0, 0.5, 0.1));
    assertThat(List.of(pieces.at(10), pieces.at(11), pieces.at(20), pieces.at(21)))
        .containsExactly(1.0, 0.5, 0.5, 0.1);
    LearningRate cosine = new LearningRate.CosineDecay(RATE, 100, 0.1);
    assertThat(cosine.at(0)).isEqualTo(RATE);
    assertThat(cosine.at(50)).isEqualTo(RATE * 0.55, within(ROUNDING));
    assertThat(cosine.at(1000)).isEqualTo(RATE * 0.1, within(ROUNDING));
  }

  @Test
  void aHyperparameterOutOfRangeIsNamed() {
    assertThatThrownBy(() -> new Sgd(-1)).hasMessage("learningRate must be in (0, inf), got -1.0");
    assertThatThrownBy(() -> new Adam(LearningRate.constant(1), 1, 0.9, 1e-7))
        .hasMessage("beta1 must be in [0, 1), got 1.0");
    assertThatThrownBy(() -> Optimizer.of("adm")).hasMessageContaining("did you mean 'adam'");
  }
}
