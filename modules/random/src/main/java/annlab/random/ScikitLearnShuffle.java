package annlab.random;

/**
 * The shuffle of scikit-learn's {@code SGDClassifier} and {@code Perceptron}: a xorshift generator
 * of 32 bits (G. Marsaglia, 2003; {@code sklearn/utils/_random.pxd}, {@code our_rand_r}).
 */
public final class ScikitLearnShuffle {
  /** What scikit-learn takes in place of a seed 0, from which xorshift never leaves. */
  private static final int SEED_FOR_ZERO = 1;

  private ScikitLearnShuffle() {}

  /**
   * Brings rows into the order of the next epoch, in place. scikit-learn starts every epoch's
   * shuffle from the same seed and from the order of the epoch before.
   *
   * @param rows the order of the epoch before; at first 0, 1, 2, ...
   * @param seed the seed of every epoch, read as unsigned
   */
  public static void shuffle(int[] rows, int seed) {
    int state = seed;
    for (int i = 0; i < rows.length - 1; i++) {
      state = next(state);
      int j = i + (state & Integer.MAX_VALUE) % (rows.length - i);
      int swapped = rows[i];
      rows[i] = rows[j];
      rows[j] = swapped;
    }
  }

  private static int next(int state) {
    int s = state == 0 ? SEED_FOR_ZERO : state;
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    return s;
  }
}
