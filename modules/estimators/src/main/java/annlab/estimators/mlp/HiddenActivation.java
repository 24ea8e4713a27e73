package annlab.estimators.mlp;

import annlab.networks.layers.Activation;

/** The activation of all hidden layers, under scikit-learn's names. */
public enum HiddenActivation {
  /** {@code z}. */
  IDENTITY(Activation.LINEAR),
  /** {@code 1 / (1 + exp(-z))}. */
  LOGISTIC(Activation.SIGMOID),
  /** {@code tanh(z)}. */
  TANH(Activation.TANH),
  /** {@code max(0, z)}. */
  RELU(Activation.RELU);

  private final Activation activation;

  HiddenActivation(Activation activation) {
    this.activation = activation;
  }

  Activation activation() {
    return activation;
  }

  /**
   * The numerator of the bound of the first weights, {@code sqrt(factor / (inputs + outputs))}:
   * scikit-learn takes 6 (Glorot and Bengio, 2010), and 2 for the logistic function.
   */
  double initFactor() {
    return this == LOGISTIC ? 2 : 6;
  }
}
