package annlab.networks;

/**
 * RMSprop (Hinton, 2012) as in Keras: {@code v = rho v + (1-rho) g^2; u = rate g / sqrt(v +
 * epsilon)}, and {@code w -= u}, or with momentum {@code m = momentum m + u; w -= m}.
 *
 * @param learningRate rate or schedule
 * @param rho decay of v, in [0, 1)
 * @param momentum in [0, 1)
 * @param epsilon above 0
 */
public record RmsProp(LearningRate learningRate, double rho, double momentum, double epsilon)
    implements Optimizer {
  /** Keras default (optimizers/rmsprop.py). */
  public static final double LEARNING_RATE = 0.001;

  public RmsProp {
    Hyperparameter.require("rho", rho >= 0 && rho < 1, "[0, 1)", rho);
    Hyperparameter.require("momentum", momentum >= 0 && momentum < 1, "[0, 1)", momentum);
    Hyperparameter.require("epsilon", epsilon > 0, "(0, inf)", epsilon);
  }

  /** Keras' defaults: rate 0.001, rho 0.9, no momentum, epsilon 1e-7. */
  public RmsProp() {
    this(LEARNING_RATE);
  }

  /**
   * Keras' defaults with another rate.
   *
   * @param rate above 0
   */
  public RmsProp(double rate) {
    this(LearningRate.constant(rate), 0.9, 0, Adam.EPSILON);
  }
}
