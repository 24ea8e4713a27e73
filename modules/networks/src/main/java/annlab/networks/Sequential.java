package annlab.networks;

import annlab.networks.config.Names;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.internal.spec.Summary;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.layers.LayerNames;
import annlab.networks.layers.LayerShapes;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A stack of layers, each fed by the one before: Keras' {@code Sequential}. It is described here
 * and becomes a {@link Model} that can be trained by {@link #compile}.
 *
 * <pre>{@code
 * Model model = Sequential.of(
 *         Input.of(28, 28), new Flatten(),
 *         new Dense(300, Activation.RELU), new Dense(100, Activation.RELU),
 *         new Dense(10, Activation.SOFTMAX))
 *     .seed(42)
 *     .compile(Loss.sparseCategoricalCrossentropy(), new Sgd(), Metric.accuracy());
 * }</pre>
 */
public final class Sequential {
  private final String name = LayerNames.next("sequential");
  private final List<Layer> layers = new ArrayList<>();
  private Seeds seeds = Seeds.of(0);
  private DataType dataType = DataType.FLOAT;

  private Sequential() {}

  /**
   * A model of the given layers; more can be added.
   *
   * @param layers in order from the input
   * @return the model's description
   */
  public static Sequential of(Layer... layers) {
    Sequential sequential = new Sequential();
    for (Layer layer : layers) {
      sequential.add(layer);
    }
    return sequential;
  }

  /**
   * Adds a layer behind the others and names it if it has no name.
   *
   * @param layer the next layer
   * @return this
   * @throws IllegalArgumentException if another layer has its name or an input is not the first
   */
  public Sequential add(Layer layer) {
    if (layer.isInput() && !layers.isEmpty()) {
      throw new IllegalArgumentException(
          "Input must be the first layer, got it behind "
              + layers.size()
              + (layers.size() == 1 ? " layer" : " layers")
              + "; a Sequential is one path from one input, other topologies need DL4J's"
              + " ComputationGraph");
    }
    Layer named = LayerNames.named(layer);
    String added = named.name();
    for (Layer other : layers) {
      if (!named.isInput() && other.name().equals(added)) {
        throw new IllegalArgumentException(
            "layer names must be unique, but there are two '" + added + "'; rename one");
      }
    }
    layers.add(named);
    return this;
  }

  /**
   * The root seed of everything random in the model: weights, order of rows. Each has a stream of
   * its own. The same seed gives the same bits. Without it the seed is 0.
   *
   * @param seed any number
   * @return this
   */
  public Sequential seed(long seed) {
    return seed(Seeds.of(seed));
  }

  /**
   * Where everything random in the model comes from, e.g. {@code Seeds.keras2(42)}.
   *
   * @param seeds own streams or Keras'
   * @return this
   */
  public Sequential seed(Seeds seeds) {
    this.seeds = seeds;
    return this;
  }

  /**
   * The type that the model computes in. Without it the type is float, as in Keras.
   *
   * @param type FLOAT or DOUBLE
   * @return this
   * @throws IllegalArgumentException if it is another type
   */
  public Sequential dataType(DataType type) {
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new IllegalArgumentException("the data type must be FLOAT or DOUBLE, got " + type);
    }
    this.dataType = type;
    return this;
  }

  /**
   * The layers without the input, named.
   *
   * @return in order from the input
   */
  public List<Layer> layers() {
    return layers.stream().filter(layer -> !layer.isInput()).toList();
  }

  /**
   * Makes a model that can be trained.
   *
   * @param loss the objective that training minimizes
   * @param optimizer how gradients change weights
   * @param metrics what is measured beside the loss
   * @return the model, with its first weights if the input shape is known
   * @throws IllegalArgumentException if there is no layer, or the loss does not fit the last layer
   */
  public Model compile(Loss loss, Optimizer optimizer, Metric... metrics) {
    return new Model(
        new ModelSpec(
            name, layers, loss, optimizer, List.of(metrics), seeds, Precision.resolve(dataType)));
  }

  /**
   * Keras' table of layers, output shapes and parameters.
   *
   * @return several lines, the last ended by a line feed
   * @throws IllegalStateException if the input shape is not known
   */
  public String summary() {
    return Summary.of(name, LayerShapes.of(layers));
  }

  /**
   * Sets the input shape of a model that was described without one.
   *
   * @param shape sizes without the batch, e.g. 28, 28
   * @return this
   * @throws IllegalStateException if the shape is known already
   */
  public Sequential build(long... shape) {
    if (!layers.isEmpty() && layers.get(0).isInput()) {
      throw new IllegalStateException(
          "the input shape is known already: " + layers.get(0).outputShape(List.of()));
    }
    layers.add(0, Input.of(shape));
    return this;
  }

  /**
   * A layer by its name.
   *
   * @param name the layer's name
   * @return the layer
   * @throws IllegalArgumentException if there is none of that name
   */
  public Layer layer(String name) {
    return layers().stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> Names.unknown("layer", name, layers().stream().map(Layer::name).toList()));
  }

  /** Starts the numbering of layer and model names anew, as Keras' {@code clear_session()}. */
  public static void clearSession() {
    LayerNames.clear();
  }
}
