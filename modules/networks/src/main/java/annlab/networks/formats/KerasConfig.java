package annlab.networks.formats;

import annlab.networks.config.Definition;
import annlab.networks.config.KerasObject;
import annlab.networks.config.KerasOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private static final JsonNode NEUTRAL =
      Definition.tree(
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
              Map.entry("implementation", 2)));

  private KerasConfig() {}

  /**
   * An object as this library's registries read it.
   *
   * @param object a name, or an object of Keras'
   * @param named whether its own name is kept, as a layer's is
   * @throws IllegalArgumentException if an option has a value that this library does not know
   */
  static JsonNode read(JsonNode object, boolean named) {
    if (!object.has(CLASS)) {
      return TextNode.valueOf(Definition.printed(object));
    }
    JsonNode config = object.path(CONFIG);
    if (config.isTextual()) { // a function that is written as an object
      return config;
    }
    String name = className(object);
    if (!config.isObject()) {
      throw new IllegalArgumentException(name + " has no config");
    }
    ObjectNode read = options(name, config);
    if (!named) {
      read.remove("name");
    }
    return JsonNodeFactory.instance.objectNode().set(name, read);
  }

  /** The name alone, if there are no options. */
  static JsonNode bare(JsonNode read) {
    return read.isObject() && read.elements().next().isEmpty()
        ? TextNode.valueOf(read.fieldNames().next())
        : read;
  }

  private static ObjectNode options(String name, JsonNode options) {
    ObjectNode read = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> each : options.properties()) {
      String option = each.getKey();
      JsonNode value = each.getValue();
      if (value.isNull() || IGNORED.contains(option)) {
        continue; // null is Keras' word for nothing, or for its default
      }
      JsonNode neutral = NEUTRAL.path(option);
      // an initializer's scale is a number, a layer's says whether there is one
      boolean other = value.isNumber() && neutral.booleanValue();
      if (!neutral.isMissingNode() && !other) {
        requireNeutral(name, option, neutral, value);
      } else if (!neutralList(option, value)) {
        read.set(option, option.endsWith("learning_rate") ? rate(value) : nested(value));
      }
    }
    return read;
  }

  private static void requireNeutral(String name, String option, JsonNode neutral, JsonNode value) {
    JsonNode single = value.isArray() && value.size() == 1 ? value.get(0) : value;
    boolean same =
        (neutral.isNumber() && single.isNumber())
            ? neutral.doubleValue() == single.doubleValue()
            : neutral.equals(single);
    boolean legacy = option.equals("reduction") && "auto".equals(value.textValue());
    boolean last = option.equals("axis") && single.isInt() && single.intValue() == 1;
    boolean anyOrder = option.equals("implementation");
    if (!same && !legacy && !last && !anyOrder) {
      throw new IllegalArgumentException(
          option
              + " of "
              + name
              + " can only be "
              + Definition.printed(neutral)
              + " here, got "
              + Definition.printed(value));
    }
  }

  /** A list that holds nothing, as Keras writes an option of several objects without any. */
  private static boolean neutralList(String option, JsonNode value) {
    return value.isArray() && value.isEmpty() && !option.equals("boundaries");
  }

  /** A rate of float32 as the shortest number that is the same there: 0.01, not 0.00999999977. */
  private static JsonNode rate(JsonNode value) {
    float single = value.floatValue();
    return value.isDouble() && single == value.doubleValue()
        ? DoubleNode.valueOf(Double.parseDouble(Float.toString(single)))
        : nested(value);
  }

  private static JsonNode nested(JsonNode value) {
    return value.has(CLASS) ? bare(read(value, false)) : value;
  }

  /** An object as Keras reads it. */
  static Map<String, Object> write(KerasObject object) {
    return write(object.kerasModule(), object.kerasName(), options(object, object.kerasOptions()));
  }

  /** Options with the object's parts as Keras reads them. */
  static Map<String, Object> options(KerasObject object, Map<String, Object> plain) {
    Map<String, Object> options = new LinkedHashMap<>(plain);
    object.parts().forEach((name, part) -> options.put(name, write(part)));
    return options;
  }

  /**
   * An object as Keras reads it.
   *
   * @param module of Keras, e.g. {@code keras.layers}
   */
  static Map<String, Object> write(String module, String type, Map<String, Object> options) {
    Map<String, Object> object =
        KerasObject.options("module", module, CLASS, type, CONFIG, options);
    object.put("registered_name", null);
    return object;
  }

  /** The class of an object, for messages. */
  static String className(JsonNode object) {
    String name = Definition.printed(object.isObject() ? object.path(CLASS) : object);
    return name.startsWith(CUSTOM) ? name.substring(CUSTOM.length()) : name;
  }

  /** Two names of the same object in Keras' two ways of writing. */
  static boolean same(String name, String other) {
    return KerasOptions.key(name).equals(KerasOptions.key(other));
  }

  /** Numbers of any nesting. */
  static List<Double> numbers(JsonNode value) {
    List<Double> numbers = new ArrayList<>();
    if (value.isNumber()) {
      numbers.add(value.doubleValue());
    } else if (value.isArray()) {
      value.forEach(element -> numbers.addAll(numbers(element)));
    }
    return numbers;
  }
}
