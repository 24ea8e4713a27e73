package annlab.random;

import org.apache.commons.math3.special.Erf;

/**
 * JAX's generator: threefry2x32 with 20 rounds, its counters as JAX 0.5 and newer count them
 * ({@code jax_threefry_partitionable}).
 *
 * <p>J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, Parallel Random Numbers: As Easy as 1,
 * 2, 3, 2011. Immutable: word i depends on i and the key only.
 */
public final class Threefry implements InitialWeights {
  private static final int[][] ROTATIONS = {{13, 15, 26, 6}, {17, 29, 16, 24}};
  private static final int GROUPS_OF_ROUNDS = 5;
  private static final int PARITY = 0x1BD11BDA;
  private static final int MANTISSA_SHIFT = 9;
  private static final int ONE = 0x3f800000;

  private final int[] keys;

  /**
   * The generator of a key, as Keras 3 makes it: the seed, and how often it was used before.
   *
   * @param seed read as 32 bits, as JAX's uint32
   * @param uses 0 for an initializer, the number of the step for a layer's dropout
   */
  public Threefry(long seed, long uses) {
    int first = (int) seed;
    int second = (int) uses;
    keys = new int[] {first, second, first ^ second ^ PARITY};
  }

  private int word(int number) {
    int a = keys[0];
    int b = number + keys[1];
    for (int group = 0; group < GROUPS_OF_ROUNDS; group++) {
      for (int rotation : ROTATIONS[group % 2]) {
        a += b;
        b = Integer.rotateLeft(b, rotation) ^ a;
      }
      a += keys[(group + 1) % keys.length];
      b += keys[(group + 2) % keys.length] + group + 1;
    }
    return a ^ b;
  }

  private float unit(int number) {
    return Float.intBitsToFloat((word(number) >>> MANTISSA_SHIFT) | ONE) - 1;
  }

  /**
   * Uniform numbers.
   *
   * @param n how many
   * @return multiples of 2^-23 in [0, 1)
   */
  public float[] uniform(int n) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = unit(i);
    }
    return numbers;
  }

  /** {@inheritDoc} Rounded once, as by the fused multiplication that JAX's compiler takes. */
  @Override
  public float[] uniform(int n, double lo, double hi) {
    float low = (float) lo;
    float range = (float) hi - low;
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = Math.max(low, Math.fma(unit(i), range, low));
    }
    return numbers;
  }

  @Override
  public double[] normal(int n) {
    return quantiles(uniform(n, Math.nextUp(-1f), 1));
  }

  @Override
  public double[] truncatedNormal(int n) {
    double bound = Erf.erf(Math.sqrt(2));
    double[] numbers = quantiles(uniform(n, -bound, bound));
    double most = Math.nextDown(2f);
    for (int i = 0; i < n; i++) {
      numbers[i] = Math.max(-most, Math.min(most, numbers[i]));
    }
    return numbers;
  }

  private static double[] quantiles(float[] uniform) {
    double[] numbers = new double[uniform.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.sqrt(2) * Erf.erfInv(uniform[i]);
    }
    return numbers;
  }
}
