package annlab.random;

/**
 * What {@code tf.random.set_seed(seed)} sets in motion in Keras 2: the initial weights of the
 * layers built after it, and the order of the rows in every epoch.
 *
 * <p>Not safe for use by several threads.
 */
public final class KerasRandom {
  private static final int WORDS_PER_BLOCK = 4;

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
    this.shuffling = Philox.stateful(seed, 0);
  }

  /**
   * The generator of the next initializer that draws: one for each kernel, in the order in which
   * the layers are built. Zero biases draw nothing.
   *
   * @return a generator of its own
   */
  public Philox nextInitializer() {
    return Philox.stateful(seed, seeds.randint(0, Integer.MAX_VALUE));
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
