package annlab.networks.optimizers;

import annlab.networks.config.Hyperparameter;
import annlab.networks.config.JavaSource;
import annlab.networks.config.KerasObject;
import annlab.networks.config.KerasOptions;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adam (Kingma and Ba, 2015): {@code m += (1-b1)(g-m); v += (1-b2)(g^2-v); w -= rate
 * sqrt(1-b2^t)/(1-b1^t) m / (sqrt(v) + epsilon)}.
 *
 * @param learningRate rate or schedule
 * @param beta1 decay of m, in [0, 1)
 * @param beta2 decay of v, in [0, 1)
 * @param epsilon above 0
 * @param correction what the bias is corrected in
 */
public record Adam(
    LearningRate learningRate,
    double beta1,
    double beta2,
    double epsilon,
    BiasCorrection correction)
    implements Optimizer {
  /** Keras default (optimizers/adam.py). */
  public static final double LEARNING_RATE = 0.001;

  /** Keras default; scikit-learn has 1e-8. */
  public static final double EPSILON = 1e-7;

  /** The type of numbers in which {@code sqrt(1-b2^t)/(1-b1^t)} is computed. */
  public enum BiasCorrection {
    /**
     * That of the parameters, as in Keras on each of its backends: the float32 next to 0.999 leaves
     * {@code 1 - b2} 1.3e-5 too small.
     */
    PARAMETERS,
    /** Double always, as in scikit-learn, whose rates are Python's numbers. */
    DOUBLE
  }

  public Adam {
    Hyperparameter.require("beta1", beta1 >= 0 && beta1 < 1, "[0, 1)", beta1);
    Hyperparameter.require("beta2", beta2 >= 0 && beta2 < 1, "[0, 1)", beta2);
    Hyperparameter.require("epsilon", epsilon > 0, "(0, inf)", epsilon);
  }

  /** Keras' defaults: rate 0.001, betas 0.9 and 0.999, epsilon 1e-7. */
  public Adam() {
    this(LEARNING_RATE);
  }

  /**
   * Keras' defaults with another rate.
   *
   * @param rate above 0
   */
  public Adam(double rate) {
    this(LearningRate.constant(rate), 0.9, 0.999, EPSILON);
  }

  /**
   * Keras' Adam.
   *
   * @param learningRate rate or schedule
   * @param beta1 decay of m, in [0, 1)
   * @param beta2 decay of v, in [0, 1)
   * @param epsilon above 0
   */
  public Adam(LearningRate learningRate, double beta1, double beta2, double epsilon) {
    this(learningRate, beta1, beta2, epsilon, BiasCorrection.PARAMETERS);
  }

  static Adam read(KerasOptions options) {
    return new Adam(
        LearningRate.read(options, LEARNING_RATE),
        options.number("beta_1", 0.9),
        options.number("beta_2", 0.999),
        options.number("epsilon", EPSILON));
  }

  @Override
  public String kerasName() {
    return "Adam";
  }

  @Override
  public Map<String, Object> options() {
    return KerasObject.options(
        LearningRate.OPTION,
        learningRate.config(),
        "beta_1",
        beta1,
        "beta_2",
        beta2,
        "epsilon",
        epsilon);
  }

  @Override
  public boolean partsAlternate() {
    return true;
  }

  @Override
  public int stateFactor() {
    return 2;
  }

  @Override
  public void update(INDArray gradient, OptimizerState state, double rate, int step) {
    // At its last iteration the operation's own correction, which rounds otherwise, is 1.
    Nd4j.exec(
        new AdamUpdater(
            gradient,
            state.second(),
            state.first(),
            correctedRate(rate, step + 1, gradient.dataType()),
            beta1,
            beta2,
            epsilon,
            Integer.MAX_VALUE - 1));
  }

  /**
   * The rate that corrects the bias of both running means.
   *
   * @param t updates, this one included
   * @param type of the parameters
   */
  public double correctedRate(double rate, int t, DataType type) {
    if (type == DataType.FLOAT && correction == BiasCorrection.PARAMETERS) {
      float root = (float) Math.sqrt(1 - power((float) beta2, t));
      return (float) rate * root / (1 - power((float) beta1, t));
    }
    return rate * Math.sqrt(1 - StrictMath.pow(beta2, t)) / (1 - StrictMath.pow(beta1, t));
  }

  /** Correctly rounded but for one step in a thousand, as TensorFlow's, XLA's and PyTorch's. */
  static float power(float base, int exponent) {
    return (float) StrictMath.pow(base, exponent);
  }

  @Override
  public Optional<HeapUpdate> onHeap() {
    return Optional.of(
        (parameters, gradient, state, rate, step, type) ->
            parameters.adam(
                gradient,
                state.get(0),
                state.get(1),
                correctedRate(rate, step + 1, type),
                beta1,
                beta2,
                epsilon));
  }

  @Override
  public Optional<String> dl4jCode(JavaSource code) {
    return learningRate
        .dl4jCode(code)
        .map(
            rate -> {
              String type = code.use("org.nd4j.linalg.learning.config.Adam");
              if (learningRate.schedule().isEmpty()) {
                return JavaSource.construct(type, rate, beta1, beta2, epsilon);
              }
              return type
                  + ".builder().learningRateSchedule("
                  + rate
                  + (").beta1(" + beta1)
                  + (").beta2(" + beta2)
                  + (").epsilon(" + epsilon)
                  + ").build()";
            });
  }
}
