package annlab.networks;

/** One layer of a {@link Sequential} model, described by its hyperparameters under Keras' names. */
public sealed interface Layer permits Input, Flatten, Dense {}
