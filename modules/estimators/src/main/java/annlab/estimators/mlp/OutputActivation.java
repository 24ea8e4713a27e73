package annlab.estimators.mlp;

import annlab.networks.layers.Activation;

/**
 * The activation of a regressor's outputs. scikit-learn's {@code MLPRegressor} has the identity,
 * and the exponential with Poisson's loss.
 */
public enum OutputActivation {
  /** {@code z}: any number. */
  IDENTITY(Activation.LINEAR),
  /** {@code exp(z)}: positive. */
  EXP(Activation.EXPONENTIAL),
  /** {@code max(0, z)}: never negative. */
  RELU(Activation.RELU),
  /** {@code log(1 + exp(z))}: positive, and smooth. */
  SOFTPLUS(Activation.SOFTPLUS),
  /** {@code 1 / (1 + exp(-z))}: between 0 and 1; scale the targets to that range. */
  SIGMOID(Activation.SIGMOID),
  /** {@code tanh(z)}: between -1 and 1; scale the targets to that range. */
  TANH(Activation.TANH);

  private final Activation activation;

  OutputActivation(Activation activation) {
    this.activation = activation;
  }

  Activation activation() {
    return activation;
  }

  boolean isNeverNegative() {
    return this == EXP || this == RELU || this == SOFTPLUS || this == SIGMOID;
  }
}
