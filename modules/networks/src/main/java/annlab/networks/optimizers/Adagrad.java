package annlab.networks.optimizers;

import annlab.networks.config.Hyperparameter;
import annlab.networks.config.JavaSource;
import annlab.networks.config.KerasObject;
import annlab.networks.config.KerasOptions;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Adagrad (Duchi et al., 2011) as in Keras: {@code a += g^2; w -= rate g / sqrt(a + epsilon)}.
 *
 * @param learningRate rate or schedule
 * @param initialAccumulator what a starts from, at least 0
 * @param epsilon above 0
 */
public record Adagrad(LearningRate learningRate, double initialAccumulator, double epsilon)
    implements Optimizer {
  /** Keras default (optimizers/adagrad.py). */
  public static final double LEARNING_RATE = 0.001;

  /** Keras default (optimizers/adagrad.py). */
  public static final double INITIAL_ACCUMULATOR = 0.1;

  public Adagrad {
    Hyperparameter.require(
        "initialAccumulator", initialAccumulator >= 0, "[0, inf)", initialAccumulator);
    Hyperparameter.require("epsilon", epsilon > 0, "(0, inf)", epsilon);
  }

  /** Keras' defaults: rate 0.001, accumulator from 0.1, epsilon 1e-7. */
  public Adagrad() {
    this(LEARNING_RATE);
  }

  /**
   * Keras' defaults with another rate.
   *
   * @param rate above 0
   */
  public Adagrad(double rate) {
    this(LearningRate.constant(rate), INITIAL_ACCUMULATOR, Adam.EPSILON);
  }

  static Adagrad read(KerasOptions options) {
    return new Adagrad(
        LearningRate.read(options, LEARNING_RATE),
        options.number("initial_accumulator_value", INITIAL_ACCUMULATOR),
        options.number("epsilon", Adam.EPSILON));
  }

  @Override
  public String kerasName() {
    return "Adagrad";
  }

  @Override
  public Map<String, Object> options() {
    return KerasObject.options(
        LearningRate.OPTION,
        learningRate.config(),
        "initial_accumulator_value",
        initialAccumulator,
        "epsilon",
        epsilon);
  }

  @Override
  public int stateFactor() {
    return 1;
  }

  @Override
  public double initialState() {
    return initialAccumulator;
  }

  @Override
  public void update(INDArray gradient, OptimizerState state, double rate, int step) {
    INDArray sum = state.first();
    INDArray work = state.scratch(gradient);
    sum.addi(gradient.muli(gradient, work));
    sum.addi(epsilon, work);
    gradient.divi(Transforms.sqrt(work, false)).muli(rate);
  }

  @Override
  public Optional<String> dl4jCode(JavaSource code) {
    return code.lacks(
        "an Adagrad with epsilon under the root and a first sum of one's choice, as Keras'");
  }
}
