package annlab.sweep.specification;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The members of a JSON object, read by name and type.
 *
 * @param owner what the object describes, for messages
 * @param json the object
 */
record Members(String owner, JsonNode json) {
  Members {
    if (!json.isObject()) {
      throw new IllegalArgumentException(owner + " must be a JSON object, got " + json);
    }
  }

  /** Refuses members of other names: a typing error must not pass unnoticed. */
  void requireKnown(List<String> known) {
    for (var member : json.properties()) {
      if (!known.contains(member.getKey())) {
        throw new IllegalArgumentException(
            owner
                + " has no member '"
                + member.getKey()
                + "'; there are "
                + String.join(", ", known));
      }
    }
  }

  Optional<JsonNode> find(String name) {
    return Optional.ofNullable(json.get(name));
  }

  Optional<String> text(String name) {
    Optional<JsonNode> found = find(name);
    if (found.filter(node -> !node.isTextual()).isPresent()) {
      throw wrong(name, "a text", found.get());
    }
    return found.map(JsonNode::textValue);
  }

  boolean flag(String name, boolean otherwise) {
    Optional<JsonNode> found = find(name);
    if (found.filter(node -> !node.isBoolean()).isPresent()) {
      throw wrong(name, "true or false", found.get());
    }
    return found.map(JsonNode::booleanValue).orElse(otherwise);
  }

  int count(String name, int least, int otherwise) {
    Optional<JsonNode> found = find(name);
    return found.map(node -> integer(name, node, least)).orElse(otherwise);
  }

  private int integer(String name, JsonNode node, int least) {
    if (!node.canConvertToExactIntegral() || !node.canConvertToInt() || node.intValue() < least) {
      throw wrong(name, "an integer of at least " + least, node);
    }
    return node.intValue();
  }

  long number(String name, long otherwise) {
    Optional<JsonNode> found = find(name);
    if (found
        .filter(node -> !node.canConvertToExactIntegral() || !node.canConvertToLong())
        .isPresent()) {
      throw wrong(name, "an integer", found.get());
    }
    return found.map(JsonNode::longValue).orElse(otherwise);
  }

  /** Integers that grow, as epochs at which trials are compared. */
  List<Integer> growing(String name) {
    JsonNode given =
        find(name).orElseThrow(() -> wrong(name, "a list of integers that grow", json));
    List<Integer> numbers = new ArrayList<>();
    if (given.isArray()) {
      given.forEach(node -> numbers.add(integer(name, node, 1)));
    }
    for (int i = 1; i < numbers.size(); i++) {
      if (numbers.get(i) <= numbers.get(i - 1)) {
        throw wrong(name, "integers that grow", given);
      }
    }
    if (numbers.isEmpty()) {
      throw wrong(name, "a list of integers that grow, as [3, 9, 27]", given);
    }
    return numbers;
  }

  IllegalArgumentException wrong(String name, String expected, JsonNode got) {
    return new IllegalArgumentException(
        owner + ": " + name + " must be " + expected + ", got " + got);
  }

  /** A list of values, each once. */
  static List<JsonNode> values(String owner, JsonNode given) {
    if (!given.isArray() || given.isEmpty()) {
      throw new IllegalArgumentException(
          owner + " must be a list of at least one value, got " + given);
    }
    Set<JsonNode> seen = new HashSet<>();
    List<JsonNode> values = new ArrayList<>();
    for (JsonNode value : given) {
      if (!seen.add(value)) {
        throw new IllegalArgumentException(
            owner + " has " + value + " twice; name each value once");
      }
      values.add(value);
    }
    return values;
  }
}
