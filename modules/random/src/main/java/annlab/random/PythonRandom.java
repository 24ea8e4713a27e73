package annlab.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Python's own generator: gives the same numbers as CPython 3's {@code random.Random(seed)}.
 *
 * <p>MT19937 like NumPy's, but seeded and used in another way. Not safe for use by several threads.
 */
public final class PythonRandom {
  private static final double TWO_TO_26 = 1 << 26;
  private static final double TWO_TO_53 = 1L << 53;

  private final UniformRandomProvider words;

  /**
   * A generator that starts from a seed.
   *
   * @param seed any; as in Python, a seed and its negative give the same numbers
   */
  public PythonRandom(long seed) {
    long magnitude = Math.abs(seed);
    int low = (int) magnitude;
    int high = (int) (magnitude >>> Integer.SIZE);
    words = RandomSource.MT.create(high == 0 ? new int[] {low} : new int[] {low, high});
  }

  /**
   * A uniform number, {@code random()}.
   *
   * @return a multiple of 2^-53 in [0, 1)
   */
  public double random() {
    int high = words.nextInt() >>> 5;
    int low = words.nextInt() >>> 6;
    return (high * TWO_TO_26 + low) / TWO_TO_53;
  }

  /**
   * An integer, {@code randint(lo, hi)}: unlike NumPy's, the upper bound is included.
   *
   * @param lo the lowest
   * @param hi the highest
   * @return an integer in [lo, hi]
   * @throws IllegalArgumentException if there is none
   */
  public int randint(int lo, int hi) {
    if (lo > hi) {
      throw new IllegalArgumentException("lo must not exceed hi, got lo " + lo + ", hi " + hi);
    }
    long values = (long) hi - lo + 1;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(values);
    long value;
    do {
      value = bits(bits);
    } while (value >= values);
    return (int) (lo + value);
  }

  /** As {@code getrandbits(count)}: the high bits of a word; a 33rd bit takes a word of its own. */
  long bits(int count) {
    if (count <= Integer.SIZE) {
      return Integer.toUnsignedLong(words.nextInt()) >>> (Integer.SIZE - count);
    }
    long low = Integer.toUnsignedLong(words.nextInt());
    return bits(count - Integer.SIZE) << Integer.SIZE | low;
  }
}
