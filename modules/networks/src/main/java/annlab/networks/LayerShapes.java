package annlab.networks;

import java.util.ArrayList;
import java.util.List;

/**
 * A layer with the shapes of one row before and behind it.
 *
 * @param layer the layer, named
 * @param inputs numbers in a row of its input
 * @param outputShape shape of a row of its output
 */
record LayerShapes(Layer layer, long inputs, List<Long> outputShape) {
  /** Numbers in DL4J's flat parameter vector. */
  long parameters() {
    if (layer instanceof Dense dense) {
      return Math.multiplyExact(Math.addExact(inputs, 1), (long) dense.units());
    }
    // gamma, beta, moving mean and moving variance
    return layer instanceof BatchNormalization ? Math.multiplyExact(4, inputs) : 0;
  }

  /** Numbers that training changes by gradients. */
  long trainable() {
    return layer instanceof BatchNormalization ? 2 * inputs : parameters();
  }

  /** Numbers that Keras counts as weights but that have no gradient. */
  long nonTrainable() {
    if (layer instanceof Normalization) {
      // mean, variance and the count of rows
      return 2 * inputs + 1;
    }
    return layer instanceof BatchNormalization ? 2 * inputs : 0;
  }

  /** Whether DL4J's network has a layer for it; the others happen before the network. */
  boolean inNetwork() {
    return layer instanceof Dense
        || layer instanceof Dropout
        || layer instanceof BatchNormalization;
  }

  /** Walks through the layers; the first must be an Input. */
  static List<LayerShapes> of(List<Layer> layers) {
    if (layers.isEmpty() || !(layers.get(0) instanceof Input input)) {
      throw new IllegalStateException(
          "this model has not been built: its input shape is not known; put Input.of(...) first,"
              + " call build(shape) or fit it on data");
    }
    List<LayerShapes> shapes = new ArrayList<>();
    List<Long> shape = input.shape();
    boolean inside = false;
    for (Layer layer : layers.subList(1, layers.size())) {
      long size = shape.stream().reduce(1L, Math::multiplyExact);
      check(layer, shape, size, inside);
      if (layer instanceof Flatten) {
        shape = List.of(size);
      } else if (layer instanceof Dense dense) {
        shape = List.of((long) dense.units());
      }
      LayerShapes next = new LayerShapes(layer, size, shape);
      inside = inside || next.inNetwork() || layer instanceof Normalization;
      shapes.add(next);
    }
    return List.copyOf(shapes);
  }

  private static void check(Layer layer, List<Long> shape, long size, boolean inside) {
    if (!(layer instanceof Flatten) && shape.size() != 1) {
      throw new IllegalArgumentException(
          "layer "
              + layer.name()
              + " takes one vector a row, but its input has shape "
              + shape
              + "; put a Flatten layer before it");
    }
    if (layer instanceof Normalization normalization) {
      if (inside) {
        throw new IllegalArgumentException(
            "a single Normalization may stand before the first Dense layer; use BatchNormalization"
                + " behind it");
      }
      int features = normalization.adapted().mean().size();
      if (features != size) {
        throw new IllegalArgumentException(
            "the Normalization layer was adapted to "
                + features
                + " features, but its input has "
                + size);
      }
    }
  }
}
