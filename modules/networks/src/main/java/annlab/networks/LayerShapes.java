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
  /** Trainable numbers. */
  long parameters() {
    return layer instanceof Dense dense ? (inputs + 1) * dense.units() : 0;
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
    for (Layer layer : layers.subList(1, layers.size())) {
      long size = shape.stream().reduce(1L, (a, b) -> a * b);
      if (layer instanceof Flatten) {
        shape = List.of(size);
      } else if (layer instanceof Dense dense) {
        if (shape.size() != 1) {
          throw new IllegalArgumentException(
              "layer "
                  + dense.name()
                  + " takes one vector a row, but its input has shape "
                  + shape
                  + "; put a Flatten layer before it");
        }
        shape = List.of((long) dense.units());
      }
      shapes.add(new LayerShapes(layer, size, shape));
    }
    return List.copyOf(shapes);
  }
}
