package annlab.networks.optimizers;

import annlab.networks.config.Hyperparameter;
import annlab.networks.config.JavaSource;
import annlab.networks.config.KerasOptions;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

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

  static AdamW read(KerasOptions options) {
    return new AdamW(Adam.read(options), options.number("weight_decay", WEIGHT_DECAY));
  }

  @Override
  public String kerasName() {
    return "AdamW";
  }

  @Override
  public Map<String, Object> options() {
    Map<String, Object> options = adam.options();
    options.put("weight_decay", weightDecay);
    return options;
  }

  @Override
  public boolean partsAlternate() {
    return true;
  }

  @Override
  public int stateFactor() {
    return adam.stateFactor();
  }

  @Override
  public void update(INDArray gradient, OptimizerState state, double rate, int step) {
    adam.update(gradient, state, rate, step);
  }

  @Override
  public Optimizer withoutWeightDecay() {
    return adam;
  }

  @Override
  public Optional<HeapUpdate> onHeap() {
    return adam.onHeap()
        .map(
            update ->
                (parameters, gradient, state, rate, step, type) -> {
                  parameters.multiply(1 - rate * weightDecay);
                  update.apply(parameters, gradient, state, rate, step, type);
                });
  }

  @Override
  public Optional<String> dl4jCode(JavaSource code) {
    return adam.dl4jCode(code);
  }
}
