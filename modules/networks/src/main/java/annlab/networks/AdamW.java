package annlab.networks;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019) as in Keras: {@code w -= rate *
 * weightDecay * w}, on all parameters, then Adam's update.
 *
 * @param adam the rest of the optimizer
 * @param weightDecay at least 0
 */
public record AdamW(Adam adam, double weightDecay) implements Optimizer {
  /** Keras default (optimizers/adamw.py). */
  public static final double WEIGHT_DECAY = 0.004;

  public AdamW {
    Hyperparameter.require("weightDecay", weightDecay >= 0, "[0, inf)", weightDecay);
  }

  /** Keras' defaults: Adam's, and a weight decay of 0.004. */
  public AdamW() {
    this(new Adam(), WEIGHT_DECAY);
  }

  @Override
  public LearningRate learningRate() {
    return adam.learningRate();
  }
}
