package annlab.networks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Loss and metrics on given rows.
 *
 * @param values Keras' names and values, {@code loss} first
 */
public record Evaluation(Map<String, Double> values) {
  public Evaluation {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * The loss.
   *
   * @return the mean over the rows, penalties included
   */
  public double loss() {
    return value("loss");
  }

  /**
   * One value.
   *
   * @param name Keras' name, e.g. {@code accuracy}
   * @return the value
   * @throws IllegalArgumentException if it was not measured
   */
  public double value(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "'" + name + "' was not measured; there are " + values.keySet());
    }
    return value;
  }
}
