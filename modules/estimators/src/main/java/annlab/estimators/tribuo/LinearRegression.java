package annlab.estimators.tribuo;

import annlab.estimators.Regressor;
import annlab.estimators.internal.Inputs;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tribuo.regression.slm.SLMTrainer;

/**
 * Ordinary least squares with an intercept, by Tribuo: its forward selection taken to the last
 * feature is the least squares solution, found from the normal equations of centred and scaled
 * columns.
 *
 * <p>Of columns that depend linearly on others Tribuo leaves out the last; predictions are then the
 * same as scikit-learn's, which spreads the weight over all of them.
 */
public final class LinearRegression implements Regressor<FittedTribuoRegressor> {
  private static final String NAME = "LinearRegression";

  /** Least squares. */
  public LinearRegression() {}

  @Override
  public FittedTribuoRegressor fit(INDArray x, INDArray y) {
    INDArray checked = Inputs.features(x, NAME);
    Inputs.targets(checked, y);
    return new FittedTribuoRegressor(
        NAME, new SLMTrainer(true).train(TribuoData.regression(checked, y)), checked, y);
  }
}
