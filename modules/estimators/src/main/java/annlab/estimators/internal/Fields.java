package annlab.estimators.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;

/**
 * The fields of a JSON object, read by name and type.
 *
 * @param owner what the object describes, for messages
 * @param json the object
 */
public record Fields(String owner, JsonNode json) {
  public static final long MAX_SEED = 0xffffffffL;

  public Fields {
    if (!json.isObject()) {
      throw new IllegalArgumentException(owner + " must be a JSON object, got " + json);
    }
  }

  /** Refuses fields of other names: a typing error must not pass unnoticed. */
  public void requireKnown(Set<String> known) {
    for (var field : json.properties()) {
      if (!known.contains(field.getKey())) {
        throw new IllegalArgumentException(
            "Invalid parameter '"
                + field.getKey()
                + "' for "
                + owner
                + ". Valid parameters are: "
                + known.stream().sorted().toList());
      }
    }
  }

  /** The field of a name; empty if it is left out or null. */
  public Optional<JsonNode> find(String name) {
    return Optional.ofNullable(json.get(name)).filter(node -> !node.isNull());
  }

  public double number(String name, double defaultValue) {
    return find(name).map(node -> number(name, node)).orElse(defaultValue);
  }

  public int count(String name, int defaultValue) {
    return find(name).map(node -> whole(name, node)).orElse(defaultValue);
  }

  public boolean flag(String name, boolean defaultValue) {
    return find(name).map(node -> flag(name, node)).orElse(defaultValue);
  }

  public double number(String name, JsonNode node) {
    if (!node.isNumber()) {
      throw wrong(name, "a float", node);
    }
    return node.doubleValue();
  }

  public int whole(String name, JsonNode node) {
    if (!node.canConvertToExactIntegral() || !node.canConvertToInt()) {
      throw wrong(name, "an int", node);
    }
    return node.intValue();
  }

  public long seed(String name, JsonNode node) {
    boolean fits = node.isIntegralNumber() && node.canConvertToLong();
    if (!fits || node.longValue() < 0 || node.longValue() > MAX_SEED) {
      throw wrong(name, "an int in the range [0, 4294967295] or None", node);
    }
    return node.longValue();
  }

  /** scikit-learn's {@code verbose}: true or false, or an int of which any but 0 is true. */
  public boolean verbose(String name, JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 0) {
      return node.intValue() > 0;
    }
    if (!node.isBoolean()) {
      throw wrong(name, "an int in the range [0, inf) or an instance of 'bool'", node);
    }
    return node.booleanValue();
  }

  /** Checks a number that has no effect here as scikit-learn checks it. */
  public void unused(String name, String expected, DoublePredicate holds) {
    Optional<JsonNode> node = find(name);
    if (node.isPresent() && !(node.get().isNumber() && holds.test(node.get().doubleValue()))) {
      throw wrong(name, expected, node.get());
    }
  }

  public boolean flag(String name, JsonNode node) {
    if (!node.isBoolean()) {
      throw wrong(name, "an instance of 'bool'", node);
    }
    return node.booleanValue();
  }

  /** The constant of an enum, written in lower case. */
  public <E extends Enum<E>> E choice(String name, JsonNode node, Class<E> type) {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String lower = constant.name().toLowerCase(Locale.ROOT);
      if (node.isTextual() && node.textValue().equals(lower)) {
        return constant;
      }
      names.add("'" + lower + "'");
    }
    throw wrong(name, "a str among {" + String.join(", ", names) + "}", node);
  }

  /** Refuses a parameter that would change the result and is not supported. */
  public void only(String name, String supported, boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException(
          "The '"
              + name
              + "' parameter of "
              + owner
              + " must be "
              + supported
              + " here. Got "
              + printed(json.path(name))
              + " instead.");
    }
  }

  public IllegalArgumentException wrong(String name, String expected, JsonNode got) {
    return wrong(owner, name, expected, printed(got));
  }

  public static IllegalArgumentException wrong(
      String owner, String name, String expected, String got) {
    return new IllegalArgumentException(
        "The '"
            + name
            + "' parameter of "
            + owner
            + " must be "
            + expected
            + ". Got "
            + got
            + " instead.");
  }

  private static String printed(JsonNode node) {
    if (node.isNull()) {
      return "None";
    }
    return node.isTextual() ? "'" + node.textValue() + "'" : node.toString();
  }
}
