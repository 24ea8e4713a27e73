package annlab.networks.optimizers;

import annlab.networks.config.JavaSource;
import annlab.networks.config.KerasObject;
import annlab.networks.config.Registry;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How gradients change weights, with Keras' definitions and defaults. All that there is to know of
 * an optimizer stands in its record; {@link #keras()} lists them.
 */
public sealed interface Optimizer extends KerasObject
    permits Sgd, Adam, AdamW, Nadam, RmsProp, Adagrad, Adadelta, Lion {
  /**
   * The optimizers under Keras' names.
   *
   * @return the registry that reads them
   */
  static Registry<Optimizer> keras() {
    return Known.REGISTRY;
  }

  /** Holds the registry, apart from the interface, whose initialization must not need it. */
  final class Known {
    private static final Registry<Optimizer> REGISTRY =
        new Registry<Optimizer>("optimizer")
            .with("sgd", Sgd::read)
            .with("adam", Adam::read)
            .with("adamw", AdamW::read)
            .with("nadam", Nadam::read)
            .with("rmsprop", RmsProp::read)
            .with("adagrad", Adagrad::read)
            .with("adadelta", Adadelta::read)
            .with("lion", Lion::read);

    private Known() {}
  }

  /**
   * The rate that multiplies each update.
   *
   * @return a constant or a schedule
   */
  LearningRate learningRate();

  /**
   * How much state it keeps.
   *
   * @return numbers for each parameter of the model, 0 to 2
   */
  int stateFactor();

  /**
   * How Keras' files order a state of several parts.
   *
   * @return whether the parts of one variable stand side by side; else one part of all variables
   *     stands behind the other
   */
  default boolean partsAlternate() {
    return false;
  }

  /**
   * What its state starts from.
   *
   * @return the value of each of its numbers
   */
  default double initialState() {
    return 0;
  }

  /**
   * Turns the mean gradient into the update that is subtracted from the parameters, weight decay
   * not included.
   *
   * @param gradient shape [parameters], overwritten by the update
   * @param state the optimizer's, of {@link #stateFactor} parts
   * @param rate learning rate of this step
   * @param step updates done before this one
   */
  void update(INDArray gradient, OptimizerState state, double rate, int step);

  /**
   * Decoupled weight decay: rate times this times the parameters is subtracted as well.
   *
   * @return at least 0
   */
  default double weightDecay() {
    return 0;
  }

  /**
   * The same optimizer without its weight decay.
   *
   * @return this one if it has none
   */
  default Optimizer withoutWeightDecay() {
    return this;
  }

  /**
   * Its update on the heap, where it has one of its own: the same numbers as {@link #update},
   * weight decay included, several times faster for small networks.
   *
   * @return empty where the update is computed by ND4J alone
   */
  default Optional<HeapUpdate> onHeap() {
    return Optional.empty();
  }

  /**
   * Whether it only subtracts rate times the gradient, so that the products that make the gradient
   * may change the parameters at once.
   *
   * @return true for gradient descent without momentum
   */
  default boolean descends() {
    return false;
  }

  /**
   * The number that Keras keeps behind the state although it follows from the step.
   *
   * @param step updates done
   * @return Nadam's product of the warmed-up decays; empty for all others
   */
  default OptionalDouble derivedState(int step) {
    return OptionalDouble.empty();
  }

  @Override
  default String kerasModule() {
    return "keras.optimizers";
  }

  @Override
  default Map<String, KerasObject> parts() {
    return learningRate()
        .schedule()
        .map(schedule -> Map.of(LearningRate.OPTION, schedule))
        .orElse(Map.of());
  }

  /**
   * The Java code of the updater of DL4J that computes the same, weight decay not included.
   *
   * @param code takes imports and notes
   * @return an expression; empty where DL4J has none, after a note that says what DL4J lacks
   */
  Optional<String> dl4jCode(JavaSource code);

  /**
   * The optimizer of a name.
   *
   * @param name Keras' name, e.g. {@code sgd}
   * @return the optimizer, with Keras' defaults
   * @throws IllegalArgumentException if there is none of that name
   */
  static Optimizer of(String name) {
    return keras().read(name);
  }

  @Override
  Map<String, Object> options();
}
