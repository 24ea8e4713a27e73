package annlab.networks.layers;

import java.util.ArrayList;
import java.util.List;

/**
 * A layer with the shapes of one row before and behind it.
 *
 * @param layer the layer, named
 * @param inputs numbers in a row of its input
 * @param outputShape shape of a row of its output
 */
public record LayerShapes(Layer layer, long inputs, List<Long> outputShape) {
  /** The layer's variables. */
  public List<LayerVariable> variables() {
    return layer.variables(inputs);
  }

  /** Numbers in DL4J's flat parameter vector. */
  public long parameters() {
    return layer.parameters(inputs);
  }

  /** Walks through the layers; the first must be an Input. */
  public static List<LayerShapes> of(List<Layer> layers) {
    if (layers.isEmpty() || !layers.get(0).isInput()) {
      throw new IllegalStateException(
          "this model has not been built: its input shape is not known; put Input.of(...) first,"
              + " call build(shape) or fit it on data");
    }
    List<LayerShapes> shapes = new ArrayList<>();
    List<Long> shape = layers.get(0).outputShape(List.of());
    boolean inside = false;
    for (Layer layer : layers.subList(1, layers.size())) {
      long size = shape.stream().reduce(1L, Math::multiplyExact);
      layer.requireInput(shape, inside);
      shape = layer.outputShape(shape);
      inside = inside || layer.inNetwork() || layer.adapts();
      shapes.add(new LayerShapes(layer, size, shape));
    }
    return List.copyOf(shapes);
  }
}
