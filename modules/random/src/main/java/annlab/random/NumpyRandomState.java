package annlab.random;

import org.apache.commons.math3.util.FastMath;

/**
 * The generator behind scikit-learn's {@code random_state}: gives the same numbers as {@code
 * numpy.random.RandomState(seed)}, NumPy's legacy generator.
 *
 * <p>MT19937 (M. Matsumoto and T. Nishimura, 1998). NumPy's newer {@code default_rng} is another
 * generator. Not safe for use by several threads.
 */
public final class NumpyRandomState {
  /** The largest seed that NumPy takes. */
  public static final long MAX_SEED = (1L << 32) - 1;

  private static final double TWO_TO_26 = 1 << 26;
  private static final double TWO_TO_53 = 1L << 53;

  private final MersenneTwister words;

  /** The second of a pair of normals, kept for the next call as NumPy does. */
  private double keptGauss;

  private boolean hasKeptGauss;

  /**
   * A generator that starts from a seed.
   *
   * @param seed 0 to 2^32 - 1, as NumPy takes them
   * @throws IllegalArgumentException if it is another
   */
  public NumpyRandomState(long seed) {
    if (seed < 0 || seed > MAX_SEED) {
      throw new IllegalArgumentException("seed must be in [0, " + MAX_SEED + "], got " + seed);
    }
    words = new MersenneTwister((int) seed);
  }

  /**
   * A uniform number, {@code random_sample()}.
   *
   * @return a multiple of 2^-53 in [0, 1)
   */
  public double randomSample() {
    int high = words.nextInt() >>> 5;
    int low = words.nextInt() >>> 6;
    return (high * TWO_TO_26 + low) / TWO_TO_53;
  }

  /**
   * A uniform number, {@code uniform(lo, hi)}.
   *
   * @param lo the lower bound
   * @param hi the upper bound
   * @return {@code lo + (hi - lo) * randomSample()}
   */
  public double uniform(double lo, double hi) {
    return lo + (hi - lo) * randomSample();
  }

  /**
   * Uniform numbers, {@code uniform(lo, hi, n)}.
   *
   * @param lo the lower bound
   * @param hi the upper bound
   * @param n how many; for a matrix NumPy fills row by row
   * @return n numbers
   */
  public double[] uniform(double lo, double hi, int n) {
    double[] numbers = new double[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = uniform(lo, hi);
    }
    return numbers;
  }

  /**
   * An integer, {@code randint(lo, hi)}.
   *
   * @param lo the lowest
   * @param hi one above the highest
   * @return an integer in [lo, hi)
   * @throws IllegalArgumentException if there is none
   */
  public int randint(int lo, int hi) {
    if (lo >= hi) {
      throw new IllegalArgumentException("lo must be below hi, got lo " + lo + ", hi " + hi);
    }
    return (int) (lo + masked((long) hi - 1 - lo));
  }

  /**
   * Integers, {@code randint(lo, hi, n)}.
   *
   * @param lo the lowest
   * @param hi one above the highest
   * @param n how many
   * @return n integers in [lo, hi)
   * @throws IllegalArgumentException if there is none
   */
  public int[] randint(int lo, int hi, int n) {
    int[] numbers = new int[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = randint(lo, hi);
    }
    return numbers;
  }

  /**
   * The numbers 0 to n - 1 in random order, {@code permutation(n)}.
   *
   * @param n how many, at least 0
   * @return a permutation
   */
  public int[] permutation(int n) {
    int[] numbers = new int[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = i;
    }
    shuffle(numbers);
    return numbers;
  }

  /**
   * Brings values into random order in place, {@code shuffle(a)}.
   *
   * @param a the values
   */
  public void shuffle(int[] a) {
    for (int i = a.length - 1; i > 0; i--) {
      int j = (int) masked(i);
      int swapped = a[i];
      a[i] = a[j];
      a[j] = swapped;
    }
  }

  /**
   * A normal number, {@code normal(mean, deviation)}, by Marsaglia's polar method.
   *
   * <p>NumPy takes the C library's logarithm, here it is the same on every machine: one number in
   * about 2,000 differs from NumPy's, by one or two units in the last place.
   *
   * @param mean the mean
   * @param deviation the standard deviation, at least 0
   * @return {@code mean + deviation * z} with z from the standard normal distribution
   */
  public double normal(double mean, double deviation) {
    return mean + deviation * gauss();
  }

  private double gauss() {
    if (hasKeptGauss) {
      hasKeptGauss = false;
      return keptGauss;
    }
    double x;
    double y;
    double square;
    do {
      x = 2 * randomSample() - 1;
      y = 2 * randomSample() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double factor = Math.sqrt(-2 * FastMath.log(square) / square);
    keptGauss = factor * x;
    hasKeptGauss = true;
    return factor * y;
  }

  /**
   * An integer in 0..most: words cut to the bits that most needs, until one is not above it. A
   * range of one value takes no word.
   */
  private long masked(long most) {
    if (most == 0) {
      return 0;
    }
    long mask = (Long.highestOneBit(most) << 1) - 1;
    long value;
    do {
      value = words.nextInt() & mask;
    } while (value > most);
    return value;
  }
}
