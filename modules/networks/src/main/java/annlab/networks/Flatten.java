package annlab.networks;

/**
 * Makes each row one vector, row by row of the image: shape [rows, 28, 28] becomes [rows, 784].
 *
 * @param name the layer's name, empty for one of its own ({@code flatten}, {@code flatten_1}, ...)
 */
public record Flatten(String name) implements Layer {
  /** A flatten layer with a name of its own. */
  public Flatten() {
    this("");
  }

  @Override
  public Flatten named(String name) {
    return new Flatten(name);
  }
}
