package annlab.networks.layers;

import java.util.List;

/**
 * A variable of a layer, as Keras' files list it.
 *
 * @param name Keras' name
 * @param dl4j DL4J's name within the network; empty for what lies outside of it
 * @param shape sizes, none for a single number
 * @param role what changes it
 */
public record LayerVariable(String name, String dl4j, List<Long> shape, Role role) {
  /** DL4J's name of a matrix; all its other parameters are vectors. */
  public static final String KERNEL = "W";

  /** What changes a variable. */
  public enum Role {
    /** Training, by gradients. */
    WEIGHT,
    /** Training, as a moving average. */
    AVERAGE,
    /** What the layer was adapted to. */
    STATISTIC,
    /** An integer: how many rows it was adapted to. */
    COUNT
  }

  public LayerVariable {
    shape = List.copyOf(shape);
  }

  /** How many numbers there are. */
  public long size() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
