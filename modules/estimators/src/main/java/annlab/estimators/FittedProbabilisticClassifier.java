package annlab.estimators;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A fitted classifier that gives probabilities. */
public interface FittedProbabilisticClassifier extends FittedClassifier {
  /**
   * Estimates the probability of each class.
   *
   * @param x inputs, floating point, shape [rows, features]
   * @return DOUBLE, shape [rows, classes], in the order of {@link #classes}; rows sum to 1 except
   *     for a multilabel target, where each column is the probability of its label alone
   * @throws IllegalArgumentException as {@link #predict}
   */
  INDArray predictProba(INDArray x);
}
