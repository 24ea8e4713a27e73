package annlab.networks.layers;

import annlab.networks.Sequential;
import annlab.networks.config.KerasObject;
import annlab.networks.config.Registry;
import java.util.List;
import java.util.Map;

/**
 * One layer of a {@link Sequential} model, described by its hyperparameters under Keras' names.
 * What it does to shapes and parameters stands in its record; {@link #keras()} lists the layers.
 */
public sealed interface Layer extends KerasObject
    permits Input, Flatten, Normalization, Dense, Dropout, BatchNormalization {
  /** Keras' option of a layer's name. */
  String NAME = "name";

  /**
   * The layers under Keras' names.
   *
   * @return the registry that reads them
   */
  static Registry<Layer> keras() {
    return Known.REGISTRY;
  }

  /** Holds the registry, apart from the interface, whose initialization must not need it. */
  final class Known {
    private static final Registry<Layer> REGISTRY =
        new Registry<Layer>("layer")
            .with("Input", options -> new Input(options.longs("shape")), "InputLayer")
            .with("Flatten", options -> new Flatten(options.text(NAME, "")))
            .with("Dense", Dense::read)
            .with("Dropout", options -> new Dropout(options.number("rate"), options.text(NAME, "")))
            .with("BatchNormalization", BatchNormalization::read)
            .with("Normalization", Normalization::read);

    private Known() {}
  }

  /**
   * The layer's name.
   *
   * @return unique within a model; empty until the layer is added to one
   */
  String name();

  /**
   * The same layer under another name.
   *
   * @param name unique within a model
   * @return a changed copy
   */
  Layer named(String name);

  /**
   * The shape of one row of its output.
   *
   * @param input the shape of one row of its input
   * @return sizes without the batch
   */
  default List<Long> outputShape(List<Long> input) {
    return input;
  }

  /**
   * The numbers in DL4J's flat parameter vector.
   *
   * @param inputs numbers in a row of its input
   * @return how many there are
   */
  default long parameters(long inputs) {
    return 0;
  }

  /**
   * The numbers that training changes by gradients.
   *
   * @param inputs numbers in a row of its input
   * @return how many there are
   */
  default long trainable(long inputs) {
    return parameters(inputs);
  }

  /**
   * The numbers that Keras counts as weights but that have no gradient.
   *
   * @param inputs numbers in a row of its input
   * @return how many there are
   */
  default long nonTrainable(long inputs) {
    return 0;
  }

  /**
   * Whether DL4J's network has a layer for it; the others happen before the network.
   *
   * @return true for layers that compute in the network
   */
  default boolean inNetwork() {
    return false;
  }

  /**
   * Refuses an input that the layer cannot take.
   *
   * @param shape of one row of the input
   * @param inside whether it is behind a layer that computes
   * @throws IllegalArgumentException which says what to put before it
   */
  default void requireInput(List<Long> shape, boolean inside) {
    if (shape.size() != 1) {
      throw new IllegalArgumentException(
          "layer "
              + name()
              + " takes one vector a row, but its input has shape "
              + shape
              + "; put a Flatten layer before it");
    }
  }

  @Override
  default String kerasName() {
    return getClass().getSimpleName();
  }

  @Override
  default Map<String, Object> options() {
    return KerasObject.options(NAME, name());
  }
}
