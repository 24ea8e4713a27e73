package annlab.networks.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What has a name and options in Keras' own vocabulary. */
public interface KerasObject {
  /**
   * The name of its class in Keras.
   *
   * @return the name in camel case, e.g. {@code RMSprop}
   */
  String kerasName();

  /**
   * Where its class stands in Keras.
   *
   * @return a module, e.g. {@code keras.optimizers}
   */
  String kerasModule();

  /**
   * Its options under Keras' names.
   *
   * @return numbers, strings, lists and maps, in the order of Keras' arguments
   */
  default Map<String, Object> options() {
    return Map.of();
  }

  /**
   * The options that Keras has, without those that only this library knows.
   *
   * @return as {@link #options}
   */
  default Map<String, Object> kerasOptions() {
    return options();
  }

  /**
   * The options that are objects with a name and options of their own.
   *
   * @return objects by the names of their options
   */
  default Map<String, KerasObject> parts() {
    return Map.of();
  }

  /**
   * What it has that Keras does not have.
   *
   * @return a noun, e.g. {@code the loss Scaled}; empty if Keras knows all of it
   */
  default Optional<String> missingInKeras() {
    return Optional.empty();
  }

  /**
   * Its description, as its family's {@link Registry} reads it.
   *
   * @return the name, or a map from the name to the options
   */
  default Object config() {
    return options().isEmpty() ? kerasName() : Map.of(kerasName(), options());
  }

  /**
   * Options in the order given.
   *
   * @param pairs names and values by turns
   * @return a map of them
   */
  static Map<String, Object> options(Object... pairs) {
    Map<String, Object> options = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      options.put((String) pairs[i], pairs[i + 1]);
    }
    return options;
  }
}
