package annlab.lab.claims;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * The distribution of a claim's number over seeds.
 *
 * @param runs how many seeds gave a number, at least 2
 * @param mean mean of the numbers
 * @param deviation their standard deviation (divided by runs - 1)
 * @param min the least
 * @param max the greatest
 * @param low lower end of the band that holds one new draw with a probability of 95 %
 * @param high its upper end
 */
public record SeedBand(
    int runs, double mean, double deviation, double min, double max, double low, double high) {
  private static final double COVERAGE = 0.95;

  /**
   * The band of some numbers: {@code mean +- t * deviation * sqrt(1 + 1 / n)} with Student's t of n
   * - 1 degrees of freedom, the prediction interval of one more number of a normal distribution.
   *
   * @param values one number for each seed, finite
   * @return the band; empty for fewer than two numbers
   */
  public static Optional<SeedBand> of(double... values) {
    if (values.length < 2 || Arrays.stream(values).anyMatch(value -> !Double.isFinite(value))) {
      return Optional.empty();
    }
    SummaryStatistics statistics = new SummaryStatistics();
    Arrays.stream(values).forEach(statistics::addValue);
    int n = values.length;
    // without a generator: the quantile draws nothing
    double t = new TDistribution(null, n - 1).inverseCumulativeProbability((1 + COVERAGE) / 2);
    double half = t * statistics.getStandardDeviation() * Math.sqrt(1 + 1.0 / n);
    return Optional.of(
        new SeedBand(
            n,
            statistics.getMean(),
            statistics.getStandardDeviation(),
            statistics.getMin(),
            statistics.getMax(),
            statistics.getMean() - half,
            statistics.getMean() + half));
  }

  /** The band of a claim over the verdicts of runs that differ in their seed. */
  public static Optional<SeedBand> of(String claim, List<List<Verdict>> runs) {
    return of(
        runs.stream()
            .flatMap(List::stream)
            .filter(verdict -> verdict.claim().id().equals(claim))
            .map(Verdict::measured)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray());
  }

  /**
   * Whether the chapter's number lies in the band.
   *
   * @param target the claim's target
   * @return true if it does, for an interval if the two meet; empty where the chapter has no number
   */
  public Optional<Boolean> contains(Target target) {
    if (target instanceof Target.Exact exact) {
      return Optional.of(low <= exact.value() && exact.value() <= high);
    } else if (target instanceof Target.Within within) {
      return Optional.of(low <= within.value() && within.value() <= high);
    } else if (target instanceof Target.Between between) {
      return Optional.of(low <= between.high() && between.low() <= high);
    }
    return Optional.empty();
  }

  /**
   * As JSON: {@code runs}, {@code mean}, {@code sd}, {@code min}, {@code max}, {@code low}, {@code
   * high} and, where the chapter has a number, whether the band {@code contains} it.
   *
   * @param target the claim's target
   * @return an object
   */
  public ObjectNode json(Target target) {
    ObjectNode object = Json.object();
    object.put("runs", runs);
    object.put("mean", mean);
    object.put("sd", deviation);
    object.put("min", min);
    object.put("max", max);
    object.put("low", low);
    object.put("high", high);
    contains(target).ifPresent(in -> object.put("contains", in));
    return object;
  }
}
