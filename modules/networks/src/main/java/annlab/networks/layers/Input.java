package annlab.networks.layers;

import annlab.networks.config.JavaSource;
import annlab.networks.config.KerasObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The shape of one row of inputs. It has no weights and no place in the summary.
 *
 * @param shape sizes without the batch, e.g. [28, 28]
 */
public record Input(List<Long> shape) implements Layer {
  public Input {
    shape = List.copyOf(shape);
    for (long size : shape) {
      if (size < 1) {
        throw new IllegalArgumentException(
            "an input shape has sizes of at least 1, without the batch, got " + shape);
      }
    }
  }

  /**
   * An input of the given shape.
   *
   * @param shape sizes without the batch, e.g. 28, 28
   * @return the input layer
   */
  public static Input of(long... shape) {
    return new Input(LongStream.of(shape).boxed().toList());
  }

  @Override
  public String name() {
    return "input";
  }

  @Override
  public Input named(String name) {
    throw new IllegalArgumentException("an Input has no name of its own, got '" + name + "'");
  }

  @Override
  public Map<String, Object> options() {
    return KerasObject.options("shape", shape);
  }

  /** The shape itself, for there is nothing before it. */
  @Override
  public List<Long> outputShape(List<Long> input) {
    return shape;
  }

  /** The shape with the batch, whose size is open, as Keras writes it. */
  public List<@Nullable Long> batchShape() {
    List<@Nullable Long> all = new ArrayList<>();
    all.add(null);
    all.addAll(shape);
    return all;
  }

  @Override
  public String kerasClass() {
    return "InputLayer";
  }

  @Override
  public Map<String, Object> kerasOptions(String dtype) {
    return KerasObject.options("batch_shape", batchShape(), DTYPE, dtype, NAME, "input_layer");
  }

  @Override
  public boolean isInput() {
    return true;
  }

  @Override
  public boolean fused() {
    return true;
  }

  @Override
  public void accept(LayerVisitor visitor) {
    // it is there to be asked for its shape
  }

  @Override
  public List<String> dl4jCode(JavaSource code, long inputs, double weightDecay, String loss) {
    return List.of();
  }
}
