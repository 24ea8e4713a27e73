package annlab.networks.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A description in Keras' vocabulary as one line of JSON, for DL4J's own configuration. */
public final class Definition {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Definition() {}

  public static String of(Object description) {
    try {
      return JSON.writeValueAsString(description);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + description, e);
    }
  }

  public static Object read(String json) {
    try {
      return JSON.readValue(json, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a description in JSON: " + json, e);
    }
  }
}
