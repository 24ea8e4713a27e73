package annlab.random;

/**
 * MT19937 (M. Matsumoto and T. Nishimura, 1998) started from 32 bits, as NumPy's {@code
 * RandomState(seed)} and PyTorch's {@code manual_seed(seed)} start it. The libraries that annlab
 * has read the seed as a signed number, which gives another state from 2^31 on.
 */
final class MersenneTwister {
  private static final int LENGTH = 624;
  private static final int SHIFT = 397;
  private static final int TWIST = 0x9908b0df;
  private static final int INIT = 1812433253;

  private final int[] state = new int[LENGTH];
  private int next = LENGTH;

  MersenneTwister(int seed) {
    state[0] = seed;
    for (int i = 1; i < LENGTH; i++) {
      state[i] = INIT * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** The next 32 bits. */
  int nextInt() {
    if (next == LENGTH) {
      twist();
    }
    int word = state[next++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return word ^ (word >>> 18);
  }

  private void twist() {
    for (int i = 0; i < LENGTH; i++) {
      int bits = (state[i] & Integer.MIN_VALUE) | (state[(i + 1) % LENGTH] & Integer.MAX_VALUE);
      state[i] = state[(i + SHIFT) % LENGTH] ^ (bits >>> 1) ^ ((bits & 1) == 0 ? 0 : TWIST);
    }
    next = 0;
  }
}
