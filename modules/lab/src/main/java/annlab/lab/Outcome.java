package annlab.lab;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The numbers that a run measured.
 *
 * @param metrics final figures by name, as {@code test_accuracy}
 * @param measurements the number for each claim, by the claim's id; NaN for an exhibit that has no
 *     number, as a figure
 * @param leftOut ids of the claims that a run with these settings cannot measure, as what only the
 *     published run's seed gives; a judged run that neither measures a claim nor leaves it out
 *     fails
 */
public record Outcome(
    Map<String, Double> metrics, Map<String, Double> measurements, Set<String> leftOut) {
  /**
   * Numbers for every claim.
   *
   * @param metrics final figures by name
   * @param measurements the number for each claim, by the claim's id
   */
  public Outcome(Map<String, Double> metrics, Map<String, Double> measurements) {
    this(metrics, measurements, Set.of());
  }

  public Outcome {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    measurements = Collections.unmodifiableMap(new LinkedHashMap<>(measurements));
    leftOut = Set.copyOf(leftOut);
  }
}
