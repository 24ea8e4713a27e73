package annlab.networks.layers;

import annlab.networks.config.JavaSource;
import java.util.List;

/**
 * Makes each row one vector, row by row of the image: shape [rows, 28, 28] becomes [rows, 784].
 *
 * @param name the layer's name, empty for one of its own ({@code flatten}, {@code flatten_1}, ...)
 */
public record Flatten(String name) implements Layer {
  /** A flatten layer with a name of its own. */
  public Flatten() {
    this("");
  }

  @Override
  public Flatten named(String name) {
    return new Flatten(name);
  }

  @Override
  public List<Long> outputShape(List<Long> input) {
    return List.of(input.stream().reduce(1L, Math::multiplyExact));
  }

  @Override
  public boolean fused() {
    return true;
  }

  @Override
  public void accept(LayerVisitor visitor) {
    visitor.flatten(this);
  }

  @Override
  public List<String> dl4jCode(JavaSource code, long inputs, double weightDecay, String loss) {
    code.note("Each input is first made a row of " + inputs + " numbers.");
    return List.of();
  }

  @Override
  public void requireInput(List<Long> shape, boolean inside) {
    // takes any
  }
}
