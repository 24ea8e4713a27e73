package annlab.networks.optimizers;

import annlab.networks.config.Hyperparameter;
import annlab.networks.config.JavaSource;
import annlab.networks.config.KerasObject;
import annlab.networks.config.KerasOptions;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Lion (Chen et al., 2023) as in Keras: {@code w -= rate * sign(b1 m + (1-b1) g); m = b2 m + (1-b2)
 * g}.
 *
 * @param learningRate rate or schedule
 * @param beta1 share of m in the step, in (0, 1]
 * @param beta2 decay of m, in [0, 1)
 */
public record Lion(LearningRate learningRate, double beta1, double beta2) implements Optimizer {
  /** Keras default (optimizers/lion.py). */
  public static final double LEARNING_RATE = 0.001;

  public Lion {
    Hyperparameter.require("beta1", beta1 > 0 && beta1 <= 1, "(0, 1]", beta1);
    Hyperparameter.require("beta2", beta2 >= 0 && beta2 < 1, "[0, 1)", beta2);
  }

  /** Keras' defaults: rate 0.001, betas 0.9 and 0.99. */
  public Lion() {
    this(LEARNING_RATE);
  }

  /**
   * Keras' defaults with another rate.
   *
   * @param rate above 0
   */
  public Lion(double rate) {
    this(LearningRate.constant(rate), 0.9, 0.99);
  }

  static Lion read(KerasOptions options) {
    return new Lion(
        LearningRate.read(options, LEARNING_RATE),
        options.number("beta_1", 0.9),
        options.number("beta_2", 0.99));
  }

  @Override
  public String kerasName() {
    return "Lion";
  }

  @Override
  public Map<String, Object> options() {
    return KerasObject.options(
        LearningRate.OPTION, learningRate.config(), "beta_1", beta1, "beta_2", beta2);
  }

  @Override
  public int stateFactor() {
    return 1;
  }

  @Override
  public void update(INDArray gradient, OptimizerState state, double rate, int step) {
    INDArray mean = state.first();
    INDArray next = state.scratch(gradient);
    gradient.muli(1 - beta2, next);
    gradient.muli(1 - beta1).addi(mean.mul(beta1));
    mean.muli(beta2).addi(next);
    // As on TensorFlow and JAX, whose processors flush: rounding keeps m from 0 for ever, and a
    // weight that has no gradient any more would go on by a whole step each time.
    BooleanIndexing.replaceWhere(
        gradient,
        0,
        Conditions.absLessThan(
            gradient.dataType() == DataType.FLOAT ? Float.MIN_NORMAL : Double.MIN_NORMAL));
    Transforms.sign(gradient, false).muli(rate);
  }

  @Override
  public Optional<String> dl4jCode(JavaSource code) {
    return code.lacks("Lion");
  }
}
