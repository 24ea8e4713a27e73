package annlab.networks.callbacks;

import annlab.networks.Epoch;
import java.util.Locale;

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

  double worst() {
    return higher ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  boolean better(double value, double best, double minDelta) {
    return higher ? value - minDelta > best : value + minDelta < best;
  }

  double of(Epoch epoch) {
    Double value = epoch.logs().get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' was not measured; there are "
              + epoch.logs().keySet()
              + (name.startsWith("val_") ? "; pass validation data to fit" : ""));
    }
    return value;
  }
}
