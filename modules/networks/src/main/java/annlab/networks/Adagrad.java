package annlab.networks;

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
}
