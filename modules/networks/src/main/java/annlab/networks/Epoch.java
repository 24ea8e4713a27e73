package annlab.networks;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one pass over the training data gave.
 *
 * @param number 0-based, as in Keras' {@code History.epoch}
 * @param logs Keras' names and values, in Keras' order: {@code loss}, {@code accuracy}, {@code
 *     val_loss}, {@code val_accuracy}
 * @param steps mini-batches trained
 * @param took wall time of the pass, without validation
 */
public record Epoch(int number, Map<String, Double> logs, int steps, Duration took) {
  public Epoch {
    logs = Collections.unmodifiableMap(new LinkedHashMap<>(logs));
  }
}
