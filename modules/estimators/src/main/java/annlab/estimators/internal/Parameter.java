package annlab.estimators.internal;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A hyperparameter: what there is to say of it, once.
 *
 * @param name as scikit-learn writes it
 * @param range its type and range in scikit-learn's words
 * @param defaultValue scikit-learn's
 * @param defaultText the same, as scikit-learn writes it
 * @param meaning a noun phrase
 * @param reader reads a value of JSON
 * @param check refuses a value that is out of range
 * @param <T> the type of its values
 */
public record Parameter<T>(
    String name,
    String range,
    T defaultValue,
    String defaultText,
    String meaning,
    Reader<T> reader,
    Check<T> check) {
  /** Reads a value of JSON, or refuses it. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(Fields fields, String name, JsonNode json);
  }

  /** Refuses a value that is out of range. */
  @FunctionalInterface
  public interface Check<T> {
    void check(String owner, String name, T value);
  }
}
