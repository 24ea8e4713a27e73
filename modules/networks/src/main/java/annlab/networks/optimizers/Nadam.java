package annlab.networks.optimizers;

import annlab.networks.config.Hyperparameter;
import annlab.networks.config.JavaSource;
import annlab.networks.config.KerasOptions;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

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
    return beta1 * (1 - 0.5 * StrictMath.pow(0.96, t));
  }

  /** The product of the decays of the updates done; 1 before the first. */
  @Override
  public OptionalDouble derivedState(int step) {
    double product = 1;
    for (int t = 1; t <= step; t++) {
      product *= warmBeta1(t);
    }
    return OptionalDouble.of(product);
  }

  static Nadam read(KerasOptions options) {
    return new Nadam(
        LearningRate.read(options, LEARNING_RATE),
        options.number("beta_1", 0.9),
        options.number("beta_2", 0.999),
        options.number("epsilon", Adam.EPSILON));
  }

  @Override
  public String kerasName() {
    return "Nadam";
  }

  @Override
  public Map<String, Object> options() {
    return new Adam(learningRate, beta1, beta2, epsilon).options();
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
    INDArray mean = state.first();
    INDArray square = state.second();
    int t = step + 1;
    double now = warmBeta1(t);
    double next = warmBeta1(t + 1);
    double soFar = state.product(t, this::warmBeta1);
    INDArray work = state.scratch(gradient);
    gradient.muli(1 - beta1, work);
    mean.muli(beta1).addi(work);
    gradient.muli(gradient, work);
    square.muli(beta2).addi(work.muli(1 - beta2));
    mean.muli(next / (1 - soFar * next), work);
    gradient.muli((1 - now) / (1 - soFar)).addi(work);
    square.divi(unbiased(t, gradient.dataType()), work);
    gradient.divi(Transforms.sqrt(work, false).addi(epsilon)).muli(rate);
  }

  /** {@code 1 - beta2^t} in the type of the parameters, as in Keras. */
  private double unbiased(int t, DataType type) {
    return type == DataType.FLOAT ? 1 - Adam.power((float) beta2, t) : 1 - StrictMath.pow(beta2, t);
  }

  @Override
  public Optional<String> dl4jCode(JavaSource code) {
    return code.lacks("a Nadam whose beta1 warms up, as Keras' does");
  }
}
