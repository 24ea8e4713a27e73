package annlab.networks.internal.spec;

import annlab.networks.layers.Layer;
import annlab.networks.layers.LayerShapes;
import annlab.networks.layers.LayerVariable;
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
    return layer.variables(1).stream()
        .map(LayerVariable::dl4j)
        .filter(name -> !name.isEmpty())
        .map(name -> view(network.getLayer(index).getParam(name), name))
        .toList();
  }

  /** DL4J keeps vectors as matrices of one row. */
  private static INDArray view(INDArray array, String name) {
    return name.equals(LayerVariable.KERNEL) ? array : array.reshape(array.length());
  }
}
