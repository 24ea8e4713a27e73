package annlab.estimators;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A fitted regressor. */
public interface FittedRegressor extends Fitted {
  /** {@inheritDoc} Here the coefficient of determination, see {@link Scores#r2}. */
  @Override
  default double score(INDArray x, INDArray y) {
    return Scores.r2(y, predict(x));
  }
}
