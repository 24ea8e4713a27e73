package annlab.estimators.specification;

import annlab.networks.config.Definition;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values as Python writes them. */
final class PythonLiteral {
  private PythonLiteral() {}

  /** Null, a flag, a number, a text, a list or a map. */
  static String of(Object value) {
    return of(Definition.tree(value));
  }

  /** A value of JSON. */
  static String of(JsonNode json) {
    return switch (json.getNodeType()) {
      case NULL, MISSING -> "None";
      case BOOLEAN -> json.booleanValue() ? "True" : "False";
      case ARRAY -> items(json, "[", "]");
      case OBJECT -> items(json, "{", "}");
      case NUMBER -> json.numberValue().toString();
      case STRING, BINARY, POJO -> text(json.asText());
    };
  }

  private static String items(JsonNode json, String open, String close) {
    List<String> items = new ArrayList<>();
    if (json.isObject()) {
      json.properties()
          .forEach(item -> items.add(text(item.getKey()) + ": " + of(item.getValue())));
    } else {
      json.forEach(item -> items.add(of(item)));
    }
    return open + String.join(", ", items) + close;
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
