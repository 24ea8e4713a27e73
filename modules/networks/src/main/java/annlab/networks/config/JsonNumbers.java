package annlab.networks.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers in JSON, which has no NaN and no infinity: Jackson writes those as the texts {@code
 * "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
 */
public final class JsonNumbers {
  private JsonNumbers() {}

  /** Named numbers as an object. */
  public static ObjectNode of(Map<String, Double> values) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    values.forEach((name, value) -> object.put(name, value));
    return object;
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws NumberFormatException if a value is no number
   */
  public static Map<String, Double> map(JsonNode object) {
    Map<String, Double> values = new LinkedHashMap<>();
    object.properties().forEach(entry -> values.put(entry.getKey(), number(entry.getValue())));
    return values;
  }

  /**
   * A number that need not be finite.
   *
   * @throws NumberFormatException if it is none
   */
  public static double number(JsonNode value) {
    return value.isNumber() ? value.doubleValue() : Double.parseDouble(value.asText());
  }
}
