package annlab.lab.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON as annlab prints it: what does not exist is absent; NaN and infinity never appear. */
public final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final ObjectMapper COMPACT = new ObjectMapper();
  private static final String EMPTY = "{}";

  // Readers that know their type: finding it out again for each of 60,000 epochs costs a second.
  private static final ObjectReader NUMBERS =
      COMPACT.readerFor(new TypeReference<LinkedHashMap<String, Double>>() {});
  private static final ObjectReader TEXTS =
      COMPACT.readerFor(new TypeReference<LinkedHashMap<String, String>>() {});
  private static final ObjectReader LIST = COMPACT.readerFor(new TypeReference<List<String>>() {});
  private static final ObjectReader TREE = COMPACT.readerFor(JsonNode.class);

  private Json() {}

  /**
   * An empty object.
   *
   * @return to be filled
   */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * An array of documents.
   *
   * @param items its items
   * @return the array
   */
  public static ArrayNode array(Collection<? extends JsonNode> items) {
    return JsonNodeFactory.instance.arrayNode().addAll(items);
  }

  /**
   * A document as text, indented, with a line end.
   *
   * @param document the document
   * @return its text
   */
  public static String print(JsonNode document) {
    return write(MAPPER, document) + "\n";
  }

  /**
   * A document on one line, without a line end, as an event stream wants it.
   *
   * @param document the document
   * @return its text
   */
  public static String line(JsonNode document) {
    return write(COMPACT, document);
  }

  /** Puts a number, unless it is NaN or infinite. */
  public static void putFinite(ObjectNode object, String name, double value) {
    if (Double.isFinite(value)) {
      object.put(name, value);
    }
  }

  public static ObjectNode numbers(Map<String, Double> values) {
    ObjectNode object = object();
    values.forEach((name, value) -> putFinite(object, name, value));
    return object;
  }

  /**
   * A text of an object.
   *
   * @throws IllegalArgumentException if it has none of that name
   */
  public static String text(JsonNode object, String name) {
    if (!object.path(name).isTextual()) {
      throw new IllegalArgumentException("\"" + name + "\" is missing or no text");
    }
    return object.path(name).textValue();
  }

  /**
   * A text that an object need not have.
   *
   * @throws IllegalArgumentException if it has something else of that name
   */
  public static Optional<String> optionalText(JsonNode object, String name) {
    return object.has(name) ? Optional.of(text(object, name)) : Optional.empty();
  }

  /** The values of an object as texts; what is an object or array itself, as JSON. */
  public static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      JsonNode value = entry.getValue();
      texts.put(entry.getKey(), value.isContainerNode() ? value.toString() : value.asText());
    }
    return texts;
  }

  public static ArrayNode numbers(List<Double> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(array::add);
    return array;
  }

  /** A map for the store, where NaN and infinity are kept as text. */
  public static String store(Map<String, ?> values) {
    return write(COMPACT, values);
  }

  public static Map<String, Double> storedNumbers(String text) {
    return text.equals(EMPTY) ? Map.of() : read(() -> NUMBERS.readValue(text));
  }

  public static Map<String, String> storedTexts(String text) {
    Map<String, String> texts = read(() -> TEXTS.readValue(text));
    return Collections.unmodifiableMap(texts);
  }

  public static List<String> storedList(String text) {
    return text.equals("[]") ? List.of() : read(() -> LIST.readValue(text));
  }

  public static JsonNode parse(String text) {
    return read(() -> TREE.readValue(text));
  }

  private static String write(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value could not be written as JSON: " + value, e);
    }
  }

  private interface Reading<T> {
    T read() throws JsonProcessingException;
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.read();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the run store holds a damaged entry: " + e.getOriginalMessage(), e);
    }
  }
}
