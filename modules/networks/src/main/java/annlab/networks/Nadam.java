package annlab.networks;

/**
 * Adam with Nesterov momentum (Dozat, 2015) as in Keras, whose beta1 warms up: {@code u_t = beta1
 * (1 - 0.5 * 0.96^t)}, and m is corrected by the product of all u so far.
 *
 * @param learningRate rate or schedule
 * @param beta1 decay of m, in [0, 1)
 * @param beta2 decay of v, in [0, 1)
 * @param epsilon above 0
 */
public record Nadam(LearningRate learningRate, double beta1, double beta2, double epsilon)
    implements Optimizer {
  /** Keras default (optimizers/nadam.py). */
  public static final double LEARNING_RATE = 0.001;

  public Nadam {
    Hyperparameter.require("beta1", beta1 >= 0 && beta1 < 1, "[0, 1)", beta1);
    Hyperparameter.require("beta2", beta2 >= 0 && beta2 < 1, "[0, 1)", beta2);
    Hyperparameter.require("epsilon", epsilon > 0, "(0, inf)", epsilon);
  }

  /** Keras' defaults: rate 0.001, betas 0.9 and 0.999, epsilon 1e-7. */
  public Nadam() {
    this(LEARNING_RATE);
  }

  /**
   * Keras' defaults with another rate.
   *
   * @param rate above 0
   */
  public Nadam(double rate) {
    this(LearningRate.constant(rate), 0.9, 0.999, Adam.EPSILON);
  }

  /** The first moment's decay in step t, 1-based. */
  double warmBeta1(int t) {
    return beta1 * (1 - 0.5 * Math.pow(0.96, t));
  }
}
