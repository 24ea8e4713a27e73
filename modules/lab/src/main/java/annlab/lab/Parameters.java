package annlab.lab;

import annlab.lab.settings.Json;
import annlab.networks.Precision;
import annlab.networks.StepChoice;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of a run.
 *
 * @param seed the root of every random stream of the run
 * @param epochs passes over the training data; 0 where the experiment counts none
 * @param rows training rows used; 0 for all
 * @param others further settings by name, as {@code learning_rate}, values as printed
 */
public record Parameters(long seed, int epochs, int rows, Map<String, String> others) {
  /** The settings that every run has; each is an integer. */
  public static final List<String> COMMON = List.of("seed", "epochs", "rows");

  private static final String STEP = "step";
  private static final String TYPE = "type";

  public Parameters {
    if (epochs < 0) {
      throw new IllegalArgumentException("epochs must be in [0, inf), got " + epochs);
    }
    if (rows < 0) {
      throw new IllegalArgumentException("rows must be in [0, inf), got " + rows);
    }
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
  }

  /**
   * Settings without further ones.
   *
   * @param seed the root of every random stream
   * @param epochs passes over the training data
   * @return all rows
   */
  public static Parameters of(long seed, int epochs) {
    return new Parameters(seed, epochs, 0, Map.of());
  }

  /**
   * As JSON: {@code seed}, {@code epochs} and {@code rows}, then the further settings as texts.
   *
   * @return an object
   */
  public ObjectNode json() {
    ObjectNode object = Json.object().put("seed", seed).put("epochs", epochs).put("rows", rows);
    others.forEach(object::put);
    return object;
  }

  /**
   * Reads settings.
   *
   * @param json as {@link #json} gives it
   * @return the settings; 0 for a number that is missing
   */
  public static Parameters of(JsonNode json) {
    Map<String, String> others = Json.texts(json);
    others.keySet().removeAll(COMMON);
    return new Parameters(
        json.path("seed").asLong(), json.path("epochs").asInt(), json.path("rows").asInt(), others);
  }

  /**
   * An integer among the further settings.
   *
   * @param name its name
   * @return its value
   * @throws IllegalArgumentException if there is none of that name, or it is no integer
   */
  public int setting(String name) {
    String value = others.get(name);
    if (value == null) {
      throw new IllegalArgumentException("setting " + name + " is missing; there are " + others);
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "setting " + name + " must be an integer, got '" + value + "'", e);
    }
  }

  /**
   * The same with another seed.
   *
   * @param newSeed the seed
   * @return a copy
   */
  public Parameters withSeed(long newSeed) {
    return new Parameters(newSeed, epochs, rows, others);
  }

  /**
   * The same with another number of epochs.
   *
   * @param newEpochs the number of epochs, at least 1
   * @return a copy
   */
  public Parameters withEpochs(int newEpochs) {
    return new Parameters(seed, newEpochs, rows, others);
  }

  /**
   * The same with another number of training rows.
   *
   * @param newRows the rows, 0 for all
   * @return a copy
   */
  public Parameters withRows(int newRows) {
    return new Parameters(seed, epochs, newRows, others);
  }

  /**
   * The same with a named implementation of the training step. It changes rounding only, so such a
   * run is judged like any other.
   *
   * @param step what computes a step where the experiment leaves it open
   * @return a copy
   */
  public Parameters withStep(StepChoice step) {
    Map<String, String> all = new LinkedHashMap<>(others);
    all.put(STEP, step.toString());
    return new Parameters(seed, epochs, rows, all);
  }

  /**
   * The implementation of the training step.
   *
   * @return {@link StepChoice#AUTO} if none is named
   */
  public StepChoice step() {
    String name = others.get(STEP);
    return name == null ? StepChoice.AUTO : StepChoice.of(name);
  }

  /**
   * The same in another precision. The claims were made for the experiment's own, so such a run
   * judges nothing.
   *
   * @param precision what models compute in
   * @return a copy
   */
  public Parameters withPrecision(Precision precision) {
    Map<String, String> all = new LinkedHashMap<>(others);
    all.remove(TYPE); // float is what experiments are in by themselves
    if (precision != Precision.FLOAT) {
      all.put(TYPE, precision.toString());
    }
    return new Parameters(seed, epochs, rows, all);
  }

  /**
   * What models compute in.
   *
   * @return {@link Precision#FLOAT} if nothing is named
   */
  public Precision precision() {
    String name = others.get(TYPE);
    return name == null ? Precision.FLOAT : Precision.of(name);
  }

  /**
   * Whether a run with these settings may judge claims made for others: all but the seed and the
   * step equal.
   *
   * @param own the experiment's own settings
   * @return true if epochs, rows and the others are equal
   */
  public boolean matchesDefaults(Parameters own) {
    return epochs == own.epochs
        && rows == own.rows
        && withoutStep(others).equals(withoutStep(own.others));
  }

  private static Map<String, String> withoutStep(Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.remove(STEP);
    return all;
  }
}
