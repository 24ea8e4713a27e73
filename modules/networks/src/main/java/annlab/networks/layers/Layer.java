package annlab.networks.layers;

import annlab.networks.Sequential;
import annlab.networks.config.JavaSource;
import annlab.networks.config.KerasObject;
import annlab.networks.config.Registry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One layer of a {@link Sequential} model, described by its hyperparameters under Keras' names.
 * What it does to shapes and parameters stands in its record; {@link #keras()} lists the layers.
 */
public sealed interface Layer extends KerasObject
    permits Input, Flatten, Normalization, Dense, Dropout, BatchNormalization {
  /** Keras' option of a layer's name. */
  String NAME = "name";

  /** Keras' option of the type that a layer computes in. */
  String DTYPE = "dtype";

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
   * Its variables as Keras' files order them.
   *
   * @param inputs numbers in a row of its input
   * @return none for a layer that has no weights
   */
  default List<LayerVariable> variables(long inputs) {
    return List.of();
  }

  private long numbers(long inputs, Predicate<LayerVariable> which) {
    return variables(inputs).stream()
        .filter(which)
        .mapToLong(LayerVariable::size)
        .reduce(0, Math::addExact);
  }

  /**
   * The numbers in DL4J's flat parameter vector.
   *
   * @param inputs numbers in a row of its input
   * @return how many there are
   */
  default long parameters(long inputs) {
    return numbers(inputs, variable -> !variable.dl4j().isEmpty());
  }

  /**
   * The numbers that training changes by gradients.
   *
   * @param inputs numbers in a row of its input
   * @return how many there are
   */
  default long trainable(long inputs) {
    return numbers(inputs, variable -> variable.role() == LayerVariable.Role.WEIGHT);
  }

  /**
   * The numbers that Keras counts as weights but that have no gradient.
   *
   * @param inputs numbers in a row of its input
   * @return how many there are
   */
  default long nonTrainable(long inputs) {
    return numbers(inputs, variable -> variable.role() != LayerVariable.Role.WEIGHT);
  }

  /**
   * Its variables outside DL4J's network.
   *
   * @param type FLOAT or DOUBLE
   * @return a Normalization's statistics; none for all others
   */
  default List<INDArray> statistics(DataType type) {
    return List.of();
  }

  /**
   * The layer with what a file holds of it outside DL4J's network.
   *
   * @param variables all that the file holds of it
   * @return this one where that is nothing
   * @throws IllegalArgumentException if they do not fit each other
   */
  default Layer restored(List<INDArray> variables) {
    return this;
  }

  /**
   * Whether a file may leave its variables out.
   *
   * @return true if the layer has all that they would tell
   */
  default boolean complete() {
    return false;
  }

  /**
   * What it applies to its pre-activations.
   *
   * @return linear for a layer that applies nothing
   */
  default Activation activation() {
    return Activation.LINEAR;
  }

  /**
   * The penalty on its kernel.
   *
   * @return {@link Regularizer#none} for a layer that has none
   */
  default Regularizer kernelRegularizer() {
    return Regularizer.none();
  }

  /**
   * The numbers of a row that it may drop in training.
   *
   * @param inputs numbers in a row of its input
   * @return 0 for a layer that drops none
   */
  default long dropped(long inputs) {
    return 0;
  }

  /**
   * Whether it describes the inputs and computes nothing.
   *
   * @return true for Input
   */
  default boolean isInput() {
    return false;
  }

  /**
   * Whether it is adapted to the inputs before training.
   *
   * @return true for Normalization
   */
  default boolean adapts() {
    return false;
  }

  /**
   * The layer adapted to training rows.
   *
   * @param x training inputs, shape [rows, features]
   * @return this one if it does not adapt
   */
  default Layer adapt(INDArray x) {
    return this;
  }

  /**
   * Whether the fused training step of dense layers computes it; DL4J's step computes any.
   *
   * @return true unless it is left to DL4J
   */
  boolean fused();

  /**
   * Chooses what is made of this kind of layer; an Input is made nothing of.
   *
   * @param visitor has a case for each kind
   */
  void accept(LayerVisitor visitor);

  /**
   * The Java code by which DL4J configures the layer, weight decay included.
   *
   * @param code takes imports and notes
   * @param inputs numbers in a row of its input
   * @param weightDecay the optimizer's
   * @param loss the last layer's loss function; empty for the others
   * @return calls of a list builder, one line each; none where a note tells what to do
   */
  List<String> dl4jCode(JavaSource code, long inputs, double weightDecay, String loss);

  /**
   * The Java code by which this library describes the layer to the same numbers.
   *
   * @param code takes imports
   * @return an expression, in which {@code inputs} are the training rows
   * @throws IllegalArgumentException if no code is written for what it has
   */
  default String javaCode(JavaSource code) {
    throw new IllegalArgumentException("no Java code is written for the layer " + this);
  }

  /**
   * The name of its class in Keras' files.
   *
   * @return another than {@link #kerasName} for Input alone
   */
  default String kerasClass() {
    return kerasName();
  }

  /**
   * Its options in Keras' files, in which {@link #parts} are yet to be written.
   *
   * @param dtype the type that it computes in
   * @return options in Keras' order
   */
  default Map<String, Object> kerasOptions(String dtype) {
    Map<String, Object> options = new LinkedHashMap<>(options());
    options.put(DTYPE, dtype);
    return options;
  }

  @Override
  default String kerasModule() {
    return "keras.layers";
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
