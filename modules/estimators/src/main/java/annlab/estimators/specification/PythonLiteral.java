package annlab.estimators.specification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values as Python writes them. */
final class PythonLiteral {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PythonLiteral() {}

  /** A value of JSON. */
  static String of(JsonNode json) {
    return of(MAPPER.convertValue(json, Object.class));
  }

  /** Null, a flag, a number, a text, a list or a map. */
  static String of(Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    if (value instanceof Iterable<?> list) {
      List<String> items = new ArrayList<>();
      list.forEach(item -> items.add(of(item)));
      return "[" + String.join(", ", items) + "]";
    }
    if (value instanceof Map<?, ?> map) {
      List<String> items = new ArrayList<>();
      map.forEach((key, item) -> items.add(of(key) + ": " + of(item)));
      return "{" + String.join(", ", items) + "}";
    }
    return value instanceof Number ? value.toString() : text(value.toString());
  }

  /** A text that no character of it can end, whatever a specification has in it. */
  private static String text(String value) {
    StringBuilder out = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
              } else if (c >= ' ' && c < 127) {
                out.append((char) c);
              } else {
                out.append(String.format(Locale.ROOT, "\\U%08x", c));
              }
            });
    return out.append('"').toString();
  }

  /** The arguments of a call, by name. */
  static String arguments(Map<String, String> values) {
    List<String> items = new ArrayList<>();
    values.forEach((name, value) -> items.add(name + "=" + value));
    return String.join(", ", items);
  }
}
