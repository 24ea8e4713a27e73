package annlab.networks.formats;

import annlab.networks.config.KerasOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One object of Keras' files, {@code {"module": ..., "class_name": ..., "config": {...}}}, to and
 * from this library's way of writing it, {@code {name: {options}}}. Options that only have their
 * neutral value here are left out; another value is refused.
 */
final class KerasConfig {
  static final String CLASS = "class_name";
  static final String CONFIG = "config";

  /** Before the class of Keras 2's own optimizers in its HDF5 files. */
  private static final String CUSTOM = "Custom>";

  /** What does not change what a trained model computes, or is looked at elsewhere. */
  private static final Set<String> IGNORED =
      Set.of(
          "dtype",
          "batch_input_shape",
          "batch_shape",
          "beta_initializer",
          "gamma_initializer",
          "moving_mean_initializer",
          "moving_variance_initializer",
          "renorm_momentum",
          "ema_momentum",
          "ema_overwrite_frequency",
          "jit_compile",
          "is_legacy_optimizer",
          "synchronized",
          "fused",
          "num_thresholds",
          "summation_method",
          "build_config",
          "optional",
          "input_dim");

  /** Options that this library does not have, with the only value that they may have. */
  private static final Map<String, Object> NEUTRAL =
      Map.ofEntries(
          Map.entry("trainable", true),
          Map.entry("use_bias", true),
          Map.entry("center", true),
          Map.entry("scale", true),
          Map.entry("renorm", false),
          Map.entry("invert", false),
          Map.entry("sparse", false),
          Map.entry("ragged", false),
          Map.entry("axis", -1),
          Map.entry("data_format", "channels_last"),
          Map.entry("amsgrad", false),
          Map.entry("centered", false),
          Map.entry("use_ema", false),
          Map.entry("decay", 0),
          Map.entry("from_logits", false),
          Map.entry("label_smoothing", 0),
          Map.entry("reduction", "sum_over_batch_size"),
          Map.entry("curve", "ROC"),
          Map.entry("multi_label", false),
          Map.entry("warmup_steps", 0),
          Map.entry("implementation", 2));

  private KerasConfig() {}

  /**
   * An object as this library's registries read it.
   *
   * @param object a name, or an object of Keras'
   * @param named whether its own name is kept, as a layer's is
   * @throws IllegalArgumentException if an option has a value that this library does not know
   */
  static Object read(@Nullable Object object, boolean named) {
    if (!(object instanceof Map<?, ?> map) || !map.containsKey(CLASS)) {
      return String.valueOf(object);
    }
    Object config = map.get(CONFIG);
    if (config instanceof String function) { // a function that is written as an object
      return function;
    }
    String name = className(map);
    if (!(config instanceof Map<?, ?> options)) {
      throw new IllegalArgumentException(name + " has no config");
    }
    Map<String, Object> read = options(name, options);
    if (!named) {
      read.remove("name");
    }
    return Map.of(name, read);
  }

  private static Map<String, Object> options(String name, Map<?, ?> options) {
    Map<String, Object> read = new LinkedHashMap<>();
    options.forEach(
        (key, value) -> {
          String option = String.valueOf(key);
          if (value == null || IGNORED.contains(option)) {
            return; // null is Keras' word for nothing, or for its default
          }
          // an initializer's scale is a number, a layer's says whether there is one
          boolean other = value instanceof Number && Boolean.TRUE.equals(NEUTRAL.get(option));
          Object neutral = other ? null : NEUTRAL.get(option);
          if (neutral != null) {
            requireNeutral(name, option, neutral, value);
          } else if (!neutralList(option, value)) {
            read.put(option, option.endsWith("learning_rate") ? rate(value) : nested(value));
          }
        });
    return read;
  }

  private static void requireNeutral(String name, String option, Object neutral, Object value) {
    Object single = value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
    boolean same =
        (neutral instanceof Number number && single instanceof Number given)
            ? number.doubleValue() == given.doubleValue()
            : neutral.equals(single);
    boolean legacy = option.equals("reduction") && value.equals("auto");
    boolean last = option.equals("axis") && Integer.valueOf(1).equals(single);
    boolean anyOrder = option.equals("implementation");
    if (!same && !legacy && !last && !anyOrder) {
      throw new IllegalArgumentException(
          option + " of " + name + " can only be " + neutral + " here, got " + value);
    }
  }

  /** A list that holds nothing, as Keras writes an option of several objects without any. */
  private static boolean neutralList(String option, Object value) {
    return value instanceof List<?> list && list.isEmpty() && !option.equals("boundaries");
  }

  /** A rate of float32 as the shortest number that is the same there: 0.01, not 0.00999999977. */
  private static Object rate(Object value) {
    return value instanceof Double number && (double) number.floatValue() == number
        ? Double.valueOf(Float.toString(number.floatValue()))
        : nested(value);
  }

  private static Object nested(Object value) {
    if (value instanceof Map<?, ?> map && map.containsKey(CLASS)) {
      Object read = read(map, false);
      return read instanceof Map<?, ?> made
              && made.values().iterator().next() instanceof Map<?, ?> options
              && options.isEmpty()
          ? made.keySet().iterator().next()
          : read;
    }
    return value;
  }

  /**
   * An object as Keras reads it.
   *
   * @param module of Keras, e.g. {@code keras.layers}
   * @param config a name, or a map from the name to the options
   */
  static Map<String, Object> write(String module, Object config) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("module", module);
    if (config instanceof Map<?, ?> map) {
      Map.Entry<?, ?> entry = map.entrySet().iterator().next();
      object.put(CLASS, entry.getKey());
      object.put(CONFIG, entry.getValue());
    } else {
      object.put(CLASS, config);
      object.put(CONFIG, Map.of());
    }
    object.put("registered_name", null);
    return object;
  }

  /** The class of an object, for messages. */
  static String className(@Nullable Object object) {
    String name = String.valueOf(object instanceof Map<?, ?> map ? map.get(CLASS) : object);
    return name.startsWith(CUSTOM) ? name.substring(CUSTOM.length()) : name;
  }

  /** The options of an object; none if it has no map of them. */
  static Map<?, ?> config(@Nullable Object object) {
    return object instanceof Map<?, ?> map && map.get(CONFIG) instanceof Map<?, ?> config
        ? config
        : Map.of();
  }

  /** Two names of the same object in Keras' two ways of writing. */
  static boolean same(String name, String other) {
    return KerasOptions.key(name).equals(KerasOptions.key(other));
  }

  /** Numbers of any nesting. */
  static List<Double> numbers(@Nullable Object value) {
    List<Double> numbers = new ArrayList<>();
    if (value instanceof Number number) {
      numbers.add(number.doubleValue());
    } else if (value instanceof List<?> list) {
      list.forEach(element -> numbers.addAll(numbers(element)));
    }
    return numbers;
  }
}
