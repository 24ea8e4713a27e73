package annlab.estimators;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What an estimator learnt: it predicts and scores. */
public interface Fitted {
  /**
   * The number of input columns seen in {@code fit}.
   *
   * @return at least 1
   */
  int features();

  /**
   * Predicts targets.
   *
   * @param x inputs, floating point, shape [rows, features]
   * @return numbers (DOUBLE) from a regressor, class ids (INT32) from a classifier, in the shape of
   *     the targets that were learnt: [rows] or [rows, outputs]
   * @throws IllegalArgumentException if x has another number of columns than in {@code fit}, is
   *     empty, or has a value that is NaN or infinite
   */
  INDArray predict(INDArray x);

  /**
   * How good the predictions are: the coefficient of determination of a regressor, the accuracy of
   * a classifier.
   *
   * @param x inputs, floating point, shape [rows, features]
   * @param y true targets
   * @return at most 1; higher is better
   */
  double score(INDArray x, INDArray y);
}
