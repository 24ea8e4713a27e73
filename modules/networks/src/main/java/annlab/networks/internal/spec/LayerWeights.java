package annlab.networks.internal.spec;

import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Layer;
import annlab.networks.layers.LayerShapes;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer's weights within DL4J's network, in Keras' order. */
public final class LayerWeights {
  private LayerWeights() {}

  /** Views into the network: to assign to them changes it. */
  public static List<INDArray> of(Layer layer, ModelSpec spec, MultiLayerNetwork network) {
    int index =
        LayerShapes.of(spec.layers()).stream()
            .filter(shapes -> shapes.layer().inNetwork())
            .map(LayerShapes::layer)
            .toList()
            .indexOf(layer);
    if (layer instanceof Dense) {
      return List.of(network.getLayer(index).getParam("W"), vector(network, index, "b"));
    }
    if (layer instanceof BatchNormalization) {
      return List.of(
          vector(network, index, "gamma"),
          vector(network, index, "beta"),
          vector(network, index, "mean"),
          vector(network, index, "var"));
    }
    return List.of();
  }

  /** DL4J keeps vectors as matrices of one row. */
  private static INDArray vector(MultiLayerNetwork network, int index, String name) {
    INDArray view = network.getLayer(index).getParam(name);
    return view.reshape(view.length());
  }
}
