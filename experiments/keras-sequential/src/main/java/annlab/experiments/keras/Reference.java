package annlab.experiments.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Numbers to compare with, from a resource of this package; none of them measured here. */
public final class Reference {
  private final String resource;
  private final JsonNode root;

  private Reference(String resource, JsonNode root) {
    this.resource = resource;
    this.root = root;
  }

  /**
   * One number of a matrix.
   *
   * @param row 0-based
   * @param column 0-based
   * @param value what stands there
   */
  public record Cell(int row, int column, double value) {}

  /** Where Keras' seed 42 leads: kernels, orders, losses in double precision. */
  public static Reference kerasSeed42() {
    return load("keras-seed-42.json");
  }

  /** What the public notebook prints of its models for California housing. */
  public static Reference california() {
    return load("california-published.json");
  }

  /** What Keras 3 of today computes from its seeds. */
  public static Reference today() {
    return load("keras3-today.json");
  }

  /** Trainings of annlab's own with one order of the rows and with new ones. */
  public static Reference rowOrders() {
    return load("row-orders.json");
  }

  private static Reference load(String resource) {
    try (InputStream in =
        Objects.requireNonNull(Reference.class.getResourceAsStream(resource), resource)) {
      return new Reference(resource, new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + resource, e);
    }
  }

  /** The number at a JSON pointer. */
  public double number(String pointer) {
    return node(pointer).asDouble();
  }

  /** The text at a JSON pointer. */
  public String text(String pointer) {
    return node(pointer).asText();
  }

  /** The numbers at a JSON pointer. */
  public List<Double> numbers(String pointer) {
    List<Double> values = new ArrayList<>();
    node(pointer).forEach(value -> values.add(value.asDouble()));
    return values;
  }

  /** The texts at a JSON pointer. */
  public List<String> texts(String pointer) {
    List<String> texts = new ArrayList<>();
    node(pointer).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** The cells of a matrix at a JSON pointer. */
  public List<Cell> cells(String pointer) {
    List<Cell> cells = new ArrayList<>();
    node(pointer)
        .forEach(
            cell ->
                cells.add(
                    new Cell(
                        cell.path("row").asInt(),
                        cell.path("column").asInt(),
                        cell.path("value").asDouble())));
    return cells;
  }

  /** How many values stand at a JSON pointer. */
  public int size(String pointer) {
    return node(pointer).size();
  }

  private JsonNode node(String pointer) {
    JsonNode node = root.at(pointer);
    if (node.isMissingNode()) {
      throw new IllegalArgumentException(resource + " has nothing at " + pointer);
    }
    return node;
  }
}
