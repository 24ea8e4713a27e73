package annlab.networks.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A name with its options, each of which must be read. */
public final class KerasOptions {
  private final String kind;
  private final String name;
  private final String key;
  private final boolean word;
  private final Map<String, JsonNode> values = new LinkedHashMap<>();
  private final List<String> known = new ArrayList<>();

  private KerasOptions(String kind, String name, JsonNode options) {
    this.kind = kind;
    this.name = name;
    this.word = options.isMissingNode();
    this.key = key(name);
    options.properties().forEach(option -> values.put(option.getKey(), option.getValue()));
  }

  /**
   * Reads a name with its options, all of which must be known.
   *
   * @param kind what it is the name of, for messages
   * @param config a name, or an object of the name with the options
   * @param reader asks for each option that there is
   */
  public static <T> T read(String kind, JsonNode config, Function<KerasOptions, T> reader) {
    return of(kind, config).readAll(reader);
  }

  /** The same for one of Keras' calls, as {@code fit}, whose name is no choice. */
  public static <T> T readCall(String name, JsonNode config, Function<KerasOptions, T> reader) {
    if (!config.isObject()) {
      throw new IllegalArgumentException(
          name + " must be {option: value, ...}, got " + Definition.printed(config));
    }
    return new KerasOptions(name, name, config).readAll(reader);
  }

  private <T> T readAll(Function<KerasOptions, T> reader) {
    T read = reader.apply(this);
    if (!values.isEmpty()) {
      throw unknown(values.keySet().iterator().next(), known);
    }
    return read;
  }

  private static KerasOptions of(String kind, JsonNode config) {
    if (config.isTextual()) {
      return new KerasOptions(kind, config.textValue(), MissingNode.getInstance());
    }
    if (config.isObject() && config.size() == 1) {
      Map.Entry<String, JsonNode> named = config.properties().iterator().next();
      if (named.getValue().isObject()) {
        return new KerasOptions(kind, named.getKey(), named.getValue());
      }
    }
    throw new IllegalArgumentException(
        kind + " must be a name or {name: {options}}, got " + Definition.printed(config));
  }

  /** A name in lower case without underscores. */
  public static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "");
  }

  public String key() {
    return key;
  }

  /**
   * What the object calls itself: where it is given by a word alone that word as written, else its
   * option {@code name}.
   *
   * @param defaultName its class's default for the option
   */
  public String ownName(String defaultName) {
    return word ? name : text("name", defaultName);
  }

  /** Refuses the name. */
  public IllegalArgumentException unknownName(List<String> names) {
    return Names.unknown(kind, name, names);
  }

  /** Refuses a word that stands for an option which must be there, but is missing. */
  private void refuseMisspelt(String option) {
    for (String word : values.keySet()) {
      if (Names.distance(word, option) <= 2) {
        throw unknown(word, List.of(option));
      }
    }
  }

  private IllegalArgumentException unknown(String word, List<String> options) {
    return Names.unknown(
        kind.equals(name) ? "option of " + name : "option of the " + kind + " " + name,
        word,
        options);
  }

  /** Takes an option; null where it is left out, or null. */
  private @Nullable JsonNode take(String option) {
    known.add(option);
    JsonNode value = values.remove(option);
    return value == null || value.isNull() ? null : value;
  }

  private JsonNode takeRequired(String option, String needed) {
    JsonNode value = take(option);
    if (value == null) {
      refuseMisspelt(option);
      throw wrong(option, needed, null);
    }
    return value;
  }

  private IllegalArgumentException wrong(String option, String needed, @Nullable JsonNode got) {
    return new IllegalArgumentException(
        option
            + " of "
            + name
            + " must be "
            + needed
            + ", got "
            + (got == null ? "nothing" : Definition.printed(got)));
  }

  /** An object of a family that has no default. */
  public <T> T required(String option, Registry<T> family, String needed) {
    return family.read(takeRequired(option, needed));
  }

  /** An object of a family. */
  public <T> T one(String option, Registry<T> family, String defaultName) {
    JsonNode value = take(option);
    return value == null ? family.read(defaultName) : family.read(value);
  }

  /** A number, or an object of a family. */
  public <T> T numberOrOne(
      String option, DoubleFunction<T> constant, Registry<T> family, double defaultValue) {
    JsonNode value = take(option);
    return value == null || value.isNumber()
        ? constant.apply(value == null ? defaultValue : value.doubleValue())
        : family.read(value);
  }

  public double number(String option) {
    return number(option, takeRequired(option, "a number"));
  }

  public double number(String option, double defaultValue) {
    JsonNode value = take(option);
    return value == null ? defaultValue : number(option, value);
  }

  private double number(String option, JsonNode value) {
    if (!value.isNumber()) {
      throw wrong(option, "a number", value);
    }
    return value.doubleValue();
  }

  public int integer(String option) {
    return integer(option, takeRequired(option, "a number"));
  }

  public int integer(String option, int defaultValue) {
    JsonNode value = take(option);
    return value == null ? defaultValue : integer(option, value);
  }

  private int integer(String option, JsonNode given) {
    double value = number(option, given);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw wrong(option, "a whole number", DoubleNode.valueOf(value));
    }
    return (int) value;
  }

  public boolean flag(String option) {
    return flag(option, false);
  }

  public boolean flag(String option, boolean defaultValue) {
    JsonNode value = take(option);
    if (value != null && !value.isBoolean()) {
      throw wrong(option, "true or false", value);
    }
    return value == null ? defaultValue : value.booleanValue();
  }

  public String text(String option, String defaultValue) {
    JsonNode value = take(option);
    if (value != null && !value.isTextual()) {
      throw wrong(option, "a string", value);
    }
    return value == null ? defaultValue : value.textValue();
  }

  public OptionalLong seed() {
    JsonNode value = take("seed");
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue())) {
      return OptionalLong.of(value.longValue());
    }
    throw wrong("seed", "a whole number", value);
  }

  /** Numbers by whole numbers, which JSON writes as strings. */
  public Map<Integer, Double> numbersById(String option) {
    JsonNode value = take(option);
    String needed = "numbers by class id, as {\"0\": 1.5}";
    if (value != null && !value.isObject()) {
      throw wrong(option, needed, value);
    }
    Map<Integer, Double> numbers = new LinkedHashMap<>();
    if (value != null) {
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        if (!entry.getKey().matches("\\d{1,9}") || !entry.getValue().isNumber()) {
          throw wrong(option, needed, value);
        }
        numbers.put(Integer.parseInt(entry.getKey()), entry.getValue().doubleValue());
      }
    }
    return numbers;
  }

  /** Objects, each read by itself. */
  public <T> List<T> list(String option, Function<JsonNode, T> reader) {
    return list(option, "a list", element -> true, reader);
  }

  private <T> List<T> list(
      String option, String needed, Predicate<JsonNode> fits, Function<JsonNode, T> reader) {
    JsonNode value = take(option);
    List<T> list = new ArrayList<>();
    if (value != null && !value.isArray()) {
      throw wrong(option, needed, value);
    }
    if (value != null) {
      for (JsonNode element : value) {
        if (!fits.test(element)) {
          throw wrong(option, needed, value);
        }
        list.add(reader.apply(element));
      }
    }
    return list;
  }

  public List<Double> numbers(String option) {
    return list(option, "a list of numbers", JsonNode::isNumber, JsonNode::doubleValue);
  }

  public List<Long> longs(String option) {
    JsonNode given = values.get(option);
    List<Double> numbers = numbers(option);
    if (!numbers.stream().allMatch(number -> number == Math.rint(number))) {
      throw wrong(option, "a list of whole numbers", given);
    }
    return numbers.stream().map(Double::longValue).toList();
  }
}
