package annlab.networks.layers;

import annlab.networks.config.KerasObject;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

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
}
