package annlab.random;

/**
 * TensorFlow's generator of initial weights: Philox4x32-10.
 *
 * <p>J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, Parallel Random Numbers: As Easy as 1,
 * 2, 3, 2011. A counter-based generator: block i of four words depends on i and the seeds only, so
 * an instance is immutable, and each method starts from the block it names.
 */
public final class Philox implements InitialWeights {
  private static final int ROUNDS = 10;
  private static final int WORDS_PER_BLOCK = 4;
  private static final int MULTIPLIER_0 = 0xD2511F53;
  private static final int MULTIPLIER_2 = 0xCD9E8D57;
  private static final int KEY_STEP_0 = 0x9E3779B9;
  private static final int KEY_STEP_1 = 0xBB67AE85;

  /** TensorFlow scrambles the seeds of its stateless operations with this key. */
  private static final int SCRAMBLE_0 = 0x3ec8f720;

  private static final int SCRAMBLE_1 = 0x02461e29;

  /** TensorFlow leaves so many blocks to each group of four truncated normal numbers. */
  private static final int BLOCKS_PER_GROUP = 256;

  private static final double CUT = 2;
  private static final float MIN_LOGARITHM = 1e-7f;

  private static final int MANTISSA = 0x7fffff;
  private static final int ONE = 0x3f800000;

  private final int key0;
  private final int key1;
  private final int counter2;
  private final int counter3;

  private Philox(int key0, int key1, int counter2, int counter3) {
    this.key0 = key0;
    this.key1 = key1;
    this.counter2 = counter2;
    this.counter3 = counter3;
  }

  /**
   * The generator of TensorFlow's stateful operations, which Keras 2 uses.
   *
   * @param seed the graph's seed, what {@code tf.random.set_seed} sets
   * @param seed2 the operation's seed
   * @return the generator of one operation
   */
  public static Philox stateful(long seed, long seed2) {
    return new Philox(low(seed), high(seed), low(seed2), high(seed2));
  }

  /**
   * The generator of TensorFlow's stateless operations, which Keras 3 uses: its initializers call
   * it with (seed, 0).
   *
   * @param s0 the first of the pair of seeds
   * @param s1 the second
   * @return the generator of one operation
   */
  public static Philox stateless(long s0, long s1) {
    int[] block = new int[WORDS_PER_BLOCK];
    block(block, low(s0), high(s0), low(s1), high(s1), SCRAMBLE_0, SCRAMBLE_1);
    return new Philox(block[0], block[1], block[2], block[3]);
  }

  /**
   * Raw words.
   *
   * @param firstBlock the block to start at, four words each, at least 0
   * @param n how many words
   * @return n words, each to be read as unsigned
   */
  public int[] words(long firstBlock, int n) {
    int[] words = new int[n];
    int[] block = new int[WORDS_PER_BLOCK];
    for (int i = 0; i < n; i += WORDS_PER_BLOCK) {
      long number = firstBlock + i / WORDS_PER_BLOCK;
      block(block, low(number), high(number), counter2, counter3, key0, key1);
      System.arraycopy(block, 0, words, i, Math.min(WORDS_PER_BLOCK, n - i));
    }
    return words;
  }

  /**
   * Uniform numbers from the first block on.
   *
   * @param n how many
   * @return multiples of 2^-23 in [0, 1)
   */
  public float[] uniform(int n) {
    int[] words = words(0, n);
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = unit(words[i]);
    }
    return numbers;
  }

  private static float unit(int word) {
    return Float.intBitsToFloat((word & MANTISSA) | ONE) - 1;
  }

  /**
   * Uniform numbers in a range, from the first block on, computed in float as TensorFlow does.
   *
   * @param n how many
   * @param lo the lower bound
   * @param hi the upper bound
   * @return {@code u * (hi - lo) + lo} for each uniform number u
   */
  @Override
  public float[] uniform(int n, double lo, double hi) {
    float[] numbers = uniform(n);
    float low = (float) lo;
    float range = (float) hi - low;
    for (int i = 0; i < n; i++) {
      numbers[i] = numbers[i] * range + low;
    }
    return numbers;
  }

  @Override
  public double[] normal(int n) {
    double[] numbers = new double[n];
    int[] words = words(0, n + n % 2);
    for (int i = 0; i < n; i += 2) {
      double radius = radius(words[i]);
      double angle = angle(words[i + 1]);
      numbers[i] = radius * Math.sin(angle);
      if (i + 1 < n) {
        numbers[i + 1] = radius * Math.cos(angle);
      }
    }
    return numbers;
  }

  /** {@inheritDoc} Each four come from blocks of their own; what is beyond 2 is left out. */
  @Override
  public double[] truncatedNormal(int n) {
    double[] numbers = new double[n];
    for (int from = 0; from < n; from += WORDS_PER_BLOCK) {
      long block = (long) from / WORDS_PER_BLOCK * BLOCKS_PER_GROUP;
      int end = Math.min(n, from + WORDS_PER_BLOCK);
      for (int at = from; at < end; block++) {
        int[] words = words(block, WORDS_PER_BLOCK);
        for (int i = 0; i < WORDS_PER_BLOCK; i += 2) {
          double radius = radius(words[i]);
          double angle = angle(words[i + 1]);
          at = keep(numbers, at, end, radius * Math.sin(angle));
          at = keep(numbers, at, end, radius * Math.cos(angle));
        }
      }
    }
    return numbers;
  }

  private static int keep(double[] numbers, int at, int end, double normal) {
    if (at == end || Math.abs(normal) >= CUT) {
      return at;
    }
    numbers[at] = normal;
    return at + 1;
  }

  /** Box and Muller's method. */
  private static double radius(int word) {
    return Math.sqrt(-2 * Math.log(Math.max(unit(word), MIN_LOGARITHM)));
  }

  private static double angle(int word) {
    return 2 * Math.PI * unit(word);
  }

  /**
   * A dense layer's first weights as Keras' {@code GlorotUniform} draws them.
   *
   * @param inputs rows of the kernel
   * @param units columns of the kernel
   * @return inputs x units numbers in [-limit, limit), row by row, limit = sqrt(6 / (inputs +
   *     units))
   */
  public float[] glorotUniform(int inputs, int units) {
    double scale = 1 / Math.max(1, (inputs + (double) units) / 2);
    float limit = (float) Math.sqrt(3 * scale);
    return uniform(Math.multiplyExact(inputs, units), -limit, limit);
  }

  private static void block(int[] out, int c0, int c1, int c2, int c3, int k0, int k1) {
    int a = c0;
    int b = c1;
    int c = c2;
    int d = c3;
    for (int round = 0; round < ROUNDS; round++) {
      long first = unsignedProduct(MULTIPLIER_0, a);
      long second = unsignedProduct(MULTIPLIER_2, c);
      a = high(second) ^ b ^ (k0 + round * KEY_STEP_0);
      b = low(second);
      c = high(first) ^ d ^ (k1 + round * KEY_STEP_1);
      d = low(first);
    }
    out[0] = a;
    out[1] = b;
    out[2] = c;
    out[3] = d;
  }

  private static long unsignedProduct(int a, int b) {
    return Integer.toUnsignedLong(a) * Integer.toUnsignedLong(b);
  }

  private static int low(long value) {
    return (int) value;
  }

  private static int high(long value) {
    return (int) (value >>> Integer.SIZE);
  }
}
