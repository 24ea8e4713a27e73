package annlab.playground;

import annlab.networks.Model;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The outputs of single neurons of a network all over the plane, and the weights between them.
 *
 * @param pictures of the first neurons of each hidden layer: bytes, {@value #MIDDLE} is an output
 *     of 0, row by row from the top
 * @param weights of each layer, of what comes from the first neurons below to its own first ones;
 *     the bias is the last of what comes
 */
record Neurons(List<List<byte[]>> pictures, List<INDArray> weights) {
  /** Places in each direction. */
  static final int SIZE = 16;

  /** Of each layer so many neurons are shown. */
  static final int MAX_NEURONS = 8;

  private static final int MIDDLE = 128;
  private static final int REACH = 127;

  Neurons {
    pictures = List.copyOf(pictures);
    weights = List.copyOf(weights);
  }

  /** The neurons of a model; none of a perceptron, which has no hidden layers. */
  static Neurons of(Model model, Plane plane) {
    List<List<byte[]>> pictures = new ArrayList<>();
    List<INDArray> weights = new ArrayList<>();
    List<Layer> layers =
        model.layers().stream().filter(layer -> !(layer instanceof Input)).toList();
    if (layers.stream().filter(Dense.class::isInstance).count() < 2) {
      return new Neurons(pictures, weights);
    }
    INDArray places = plane.places(SIZE).castTo(model.parameters().dataType());
    List<INDArray> outputs = model.network().feedForward(places, false);
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof Dense dense) {
        weights.addAll(model.weights(dense.name()));
        if (i < layers.size() - 1) {
          // from the end: what standardizes the inputs is no layer of DL4J's network
          INDArray own = outputs.get(outputs.size() - layers.size() + i);
          pictures.add(pictures(own, dense.activation() == Activation.SIGMOID));
        }
      }
    }
    return new Neurons(pictures, weights);
  }

  private static List<byte[]> pictures(INDArray outputs, boolean aroundHalf) {
    List<byte[]> pictures = new ArrayList<>();
    for (int neuron = 0; neuron < Math.min(MAX_NEURONS, outputs.size(1)); neuron++) {
      double[] values = outputs.getColumn(neuron).toDoubleVector();
      double largest = 0;
      for (int i = 0; i < values.length; i++) {
        values[i] = aroundHalf ? 2 * values[i] - 1 : values[i];
        largest = Math.max(largest, Math.abs(values[i]));
      }
      byte[] picture = new byte[values.length];
      for (int i = 0; i < values.length; i++) {
        double share = largest > 0 && Double.isFinite(largest) ? values[i] / largest : 0;
        picture[i] = (byte) (MIDDLE + Math.round(share * REACH));
      }
      pictures.add(picture);
    }
    return pictures;
  }

  /** Adds {@code neurons}, in base 64, and {@code weights}, if there are any. */
  void addTo(ObjectNode frame) {
    if (pictures.isEmpty()) {
      return;
    }
    ArrayNode layers = frame.putArray("neurons");
    for (List<byte[]> layer : pictures) {
      ArrayNode neurons = layers.addArray();
      layer.forEach(picture -> neurons.add(Base64.getEncoder().encodeToString(picture)));
    }
    ArrayNode all = frame.putArray("weights");
    for (int i = 0; i < weights.size(); i += 2) {
      addLayer(all.addArray(), weights.get(i), weights.get(i + 1));
    }
  }

  private static void addLayer(ArrayNode layer, INDArray kernel, INDArray bias) {
    for (int neuron = 0; neuron < Math.min(MAX_NEURONS, kernel.size(1)); neuron++) {
      ArrayNode from = layer.addArray();
      for (int below = 0; below < Math.min(MAX_NEURONS, kernel.size(0)); below++) {
        add(from, kernel.getFloat(below, neuron));
      }
      add(from, bias.getFloat(neuron));
    }
  }

  /** JSON has no word for what is no finite number. */
  private static void add(ArrayNode numbers, float value) {
    if (Float.isFinite(value)) {
      numbers.add(value);
    } else {
      numbers.addNull();
    }
  }
}
