package annlab.networks.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A name with its options, each of which must be read. */
public final class KerasOptions {
  private final String kind;
  private final String name;
  private final String key;
  private final boolean word;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<String> known = new ArrayList<>();

  private KerasOptions(String kind, String name, boolean word, Map<?, ?> values) {
    this.kind = kind;
    this.name = name;
    this.word = word;
    this.key = key(name);
    values.forEach((option, value) -> this.values.put(String.valueOf(option), value));
  }

  /**
   * Reads a name with its options, all of which must be known.
   *
   * @param kind what it is the name of, for messages
   * @param config a name, or a map from the name to the options
   * @param reader asks for each option that there is
   */
  public static <T> T read(String kind, @Nullable Object config, Function<KerasOptions, T> reader) {
    return of(kind, config).readAll(reader);
  }

  /** The same for one of Keras' calls, as {@code fit}, whose name is no choice. */
  public static <T> T readCall(
      String name, @Nullable Object config, Function<KerasOptions, T> reader) {
    return ofCall(name, config).readAll(reader);
  }

  private <T> T readAll(Function<KerasOptions, T> reader) {
    T read = reader.apply(this);
    if (!values.isEmpty()) {
      throw unknown(values.keySet().iterator().next(), known);
    }
    return read;
  }

  private static KerasOptions of(String kind, @Nullable Object config) {
    if (config instanceof String name) {
      return new KerasOptions(kind, name, true, Map.of());
    }
    if (config instanceof Map<?, ?> map && map.size() == 1) {
      Map.Entry<?, ?> entry = map.entrySet().iterator().next();
      if (entry.getValue() instanceof Map<?, ?> options) {
        return new KerasOptions(kind, String.valueOf(entry.getKey()), false, options);
      }
    }
    throw new IllegalArgumentException(
        kind + " must be a name or {name: {options}}, got " + config);
  }

  private static KerasOptions ofCall(String name, @Nullable Object config) {
    if (config instanceof Map<?, ?> options) {
      return new KerasOptions(name, name, false, options);
    }
    throw new IllegalArgumentException(name + " must be {option: value, ...}, got " + config);
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
   * @param usual its class's default for the option
   */
  public String ownName(String usual) {
    return word ? name : text("name", usual);
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

  private @Nullable Object take(String option) {
    known.add(option);
    return values.remove(option);
  }

  private IllegalArgumentException wrong(String option, String needed, @Nullable Object got) {
    return new IllegalArgumentException(
        option + " of " + name + " must be " + needed + ", got " + (got == null ? "nothing" : got));
  }

  public Object any(String option, Object usual) {
    Object value = take(option);
    return value == null ? usual : value;
  }

  /** An option that has no default, as it stands. */
  public Object required(String option, String needed) {
    Object value = take(option);
    if (value == null) {
      refuseMisspelt(option);
      throw wrong(option, needed, null);
    }
    return value;
  }

  public double number(String option) {
    Object value = take(option);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value == null) {
      refuseMisspelt(option);
    }
    throw wrong(option, "a number", value);
  }

  public double number(String option, double usual) {
    return values.get(option) == null ? any(usual, option) : number(option);
  }

  private double any(double usual, String option) {
    take(option);
    return usual;
  }

  public int whole(String option) {
    double value = number(option);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw wrong(option, "a whole number", value);
    }
    return (int) value;
  }

  public int whole(String option, int usual) {
    if (values.get(option) == null) {
      take(option);
      return usual;
    }
    return whole(option);
  }

  public boolean flag(String option) {
    return flag(option, false);
  }

  public boolean flag(String option, boolean usual) {
    Object value = any(option, usual);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(option, "true or false", value);
  }

  public String text(String option, String usual) {
    Object value = any(option, usual);
    if (value instanceof String text) {
      return text;
    }
    throw wrong(option, "a string", value);
  }

  public OptionalLong seed() {
    Object value = take("seed");
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue())) {
      return OptionalLong.of(number.longValue());
    }
    throw wrong("seed", "a whole number", value);
  }

  /** Numbers by whole numbers, which JSON writes as strings. */
  public Map<Integer, Double> numbersById(String option) {
    Object value = any(option, Map.of());
    String needed = "numbers by class id, as {\"0\": 1.5}";
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(option, needed, value);
    }
    Map<Integer, Double> numbers = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String id = String.valueOf(entry.getKey());
      if (!id.matches("\\d{1,9}") || !(entry.getValue() instanceof Number number)) {
        throw wrong(option, needed, value);
      }
      numbers.put(Integer.parseInt(id), number.doubleValue());
    }
    return numbers;
  }

  public List<?> list(String option) {
    Object value = any(option, List.of());
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong(option, "a list", value);
  }

  public List<Double> numbers(String option) {
    Object value = any(option, List.of());
    List<Double> numbers = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object element : list) {
        if (!(element instanceof Number number)) {
          throw wrong(option, "a list of numbers", value);
        }
        numbers.add(number.doubleValue());
      }
      return numbers;
    }
    throw wrong(option, "a list of numbers", value);
  }

  public List<Long> longs(String option) {
    Object given = values.get(option);
    List<Double> numbers = numbers(option);
    if (!numbers.stream().allMatch(number -> number == Math.rint(number))) {
      throw wrong(option, "a list of whole numbers", given);
    }
    return numbers.stream().map(Double::longValue).toList();
  }
}
