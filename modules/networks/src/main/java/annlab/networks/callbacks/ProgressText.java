package annlab.networks.callbacks;

import java.util.Locale;
import java.util.Map;

/** Numbers and times as Keras prints them (utils/generic_utils.py, Progbar). */
final class ProgressText {
  private ProgressText() {}

  /** {@code - loss: 0.7220 - accuracy: 0.7649}. */
  static String values(Map<String, Double> logs) {
    StringBuilder out = new StringBuilder();
    logs.forEach(
        (name, value) -> out.append(" - ").append(name).append(": ").append(number(value)));
    return out.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) > 1e-3 ? "%.4f" : "%.4e", value);
  }

  /** {@code 4s 2ms/step}. */
  static String times(double seconds, int steps) {
    return String.format(Locale.ROOT, "%.0fs %s/step", seconds, each(seconds / steps));
  }

  private static String each(double seconds) {
    if (seconds >= 1) {
      return String.format(Locale.ROOT, "%.0fs", seconds);
    }
    return seconds >= 1e-3
        ? String.format(Locale.ROOT, "%.0fms", seconds * 1e3)
        : String.format(Locale.ROOT, "%.0fus", seconds * 1e6);
  }

  /** {@code 12s}, {@code 1:05} or {@code 1:02:03}. */
  static String remaining(double seconds) {
    long whole = Math.round(seconds);
    if (whole >= 3600) {
      return String.format(
          Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole % 3600 / 60, whole % 60);
    }
    return whole >= 60
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : whole + "s";
  }
}
