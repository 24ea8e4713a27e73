package annlab.networks.layers;

import annlab.networks.config.Hyperparameter;
import annlab.networks.config.JavaSource;
import annlab.networks.config.KerasObject;
import annlab.networks.config.KerasOptions;
import java.util.List;
import java.util.Map;

/**
 * Makes each input have mean 0 and variance 1 over the batch, then scales by gamma and shifts by
 * beta, which are learned (Ioffe and Szegedy, 2015). Outside training it uses moving averages:
 * {@code moving = momentum * moving + (1 - momentum) * batch}.
 *
 * @param momentum of the moving averages, in [0, 1); Keras' default is 0.99
 * @param epsilon added to variances, above 0; Keras' default is 0.001
 * @param name the layer's name, empty for one of its own
 */
public record BatchNormalization(double momentum, double epsilon, String name) implements Layer {
  /** Keras default (layers/normalization/batch_normalization.py). */
  public static final double MOMENTUM = 0.99;

  /** Keras default (layers/normalization/batch_normalization.py). */
  public static final double EPSILON = 1e-3;

  public BatchNormalization {
    Hyperparameter.require("momentum", momentum >= 0 && momentum < 1, "[0, 1)", momentum);
    Hyperparameter.require("epsilon", epsilon > 0, "(0, inf)", epsilon);
  }

  /** Keras' defaults. */
  public BatchNormalization() {
    this(MOMENTUM, EPSILON, "");
  }

  @Override
  public BatchNormalization named(String name) {
    return new BatchNormalization(momentum, epsilon, name);
  }

  static BatchNormalization read(KerasOptions options) {
    return new BatchNormalization(
        options.number("momentum", MOMENTUM),
        options.number("epsilon", EPSILON),
        options.text(NAME, ""));
  }

  @Override
  public Map<String, Object> options() {
    return KerasObject.options(NAME, name, "momentum", momentum, "epsilon", epsilon);
  }

  @Override
  public List<LayerVariable> variables(long inputs) {
    List<Long> shape = List.of(inputs);
    return List.of(
        new LayerVariable("gamma", "gamma", shape, LayerVariable.Role.WEIGHT),
        new LayerVariable("beta", "beta", shape, LayerVariable.Role.WEIGHT),
        new LayerVariable("moving_mean", "mean", shape, LayerVariable.Role.AVERAGE),
        new LayerVariable("moving_variance", "var", shape, LayerVariable.Role.AVERAGE));
  }

  @Override
  public boolean inNetwork() {
    return true;
  }

  @Override
  public boolean fused() {
    return false;
  }

  @Override
  public void accept(LayerVisitor visitor) {
    visitor.batchNormalization(this);
  }

  @Override
  public List<String> dl4jCode(JavaSource code, long inputs, double weightDecay, String loss) {
    if (weightDecay != 0) {
      code.note("Keras lets gamma and beta decay too, DL4J does not.");
    }
    return List.of(
        ".layer(new "
            + code.use("org.deeplearning4j.nn.conf.layers.BatchNormalization")
            + ".Builder()",
        "    .decay(" + momentum + ").eps(" + epsilon + ")",
        "    .useLogStd(false).nIn(" + inputs + ").nOut(" + inputs + ")",
        "    .build())");
  }
}
