package annlab.networks.optimizers;

import annlab.networks.config.Hyperparameter;
import annlab.networks.config.JavaSource;
import annlab.networks.config.KerasObject;
import annlab.networks.config.KerasOptions;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

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

  static Sgd read(KerasOptions options) {
    return new Sgd(
        LearningRate.read(options, LEARNING_RATE),
        options.number("momentum", 0),
        options.flag("nesterov"));
  }

  @Override
  public String kerasName() {
    return "SGD";
  }

  @Override
  public Map<String, Object> options() {
    return KerasObject.options(
        LearningRate.OPTION, learningRate.config(), "momentum", momentum, "nesterov", nesterov);
  }

  @Override
  public int stateFactor() {
    return momentum == 0 ? 0 : 1;
  }

  @Override
  public void update(INDArray gradient, OptimizerState state, double rate, int step) {
    gradient.muli(rate);
    if (momentum == 0) {
      return;
    }
    INDArray velocity = state.first();
    velocity.muli(momentum).subi(gradient);
    if (nesterov) {
      gradient.subi(velocity.mul(momentum));
    } else {
      gradient.assign(velocity).negi();
    }
  }

  @Override
  public boolean descends() {
    return momentum == 0;
  }

  @Override
  public Optional<HeapUpdate> onHeap() {
    return Optional.of(
        (parameters, gradient, state, rate, step, type) -> {
          if (momentum == 0) {
            parameters.descend(gradient, rate);
          } else {
            parameters.momentum(gradient, state.get(0), rate, momentum, nesterov);
          }
        });
  }

  @Override
  public Optional<String> dl4jCode(JavaSource code) {
    if (momentum != 0 && !nesterov) {
      return code.lacks("classical momentum, its Nesterovs is Nesterov's");
    }
    return learningRate
        .dl4jCode(code)
        .map(
            rate ->
                momentum == 0
                    ? JavaSource.construct(code.use("org.nd4j.linalg.learning.config.Sgd"), rate)
                    : JavaSource.construct(
                        code.use("org.nd4j.linalg.learning.config.Nesterovs"), rate, momentum));
  }
}
