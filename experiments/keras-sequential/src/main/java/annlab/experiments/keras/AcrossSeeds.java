package annlab.experiments.keras;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * One number from each of several seeds.
 *
 * @param values at least two
 */
public record AcrossSeeds(List<Double> values) {
  private static final double ONE_SIDED = 0.95;

  public AcrossSeeds {
    if (values.size() < 2) {
      throw new IllegalArgumentException(
          "a spread needs at least 2 seeds, got " + values.size() + "; train more of them");
    }
    values = List.copyOf(values);
  }

  public double mean() {
    return statistics().getMean();
  }

  /** Standard deviation of a sample. */
  public double deviation() {
    return statistics().getStandardDeviation();
  }

  /** What the mean over all seeds exceeds with a confidence of 95 % (Student's t, one-sided). */
  public double atLeast() {
    return mean() - margin();
  }

  /** What the mean over all seeds stays below, with the same confidence. */
  public double atMost() {
    return mean() + margin();
  }

  private double margin() {
    int n = values.size();
    double t = new TDistribution(n - 1).inverseCumulativeProbability(ONE_SIDED);
    return t * deviation() / Math.sqrt(n);
  }

  private DescriptiveStatistics statistics() {
    return new DescriptiveStatistics(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
