package annlab.networks.random;

import annlab.random.KerasRandom;

/** The order in which an epoch visits the rows. It may keep state from epoch to epoch. */
@FunctionalInterface
public interface RowOrder {
  /**
   * The rows of one epoch in the order of their visit.
   *
   * @param epoch epochs the model has been trained before this one, over all calls of fit
   * @param rows number of training rows
   * @return each row number from 0 to rows - 1 once; the loop reads it and does not change it
   */
  int[] rows(int epoch, int rows);

  /**
   * The order of the data, Keras' {@code shuffle=False}.
   *
   * @return rows 0, 1, 2, ...
   */
  static RowOrder inOrder() {
    return (epoch, rows) -> Streams.ascending(rows);
  }

  /**
   * A new permutation each epoch, a function of seed and epoch alone.
   *
   * @param seed any number
   * @return the order
   */
  static RowOrder shuffled(long seed) {
    return (epoch, rows) -> Streams.permutation(seed, epoch, rows);
  }

  /**
   * The orders of Keras 2 after {@code tf.random.set_seed(seed)}, for the first call of fit: a new
   * one in each epoch.
   *
   * @param seed the argument of {@code tf.random.set_seed}
   * @return the order
   */
  static RowOrder keras2(long seed) {
    KerasRandom random = new KerasRandom(seed);
    return random::order;
  }

  /**
   * The orders of Keras 3 after {@code keras.utils.set_random_seed(seed)}, for the first call of
   * fit of a model without validation data and dropout. On TensorFlow they are one order, taken in
   * every epoch.
   *
   * @param seed the argument of {@code keras.utils.set_random_seed}
   * @param backend what Keras computes on
   * @return the order
   */
  static RowOrder keras3(long seed, KerasBackend backend) {
    return (epoch, rows) -> {
      Draws draws = Keras3Draws.of(backend, seed);
      draws.resume(epoch, new Draws.Past(rows, false, 0));
      return draws.order(epoch, rows);
    };
  }
}
