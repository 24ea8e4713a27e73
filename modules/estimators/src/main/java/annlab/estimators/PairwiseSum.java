package annlab.estimators;

/**
 * NumPy's sum of contiguous numbers, {@code pairwise_sum} in its loops: eight sums side by side up
 * to 128 numbers, halves beyond.
 */
final class PairwiseSum {
  private static final int LANES = 8;
  private static final int BLOCK = 128;

  private PairwiseSum() {}

  static double of(double[] values) {
    return of(values, 0, values.length);
  }

  private static double of(double[] values, int from, int n) {
    if (n < LANES) {
      // NumPy starts at -0.0, which no sum but that of zeros can tell
      double sum = 0;
      for (int i = from; i < from + n; i++) {
        sum += values[i];
      }
      return sum;
    }
    if (n <= BLOCK) {
      double[] lanes = new double[LANES];
      System.arraycopy(values, from, lanes, 0, LANES);
      int i = LANES;
      for (; i < n - n % LANES; i += LANES) {
        for (int lane = 0; lane < LANES; lane++) {
          lanes[lane] += values[from + i + lane];
        }
      }
      double sum =
          ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
              + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
      for (; i < n; i++) {
        sum += values[from + i];
      }
      return sum;
    }
    int half = n / 2;
    half -= half % LANES;
    return of(values, from, half) + of(values, from + half, n - half);
  }
}
