package annlab.networks;

/**
 * Adam (Kingma and Ba, 2015): {@code m += (1-b1)(g-m); v += (1-b2)(g^2-v); w -= rate
 * sqrt(1-b2^t)/(1-b1^t) m / (sqrt(v) + epsilon)}.
 *
 * @param learningRate rate or schedule
 * @param beta1 decay of m, in [0, 1)
 * @param beta2 decay of v, in [0, 1)
 * @param epsilon above 0
 */
public record Adam(LearningRate learningRate, double beta1, double beta2, double epsilon)
    implements Optimizer {
  /** Keras default (optimizers/adam.py). */
  public static final double LEARNING_RATE = 0.001;

  /** Keras default; scikit-learn has 1e-8. */
  public static final double EPSILON = 1e-7;

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
}
