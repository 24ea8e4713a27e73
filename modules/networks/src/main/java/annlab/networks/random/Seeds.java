package annlab.networks.random;

/**
 * Where a model's random numbers come from: its first weights, the order of its rows, its dropout.
 *
 * @param kind whose rules are followed
 * @param seed any number
 */
public record Seeds(Kind kind, long seed) {
  /** Whose rules turn a seed into weights and orders. */
  public enum Kind {
    /** This project's: independent streams by purpose, all from one root seed. */
    OWN,
    /** Keras 2 after {@code tf.random.set_seed(seed)}: weights and orders to the bit. */
    KERAS2,
    /** Keras 3 after {@code keras.utils.set_random_seed(seed)}: weights to the bit. */
    KERAS3
  }

  /**
   * This project's own streams.
   *
   * @param root any number
   * @return the seeds
   */
  public static Seeds of(long root) {
    return new Seeds(Kind.OWN, root);
  }

  /**
   * What {@code tf.random.set_seed(seed)} gives a model built right after it in Keras 2: uniform
   * kernels by TensorFlow's Philox generator, drawn in float, and the order of the rows of every
   * epoch of the first fit. Dropout and normal kernels are not reproduced: the former follows this
   * project's own streams, the latter are refused.
   *
   * @param seed the argument of {@code tf.random.set_seed}
   * @return the seeds
   */
  public static Seeds keras2(long seed) {
    return new Seeds(Kind.KERAS2, seed);
  }

  /**
   * What {@code keras.utils.set_random_seed(seed)} gives a model built right after it in Keras 3 on
   * TensorFlow: uniform kernels by stateless Philox, each initializer seeded by Python's generator
   * or by its own seed. The order of rows follows this project's own streams.
   *
   * @param seed the argument of {@code keras.utils.set_random_seed}
   * @return the seeds
   */
  public static Seeds keras3(long seed) {
    return new Seeds(Kind.KERAS3, seed);
  }

  /** The draws of one model's weights, layer by layer. */
  public WeightDraw weights() {
    return switch (kind) {
      case OWN -> new WeightDraw.Own(seed);
      case KERAS2 -> new WeightDraw.Keras2(seed);
      case KERAS3 -> new WeightDraw.Keras3(seed);
    };
  }

  /** The order of rows where fit is given none. */
  public RowOrder order() {
    return kind == Kind.KERAS2 ? RowOrder.keras2(seed) : RowOrder.shuffled(seed);
  }
}
