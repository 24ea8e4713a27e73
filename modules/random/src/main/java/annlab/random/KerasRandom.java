package annlab.random;

/**
 * What {@code tf.random.set_seed(seed)} sets in motion in Keras 2, up to 2.9: the initial weights
 * of the layers built after it, and the order of the rows in every epoch. From 2.10 on the seed
 * call no longer fixes the weights; there {@code tf.keras.utils.set_random_seed} gives those of
 * Keras 3.
 *
 * <p>Not safe for use by several threads.
 */
public final class KerasRandom {
  private static final int WORDS_PER_BLOCK = 4;

  /** TensorFlow takes the seeds of its stateful operations modulo this. */
  private static final int MODULUS = Integer.MAX_VALUE;

  private final Philox shuffling;
  private final long seed;
  private final PythonRandom seeds;

  /**
   * The state right after the seed call.
   *
   * @param seed the argument of {@code tf.random.set_seed}
   */
  public KerasRandom(long seed) {
    this.seed = seed;
    this.seeds = new PythonRandom(seed);
    this.shuffling = operation(0);
  }

  /**
   * The generator of the next initializer that draws: one for each kernel, in the order in which
   * the layers are built. Zero biases draw nothing.
   *
   * @return a generator of its own
   */
  public Philox nextInitializer() {
    return operation(seeds.randint(0, Integer.MAX_VALUE));
  }

  /**
   * The generator of an operation with a seed of its own.
   *
   * @param own any number
   * @return a generator of its own
   */
  public Philox operation(long own) {
    long first = Math.floorMod(seed, MODULUS);
    long second = Math.floorMod(own, MODULUS);
    // TensorFlow keeps the pair (0, 0) for "no seed"
    return Philox.stateful(first, first == 0 && second == 0 ? MODULUS : second);
  }

  /**
   * The order in which {@code fit} takes the rows in an epoch.
   *
   * @param epoch the epoch, 0-based, counted from the seed call
   * @param rows the number of rows, the same in every epoch
   * @return the row numbers 0 to rows - 1 in the order of use
   */
  public int[] order(int epoch, int rows) {
    int swaps = Math.max(0, rows - 1);
    long blocksPerEpoch = (swaps + WORDS_PER_BLOCK - 1L) / WORDS_PER_BLOCK;
    int[] words = shuffling.words(epoch * blocksPerEpoch, swaps);
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = i;
    }
    for (int i = 0; i < swaps; i++) {
      int j = i + Integer.remainderUnsigned(words[i], rows - i);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
