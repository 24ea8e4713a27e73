package annlab.networks.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * How numbers are distributed.
 *
 * @param meanMagnitude mean of the absolute values
 * @param mean mean
 * @param standardDeviation of the whole, divided by the count
 * @param low the smallest finite number; NaN if there is none
 * @param high the largest finite number; NaN if there is none
 * @param counts how many finite numbers lie in each of {@link #BINS} intervals of equal width from
 *     {@code low} to {@code high}; all in the first where they are equal; empty if there are none
 */
public record Distribution(
    double meanMagnitude,
    double mean,
    double standardDeviation,
    double low,
    double high,
    List<Integer> counts) {
  /** Intervals of a histogram. */
  public static final int BINS = 30;

  public Distribution {
    counts = List.copyOf(counts);
  }

  /**
   * The distribution of the first numbers of an array. Its sums are taken in double precision, in
   * the order of the numbers.
   *
   * @param values the numbers
   * @param count how many of them, at least 1
   * @return their distribution; NaN or infinity among them makes the means so
   */
  public static Distribution of(double[] values, int count) {
    double magnitudes = 0;
    double sum = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      double value = values[i];
      magnitudes += Math.abs(value);
      sum += value;
      if (Math.abs(value) <= Double.MAX_VALUE) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    double mean = sum / count;
    if (low > high) {
      return new Distribution(
          magnitudes / count, mean, Double.NaN, Double.NaN, Double.NaN, List.of());
    }
    int[] bins = new int[BINS];
    double squares = 0;
    double perBin = high > low ? BINS / (high - low) : 0;
    for (int i = 0; i < count; i++) {
      double value = values[i];
      squares += (value - mean) * (value - mean);
      if (Math.abs(value) <= Double.MAX_VALUE) {
        bins[Math.min(BINS - 1, (int) ((value - low) * perBin))]++;
      }
    }
    List<Integer> counts = new ArrayList<>(BINS);
    for (int bin : bins) {
      counts.add(bin);
    }
    return new Distribution(
        magnitudes / count, mean, Math.sqrt(squares / count), low, high, counts);
  }

  /**
   * The mean of the squares.
   *
   * @return {@code mean^2 + standardDeviation^2}
   */
  public double meanSquare() {
    return mean * mean + standardDeviation * standardDeviation;
  }
}
