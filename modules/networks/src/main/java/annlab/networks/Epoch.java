package annlab.networks;

import annlab.networks.config.JsonNumbers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
  private static final double NANOS_PER_SECOND = 1e9;

  public Epoch {
    logs = Collections.unmodifiableMap(new LinkedHashMap<>(logs));
  }

  /**
   * Wall time of the pass.
   *
   * @return in seconds
   */
  public double seconds() {
    return took.toNanos() / NANOS_PER_SECOND;
  }

  /**
   * As JSON, where a number that is not finite is a text.
   *
   * @return {@code number}, {@code logs}, {@code steps} and {@code seconds}
   */
  public ObjectNode json() {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("number", number);
    object.set("logs", JsonNumbers.of(logs));
    return object.put("steps", steps).put("seconds", seconds());
  }

  /**
   * Reads an epoch.
   *
   * @param json as {@link #json} gives it, or with {@code took_ns} in place of {@code seconds}, as
   *     in a checkpoint
   * @return the epoch
   * @throws IllegalArgumentException if it is none
   */
  public static Epoch of(JsonNode json) {
    JsonNode number = json.path("number");
    JsonNode logs = json.path("logs");
    JsonNode steps = json.path("steps");
    JsonNode seconds = json.path("seconds");
    JsonNode nanos = json.path("took_ns");
    boolean timed = seconds.isNumber() || nanos.isNumber();
    if (!number.isInt() || !logs.isObject() || !steps.isInt() || !timed) {
      throw new IllegalArgumentException("an epoch lacks its number, logs, steps or time");
    }
    return new Epoch(
        number.intValue(),
        JsonNumbers.map(logs),
        steps.intValue(),
        Duration.ofNanos(
            nanos.isNumber()
                ? nanos.longValue()
                : Math.round(seconds.doubleValue() * NANOS_PER_SECOND)));
  }
}
