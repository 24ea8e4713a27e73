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

  static RmsProp read(KerasOptions options) {
    return new RmsProp(
        LearningRate.read(options, LEARNING_RATE),
        options.number("rho", 0.9),
        options.number("momentum", 0),
        options.number("epsilon", Adam.EPSILON));
  }

  @Override
  public String kerasName() {
    return "RMSprop";
  }

  @Override
  public Map<String, Object> options() {
    return KerasObject.options(
        LearningRate.OPTION,
        learningRate.config(),
        "rho",
        rho,
        "momentum",
        momentum,
        "epsilon",
        epsilon);
  }

  @Override
  public int stateFactor() {
    return momentum == 0 ? 1 : 2;
  }

  @Override
  public void update(INDArray gradient, OptimizerState state, double rate, int step) {
    INDArray square = state.first();
    INDArray work = state.scratch(gradient);
    gradient.muli(gradient, work);
    square.muli(rho).addi(work.muli(1 - rho));
    square.addi(epsilon, work);
    gradient.divi(Transforms.sqrt(work, false)).muli(rate);
    if (momentum != 0) {
      state.second().muli(momentum).addi(gradient);
      gradient.assign(state.second());
    }
  }

  @Override
  public Optional<String> dl4jCode(JavaSource code) {
    return code.lacks(
        "an RMSprop with epsilon under the root and a mean that starts at 0, as Keras'");
  }
}
