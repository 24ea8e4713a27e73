package annlab.random;

/**
 * PyTorch's generator on the CPU, {@code torch.Generator().manual_seed(seed)}: MT19937, and what
 * PyTorch makes of its words.
 *
 * <p>Not safe for use by several threads.
 */
public final class TorchRandom {
  private static final int FLOAT_BITS = 0xffffff;
  private static final float TWO_TO_MINUS_24 = 0x1p-24f;
  private static final long DOUBLE_BITS = (1L << 53) - 1;
  private static final double TWO_TO_MINUS_53 = 0x1p-53;

  private final MersenneTwister words;

  /**
   * A generator that starts from a seed.
   *
   * @param seed its low 32 bits count
   */
  public TorchRandom(long seed) {
    this.words = new MersenneTwister((int) seed);
  }

  /**
   * An integer, {@code torch.empty((), dtype=torch.int64).random_()}.
   *
   * @return 63 random bits
   */
  public long nextLong() {
    return next64() & Long.MAX_VALUE;
  }

  /**
   * A uniform number, as dropout draws them.
   *
   * @return a multiple of 2^-53 in [0, 1)
   */
  public double nextDouble() {
    return (next64() & DOUBLE_BITS) * TWO_TO_MINUS_53;
  }

  private long next64() {
    long high = words.nextInt();
    return high << Integer.SIZE | Integer.toUnsignedLong(words.nextInt());
  }

  /**
   * A uniform number, {@code torch.rand(1)}.
   *
   * @return a multiple of 2^-24 in [0, 1)
   */
  public float nextFloat() {
    return (words.nextInt() & FLOAT_BITS) * TWO_TO_MINUS_24;
  }

  /**
   * The numbers 0 to n - 1 in random order, {@code torch.randperm(n)}.
   *
   * @param n how many
   * @return a permutation
   */
  public int[] permutation(int n) {
    int[] numbers = new int[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = i;
    }
    for (int i = 0; i < n - 1; i++) {
      int j = i + Integer.remainderUnsigned(words.nextInt(), n - i);
      int swapped = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = swapped;
    }
    return numbers;
  }
}
