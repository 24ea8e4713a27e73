package annlab.estimators.internal;

import annlab.estimators.internal.Parameter.Check;
import annlab.estimators.internal.Parameter.Reader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The hyperparameters of an estimator, each of which is declared by one call. */
public final class Parameters {
  private final Map<String, Parameter<?>> all = new LinkedHashMap<>();

  /** Declares a parameter of any type. */
  public <T> Parameter<T> any(
      String name,
      String range,
      T defaultValue,
      String defaultText,
      String meaning,
      Reader<T> reader,
      Check<T> check) {
    Parameter<T> parameter =
        new Parameter<>(name, range, defaultValue, defaultText, meaning, reader, check);
    all.put(name, parameter);
    return parameter;
  }

  public Parameter<Double> real(String name, Range range, double defaultValue, String meaning) {
    return any(
        name,
        range.words(),
        defaultValue,
        String.valueOf(defaultValue),
        meaning,
        Fields::number,
        range::check);
  }

  public Parameter<Integer> integer(String name, Range range, int defaultValue, String meaning) {
    return any(
        name,
        range.words(),
        defaultValue,
        String.valueOf(defaultValue),
        meaning,
        Fields::whole,
        range::check);
  }

  public Parameter<Boolean> flag(String name, boolean defaultValue, String meaning) {
    return any(
        name,
        "a bool",
        defaultValue,
        String.valueOf(defaultValue),
        meaning,
        Fields::flag,
        (owner, given, value) -> {});
  }

  /** Declares a choice of an enum, whose constants are written in lower case. */
  public <E extends Enum<E>> Parameter<E> choice(String name, E defaultValue, String meaning) {
    Class<E> type = defaultValue.getDeclaringClass();
    String range =
        Arrays.stream(type.getEnumConstants())
            .map(Parameters::quoted)
            .collect(Collectors.joining(", ", "a str among {", "}"));
    return any(
        name,
        range,
        defaultValue,
        quoted(defaultValue),
        meaning,
        (fields, given, json) -> fields.choice(given, json, type),
        (owner, given, value) -> {});
  }

  private static String quoted(Enum<?> constant) {
    return "'" + constant.name().toLowerCase(Locale.ROOT) + "'";
  }

  public List<Parameter<?>> all() {
    return List.copyOf(all.values());
  }
}
