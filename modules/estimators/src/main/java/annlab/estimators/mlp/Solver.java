package annlab.estimators.mlp;

/** How a multilayer perceptron's weights are found, under scikit-learn's names. */
public enum Solver {
  /** L-BFGS over all rows at once; for small data. */
  LBFGS,
  /** Stochastic gradient descent with momentum. */
  SGD,
  /** Adam (Kingma and Ba, 2015). */
  ADAM
}
