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
 * Adadelta (Zeiler, 2012) as in Keras: {@code a = rho a + (1-rho) g^2; u = sqrt(d + epsilon) /
 * sqrt(a + epsilon) g; d = rho d + (1-rho) u^2; w -= rate u}.
 *
 * @param learningRate rate or schedule; the paper has 1
 * @param rho decay of a and d, in [0, 1)
 * @param epsilon above 0
 */
public record Adadelta(LearningRate learningRate, double rho, double epsilon) implements Optimizer {
  /** Keras default (optimizers/adadelta.py). */
  public static final double LEARNING_RATE = 0.001;

  public Adadelta {
    Hyperparameter.require("rho", rho >= 0 && rho < 1, "[0, 1)", rho);
    Hyperparameter.require("epsilon", epsilon > 0, "(0, inf)", epsilon);
  }

  /** Keras' defaults: rate 0.001, rho 0.95, epsilon 1e-7. */
  public Adadelta() {
    this(LEARNING_RATE);
  }

  /**
   * Keras' defaults with another rate.
   *
   * @param rate above 0
   */
  public Adadelta(double rate) {
    this(LearningRate.constant(rate), 0.95, Adam.EPSILON);
  }

  static Adadelta read(KerasOptions options) {
    return new Adadelta(
        LearningRate.read(options, LEARNING_RATE),
        options.number("rho", 0.95),
        options.number("epsilon", Adam.EPSILON));
  }

  @Override
  public String kerasName() {
    return "Adadelta";
  }

  @Override
  public Map<String, Object> options() {
    return KerasObject.options(
        LearningRate.OPTION, learningRate.config(), "rho", rho, "epsilon", epsilon);
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
    INDArray square = state.first();
    INDArray change = state.second();
    INDArray work = state.scratch(gradient);
    gradient.muli(gradient, work);
    square.muli(rho).addi(work.muli(1 - rho));
    square.addi(epsilon, work);
    gradient.divi(Transforms.sqrt(work, false));
    change.addi(epsilon, work);
    gradient.muli(Transforms.sqrt(work, false));
    gradient.muli(gradient, work);
    change.muli(rho).addi(work.muli(1 - rho));
    gradient.muli(rate);
  }

  @Override
  public Optional<String> dl4jCode(JavaSource code) {
    code.note("DL4J's AdaDelta has no learning rate, Keras' has one: annlab's own is used.");
    return Optional.empty();
  }
}
