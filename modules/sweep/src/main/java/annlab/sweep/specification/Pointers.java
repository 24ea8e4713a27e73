package annlab.sweep.specification;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Places in a specification, as JSON pointers (RFC 6901) name them. */
final class Pointers {
  private Pointers() {}

  /**
   * Puts a value where a pointer leads: over what is there, or as a new member of an object that is
   * there.
   *
   * @throws IllegalArgumentException if it leads nowhere
   */
  static void put(JsonNode document, String pointer, JsonNode value) {
    JsonPointer path = parsed(pointer);
    JsonNode parent = document.at(path.head());
    JsonPointer last = path.last();
    if (parent instanceof ObjectNode object) {
      object.set(last.getMatchingProperty(), value);
    } else if (parent instanceof ArrayNode array
        && last.mayMatchElement()
        && last.getMatchingIndex() < array.size()) {
      array.set(last.getMatchingIndex(), value);
    } else {
      throw nowhere(document, path);
    }
  }

  static JsonPointer parsed(String pointer) {
    try {
      JsonPointer path = JsonPointer.compile(pointer);
      if (!path.matches()) {
        return path;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(wrong(pointer), e);
    }
    throw new IllegalArgumentException(wrong(pointer));
  }

  private static String wrong(String pointer) {
    return "'"
        + pointer
        + "' is no JSON pointer; one looks like /compile/optimizer/SGD/learning_rate";
  }

  private static IllegalArgumentException nowhere(JsonNode document, JsonPointer path) {
    JsonPointer there = path.head();
    while (document.at(there).isMissingNode()) {
      there = there.head();
    }
    JsonNode last = document.at(there);
    return new IllegalArgumentException(
        path
            + " leads nowhere: "
            + (there.toString().isEmpty() ? "the specification" : there.toString())
            + " is "
            + shortened(last));
  }

  private static String shortened(JsonNode node) {
    String text = node.toString();
    return text.length() <= 120 ? text : text.substring(0, 117) + "...";
  }
}
