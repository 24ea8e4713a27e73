package annlab.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The cost of a whole process, start-up included.
 *
 * @param name as {@code california-fit}
 * @param title what it does
 * @param seconds by who did it, ours first
 * @param megabytes largest resident memory by who did it, where it is known
 */
record ProcessResult(
    String name, String title, Map<String, Times> seconds, Map<String, Double> megabytes) {
  ProcessResult {
    seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
    megabytes = Collections.unmodifiableMap(new LinkedHashMap<>(megabytes));
  }
}
