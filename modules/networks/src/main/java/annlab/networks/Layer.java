package annlab.networks;

/** One layer of a {@link Sequential} model, described by its hyperparameters under Keras' names. */
public sealed interface Layer
    permits Input, Flatten, Normalization, Dense, Dropout, BatchNormalization {
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
}
