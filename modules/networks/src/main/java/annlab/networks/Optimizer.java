package annlab.networks;

import org.nd4j.linalg.learning.config.IUpdater;

/** How gradients change weights, with Keras' definitions and defaults. */
public sealed interface Optimizer permits Sgd, Adam, AdamW, Nadam, RmsProp, Adagrad {
  /**
   * The rate that multiplies each update.
   *
   * @return a constant or a schedule
   */
  LearningRate learningRate();

  /**
   * The optimizer as DL4J's updater, for a configuration of DL4J's own. Weight decay is no part of
   * it: DL4J has {@code weightDecay(rate, true)} for that.
   *
   * @return an updater
   */
  default IUpdater toDl4j() {
    return new KerasUpdater(this);
  }

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
