package annlab.networks.layers;

import annlab.networks.config.Hyperparameter;
import annlab.networks.config.JavaSource;
import annlab.networks.config.KerasObject;
import java.util.List;
import java.util.Map;

/**
 * Sets a share of the inputs to 0 in training and multiplies the others by {@code 1 / (1 - rate)};
 * does nothing otherwise (Srivastava et al., 2014). Which inputs follows from the model's seed and
 * the step.
 *
 * @param rate share that is dropped, in [0, 1)
 * @param name the layer's name, empty for one of its own
 */
public record Dropout(double rate, String name) implements Layer {
  public Dropout {
    Hyperparameter.require("rate", rate >= 0 && rate < 1, "[0, 1)", rate);
  }

  /**
   * A dropout layer with a name of its own.
   *
   * @param rate share that is dropped, in [0, 1)
   */
  public Dropout(double rate) {
    this(rate, "");
  }

  @Override
  public Dropout named(String name) {
    return new Dropout(rate, name);
  }

  @Override
  public Map<String, Object> options() {
    return KerasObject.options(NAME, name, "rate", rate);
  }

  @Override
  public long dropped(long inputs) {
    return rate > 0 ? inputs : 0;
  }

  @Override
  public boolean inNetwork() {
    return true;
  }

  @Override
  public boolean fused() {
    return true;
  }

  @Override
  public void accept(LayerVisitor visitor) {
    visitor.dropout(this);
  }

  /** DL4J's number is the share that is kept. */
  @Override
  public List<String> dl4jCode(JavaSource code, long inputs, double weightDecay, String loss) {
    code.note("DL4J draws other inputs to drop than annlab does.");
    return List.of(
        ".layer(new "
            + code.use("org.deeplearning4j.nn.conf.layers.DropoutLayer")
            + (".Builder(" + (1 - rate) + ").build())"));
  }
}
