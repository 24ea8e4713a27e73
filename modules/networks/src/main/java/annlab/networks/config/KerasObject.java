package annlab.networks.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** What has a name and options in Keras' own vocabulary. */
public interface KerasObject {
  /**
   * The name of its class in Keras.
   *
   * @return the name in camel case, e.g. {@code RMSprop}
   */
  String kerasName();

  /**
   * Its options under Keras' names.
   *
   * @return numbers, strings, lists and maps, in the order of Keras' arguments
   */
  default Map<String, Object> options() {
    return Map.of();
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
