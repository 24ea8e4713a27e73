package annlab.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.BadRequestResponse;

/** Parses a request's body: one JSON object, shallow, and small except for uploads. */
final class Body {
  private static final int DEPTH = 20;
  private static final int NUMBER_LENGTH = 40;

  /** The guard has refused longer bodies already. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH)
                          .maxNumberLength(NUMBER_LENGTH)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Body() {}

  /**
   * The object in a body.
   *
   * @param json the body
   * @throws IllegalArgumentException if it is not one JSON object; the message says why
   */
  static JsonNode object(String json) {
    JsonNode body;
    try {
      body = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the body is no JSON: " + e.getOriginalMessage(), e);
    }
    if (!body.isObject()) {
      throw new IllegalArgumentException("the body must be one JSON object");
    }
    return body;
  }

  /**
   * One text out of a body.
   *
   * @param json an object with this field
   * @param name the field
   * @throws BadRequestResponse if it is not such an object; the message says why
   */
  static String text(String json, String name) {
    try {
      return text(object(json), name);
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
  }

  /**
   * One text out of an object.
   *
   * @throws IllegalArgumentException if it has no such text; the message says so
   */
  static String text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("the body must have a text '" + name + "'");
    }
    return value.asText();
  }
}
