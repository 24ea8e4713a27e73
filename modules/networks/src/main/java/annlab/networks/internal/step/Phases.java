package annlab.networks.internal.step;

import java.util.LinkedHashMap;
import java.util.Map;

/** The time that a step takes, by phase; what is done to look at it is left out. */
final class Phases {
  private static final double NANOS = 1e9;

  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private long since;

  /** A phase begins here. */
  void begin() {
    since = System.nanoTime();
  }

  /** It ends here. */
  void end(String phase) {
    seconds.merge(phase, (System.nanoTime() - since) / NANOS, Double::sum);
  }

  Map<String, Double> seconds() {
    return seconds;
  }
}
