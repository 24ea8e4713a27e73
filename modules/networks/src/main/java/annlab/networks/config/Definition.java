package annlab.networks.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** A description in Keras' vocabulary as JSON. */
public final class Definition {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Definition() {}

  /** One line, for DL4J's own configuration. */
  public static String of(Object description) {
    try {
      return JSON.writeValueAsString(description);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + description, e);
    }
  }

  /** Reads what {@link #of} wrote. */
  public static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a description in JSON: " + json, e);
    }
  }

  /** The tree of strings, numbers, lists and maps. */
  public static JsonNode tree(@Nullable Object description) {
    return JSON.valueToTree(description);
  }

  /** A tree as messages print it: its strings without quotes. */
  public static String printed(JsonNode tree) {
    return String.valueOf(JSON.convertValue(tree, Object.class));
  }
}
