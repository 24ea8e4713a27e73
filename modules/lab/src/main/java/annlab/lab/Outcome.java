package annlab.lab;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers that a run measured.
 *
 * @param metrics final figures by name, as {@code test_accuracy}
 * @param measurements the number for each claim, by the claim's id; a claim left out was not run;
 *     NaN for an exhibit that has no number, as a figure
 */
public record Outcome(Map<String, Double> metrics, Map<String, Double> measurements) {
  public Outcome {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    measurements = Collections.unmodifiableMap(new LinkedHashMap<>(measurements));
  }
}
