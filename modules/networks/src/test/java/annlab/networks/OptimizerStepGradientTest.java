package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Regularizer;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Adadelta;
import annlab.networks.optimizers.Adagrad;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.AdamW;
import annlab.networks.optimizers.LearningRate;
import annlab.networks.optimizers.Lion;
import annlab.networks.optimizers.Nadam;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.RmsProp;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Initializer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every loss behind every output activation and every hidden activation, with sample weights, class
 * weights and regularizers, in double precision: the gradient is that of central differences, and
 * the first step of every optimizer, by either implementation, is the optimizer's rule by hand on
 * the gradient by differences.
 */
class OptimizerStepGradientTest {
  /** Central differences with a step of 1e-6 err by about 1e-9 in gradients of size 1. */
  private static final double RELATIVE_ERROR = 1e-6;

  /** Gradients below this are as good as this: 1e-9 is what differences leave. */
  private static final double SMALL = 1e-2;

  /** Of the few double operations of a rule. */
  private static final double ROUNDING = 1e-12;

  private static final double STEP = 1e-6;
  private static final double RATE = 0.05;
  private static final int ROWS = 4;
  private static final int INPUTS = 2;
  private static final int HIDDEN = 2;
  private static final int OUTPUTS = 3;
  private static final INDArray SAMPLE_WEIGHTS = Nd4j.createFromArray(1.0, 0.5, 2.0, 3.0);
  private static final Map<Integer, Double> CLASS_WEIGHTS = Map.of(0, 1.5, 2, 0.25);

  /** An optimizer, and the change of a weight in its first step, by hand. */
  record Rule(Optimizer optimizer, Change change) {}

  interface Change {
    double of(double w, double g);
  }

  private static final LearningRate CONSTANT = LearningRate.constant(RATE);

  private static final List<Rule> RULES =
      List.of(
          new Rule(new Sgd(RATE), (w, g) -> -RATE * g),
          new Rule(new Sgd(CONSTANT, 0.9, false), (w, g) -> -RATE * g),
          // v = -rate g, then w += 0.9 v - rate g
          new Rule(new Sgd(CONSTANT, 0.9, true), (w, g) -> -1.9 * RATE * g),
          new Rule(new Adam(RATE), (w, g) -> adam(g)),
          new Rule(new AdamW(new Adam(RATE), 0.04), (w, g) -> -RATE * 0.04 * w + adam(g)),
          new Rule(new Nadam(RATE), (w, g) -> nadam(g)),
          new Rule(new RmsProp(RATE), (w, g) -> -RATE * g / Math.sqrt(0.1 * g * g + 1e-7)),
          new Rule(
              new RmsProp(CONSTANT, 0.8, 0.5, 1e-3),
              (w, g) -> -RATE * g / Math.sqrt(0.2 * g * g + 1e-3)),
          new Rule(new Adagrad(RATE), (w, g) -> -RATE * g / Math.sqrt(0.1 + g * g + 1e-7)),
          new Rule(
              new Adadelta(RATE),
              (w, g) -> -RATE * g * Math.sqrt(1e-7) / Math.sqrt(0.05 * g * g + 1e-7)),
          new Rule(new Lion(RATE), (w, g) -> -RATE * Math.signum(g)));

  private static double adam(double g) {
    // m = 0.1 g, v = 0.001 g g, and the rate corrected by sqrt(1 - 0.999) / (1 - 0.9)
    double rate = RATE * Math.sqrt(1 - 0.999) / (1 - 0.9);
    return -rate * 0.1 * g / (Math.sqrt(0.001) * Math.abs(g) + 1e-7);
  }

  private static double nadam(double g) {
    DoubleUnaryOperator warm = t -> 0.9 * (1 - 0.5 * Math.pow(0.96, t));
    double now = warm.applyAsDouble(1);
    double next = warm.applyAsDouble(2);
    double mean = next * 0.1 * g / (1 - now * next) + (1 - now) * g / (1 - now);
    return -RATE * mean / (Math.abs(g) + 1e-7);
  }

  static Stream<Arguments> lossesAndOutputs() {
    return GradientTest.lossesAndOutputs();
  }

  /** Each loss and output with one hidden activation, all of which take their turns. */
  static Stream<Arguments> turns() {
    List<Activation> hidden = GradientTest.hidden().toList();
    List<Arguments> all = lossesAndOutputs().toList();
    return IntStream.range(0, all.size())
        .mapToObj(
            i ->
                Arguments.of(
                    all.get(i).get()[0], all.get(i).get()[1], hidden.get(i % hidden.size())));
  }

  @ParameterizedTest
  @MethodSource("turns")
  void gradientAndFirstStepOfEveryOptimizer(Loss loss, Activation output, Activation hidden) {
    check(loss, output, hidden);
  }

  @ParameterizedTest
  @MethodSource("lossesAndOutputs")
  @Tag("slow")
  void gradientAndFirstStepOfEveryOptimizerBehindEveryHiddenActivation(
      Loss loss, Activation output) {
    GradientTest.hidden().forEach(hidden -> check(loss, output, hidden));
  }

  private static void check(Loss loss, Activation output, Activation hidden) {
    INDArray x = uniform(new SplittableRandom(3), INPUTS);
    INDArray y = targets(loss);
    Model model = model(loss, output, hidden, new Sgd());
    INDArray weights = Nd4j.createFromArray(effectiveWeights(loss, y));
    double[] numeric = differences(model, x, y, weights);
    double[] analytic = model.lossAndGradient(x, y, weights).gradient().toDoubleVector();
    for (int i = 0; i < numeric.length; i++) {
      assertThat(Math.abs(analytic[i] - numeric[i]))
          .as("%s hidden, parameter %d: %s, by differences %s", hidden, i, analytic[i], numeric[i])
          .isLessThanOrEqualTo(error(numeric[i]));
    }
    for (Rule rule : RULES) {
      for (StepChoice step : StepsHere.all()) {
        step(model(loss, output, hidden, rule.optimizer()), x, y, numeric, rule, step);
      }
    }
  }

  private static double error(double gradient) {
    return RELATIVE_ERROR * Math.max(Math.abs(gradient), SMALL);
  }

  /** The rule falls as the gradient grows, so the gradient's error bounds the change. */
  private static void step(
      Model model, INDArray x, INDArray y, double[] gradient, Rule rule, StepChoice step) {
    double[] before = model.parameters().toDoubleVector();
    model.fit(
        x,
        y,
        FitOptions.defaults()
            .withoutShuffle()
            .withStep(step)
            .withSampleWeights(SAMPLE_WEIGHTS)
            .withClassWeights(CLASS_WEIGHTS));
    double[] after = model.parameters().toDoubleVector();
    for (int i = 0; i < before.length; i++) {
      double low = rule.change().of(before[i], gradient[i] + error(gradient[i]));
      double high = rule.change().of(before[i], gradient[i] - error(gradient[i]));
      assertThat(after[i] - before[i])
          .as("%s by %s, parameter %d", rule.optimizer(), step, i)
          .isBetween(low - ROUNDING, high + ROUNDING);
    }
  }

  @Test
  void aWrongRuleIsFound() {
    Rule wrong = new Rule(new Sgd(CONSTANT, 0.9, true), (w, g) -> -RATE * g);
    Loss loss = Loss.meanSquaredError();
    INDArray x = uniform(new SplittableRandom(3), INPUTS);
    INDArray y = targets(loss);
    Model model = model(loss, Activation.LINEAR, Activation.TANH, wrong.optimizer());
    double[] numeric = differences(model, x, y, Nd4j.createFromArray(effectiveWeights(loss, y)));
    assertThatThrownBy(() -> step(model, x, y, numeric, wrong, StepChoice.AUTO))
        .isInstanceOf(AssertionError.class);
  }

  private static Model model(Loss loss, Activation output, Activation hidden, Optimizer optimizer) {
    return Sequential.of(
            Input.of(INPUTS),
            new Dense(HIDDEN, hidden)
                .withBiasInitializer(new Initializer.Constant(0.1))
                .withKernelRegularizer(new Regularizer(0, 0.02, true)),
            new Dense(OUTPUTS, output).withKernelRegularizer(new Regularizer(0.003, 0.01, false)))
        .seed(5)
        .dataType(DataType.DOUBLE)
        .compile(loss, optimizer);
  }

  private static double[] differences(Model model, INDArray x, INDArray y, INDArray weights) {
    INDArray at = model.parameters();
    EvaluateOptions options = EvaluateOptions.defaults().withSampleWeights(weights);
    double[] gradient = new double[(int) at.length()];
    for (int i = 0; i < gradient.length; i++) {
      model.setParameters(at.dup().putScalar(i, at.getDouble(i) + STEP));
      double above = model.evaluate(x, y, options).loss();
      model.setParameters(at.dup().putScalar(i, at.getDouble(i) - STEP));
      gradient[i] = (above - model.evaluate(x, y, options).loss()) / (2 * STEP);
    }
    model.setParameters(at);
    return gradient;
  }

  /** A row's weight times that of its class: its id, or its largest target. */
  private static double[] effectiveWeights(Loss loss, INDArray y) {
    double[] weights = SAMPLE_WEIGHTS.toDoubleVector();
    int[] classes =
        loss instanceof Loss.SparseCategoricalCrossentropy
            ? y.toIntVector()
            : y.argMax(1).toIntVector();
    for (int row = 0; row < ROWS; row++) {
      weights[row] *= CLASS_WEIGHTS.getOrDefault(classes[row], 1.0);
    }
    return weights;
  }

  private static INDArray targets(Loss loss) {
    if (loss instanceof Loss.SparseCategoricalCrossentropy) {
      return Nd4j.createFromArray(0, 2, 1, 2);
    }
    INDArray y = uniform(new SplittableRandom(9), OUTPUTS).addi(1).divi(2);
    return loss instanceof Loss.BinaryCrossentropy ? y.gt(0.5).castTo(DataType.DOUBLE) : y;
  }

  private static INDArray uniform(SplittableRandom random, int columns) {
    double[] values = new double[ROWS * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * random.nextDouble() - 1;
    }
    return Nd4j.create(values, new long[] {ROWS, columns}, DataType.DOUBLE);
  }
}
