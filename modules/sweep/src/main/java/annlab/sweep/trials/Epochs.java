package annlab.sweep.trials;

import annlab.lab.settings.Json;
import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Training;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Tells whoever ordered a trial of each of its epochs, numbered on through all its trainings. */
public final class Epochs implements Callback {
  private final Consumer<Epoch> audience;
  private int offset;
  private int next;

  Epochs(Consumer<Epoch> audience) {
    this.audience = audience;
  }

  @Override
  public void trainBegin(Training training) {
    offset = next;
  }

  @Override
  public void epochEnd(Training training, Epoch epoch) {
    int number = offset + epoch.number();
    next = Math.max(next, number + 1);
    audience.accept(new Epoch(number, epoch.logs(), epoch.steps(), epoch.took()));
  }

  /**
   * An epoch as JSON; numbers that are not finite are texts.
   *
   * @param epoch the epoch
   * @return an object
   */
  public static ObjectNode json(Epoch epoch) {
    ObjectNode object = Json.object().put("number", epoch.number());
    ObjectNode logs = object.putObject("logs");
    epoch
        .logs()
        .forEach(
            (name, value) -> {
              if (Double.isFinite(value)) {
                logs.put(name, value);
              } else {
                logs.put(name, Double.toString(value));
              }
            });
    return object.put("steps", epoch.steps()).put("nanos", epoch.took().toNanos());
  }

  /**
   * Reads an epoch.
   *
   * @param json as {@link #json} gives it
   * @return the epoch
   */
  public static Epoch of(JsonNode json) {
    Map<String, Double> logs = new LinkedHashMap<>();
    json.path("logs")
        .properties()
        .forEach(
            entry ->
                logs.put(
                    entry.getKey(),
                    entry.getValue().isNumber()
                        ? entry.getValue().doubleValue()
                        : Double.valueOf(entry.getValue().asText())));
    return new Epoch(
        json.path("number").asInt(),
        logs,
        json.path("steps").asInt(),
        Duration.ofNanos(json.path("nanos").asLong()));
  }
}
