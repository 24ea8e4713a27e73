package annlab.estimators.specification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers that JSON has no word for: they are null, and a field beside them says which they are.
 */
final class NotFinite {
  /** JSON Pointers to the places, each with {@code NaN}, {@code Infinity} or {@code -Infinity}. */
  static final String FIELD = "not_finite";

  private NotFinite() {}

  /** Puts null for every such number, and {@value #FIELD} beside them if there are any. */
  static ObjectNode marked(ObjectNode json) {
    ObjectNode found = JsonNodeFactory.instance.objectNode();
    mark(json, "", found);
    if (!found.isEmpty()) {
      json.set(FIELD, found);
    }
    return json;
  }

  private static void mark(JsonNode node, String at, ObjectNode found) {
    if (node instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        String place = at + "/" + name.replace("~", "~0").replace("/", "~1");
        if (isNotFinite(object.get(name))) {
          found.put(place, String.valueOf(object.get(name).doubleValue()));
          object.putNull(name);
        } else {
          mark(object.get(name), place, found);
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (isNotFinite(array.get(i))) {
          found.put(at + "/" + i, String.valueOf(array.get(i).doubleValue()));
          array.setNull(i);
        } else {
          mark(array.get(i), at + "/" + i, found);
        }
      }
    }
  }

  private static boolean isNotFinite(JsonNode node) {
    return node.isNumber() && !Double.isFinite(node.doubleValue());
  }
}
