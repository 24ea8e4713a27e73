package annlab.networks.callbacks;

import annlab.networks.Epoch;
import annlab.networks.Training;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A value of each epoch that a callback watches.
 *
 * @param name Keras' name, e.g. {@code val_loss}
 * @param higher whether a higher value is better
 */
record Monitor(String name, boolean higher) {
  /** Keras' rule ("auto"): accuracies and the like shall rise, everything else shall fall. */
  static Monitor of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return new Monitor(
        name,
        lower.contains("acc")
            || lower.endsWith("auc")
            || lower.endsWith("precision")
            || lower.endsWith("recall"));
  }

  /**
   * The value among those that a training reports.
   *
   * @throws IllegalArgumentException if it will not be measured
   */
  Monitor in(Training training) {
    Map<String, Boolean> reported = training.higherIsBetter();
    if (reported.isEmpty()) {
      return this;
    }
    Boolean higherHere = reported.get(name);
    if (higherHere == null) {
      throw unmeasured(reported.keySet());
    }
    return new Monitor(name, higherHere);
  }

  double worst() {
    return higher ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** Whether a value is better; the first one always is, as in Keras. */
  boolean better(double value, double best, double minDelta) {
    if (best == worst()) {
      return true;
    }
    return higher ? value - minDelta > best : value + minDelta < best;
  }

  double of(Epoch epoch) {
    Double value = epoch.logs().get(name);
    if (value == null) {
      throw unmeasured(epoch.logs().keySet());
    }
    return value;
  }

  private IllegalArgumentException unmeasured(Set<String> names) {
    boolean validates = names.stream().anyMatch(each -> each.startsWith("val_"));
    return new IllegalArgumentException(
        "'"
            + name
            + "' is not measured; there are "
            + names
            + (name.startsWith("val_") && !validates ? "; pass validation data to fit" : ""));
  }
}
