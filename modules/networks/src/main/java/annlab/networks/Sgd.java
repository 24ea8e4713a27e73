package annlab.networks;

/**
 * Stochastic gradient descent: {@code w -= rate * g}, or with momentum {@code v = momentum * v -
 * rate * g; w += v}, or by Nesterov {@code w += momentum * v - rate * g}.
 *
 * @param learningRate rate or schedule
 * @param momentum in [0, 1]
 * @param nesterov whether Nesterov's momentum is used
 */
public record Sgd(LearningRate learningRate, double momentum, boolean nesterov)
    implements Optimizer {
  /** Keras default (optimizers/sgd.py). */
  public static final double LEARNING_RATE = 0.01;

  public Sgd {
    Hyperparameter.require("momentum", momentum >= 0 && momentum <= 1, "[0, 1]", momentum);
  }

  /** Keras' defaults: rate 0.01, no momentum. */
  public Sgd() {
    this(LEARNING_RATE);
  }

  /**
   * Without momentum.
   *
   * @param rate above 0
   */
  public Sgd(double rate) {
    this(LearningRate.constant(rate), 0, false);
  }
}
