package annlab.networks;

/** How gradients change weights, with Keras' definitions and defaults. */
public sealed interface Optimizer permits Sgd, Adam, AdamW, Nadam, RmsProp, Adagrad {
  /**
   * The rate that multiplies each update.
   *
   * @return a constant or a schedule
   */
  LearningRate learningRate();

  /**
   * The optimizer of a name.
   *
   * @param name Keras' name, e.g. {@code sgd}
   * @return the optimizer, with Keras' defaults
   * @throws IllegalArgumentException if there is none of that name
   */
  static Optimizer of(String name) {
    return KerasConfig.optimizer(name);
  }
}
