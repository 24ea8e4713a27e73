package annlab.estimators.tribuo;

import annlab.estimators.FittedRegressor;
import annlab.estimators.internal.Inputs;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A fitted {@link LinearRegression}: {@code yhat = x coef + intercept}. */
public final class FittedLinearRegression implements FittedRegressor {
  private final INDArray weights;
  private final INDArray intercepts;
  private final boolean oneColumn;

  FittedLinearRegression(double[][] weights, double[] intercepts, boolean oneColumn) {
    this.weights = Nd4j.createFromArray(weights);
    this.intercepts = Nd4j.createFromArray(intercepts);
    this.oneColumn = oneColumn;
  }

  @Override
  public int features() {
    return Math.toIntExact(weights.size(0));
  }

  /**
   * The weights.
   *
   * @return a copy, shape [features, outputs]
   */
  public INDArray coef() {
    return weights.dup();
  }

  /**
   * The intercepts.
   *
   * @return a copy, shape [outputs]
   */
  public INDArray intercept() {
    return intercepts.dup();
  }

  @Override
  public INDArray predict(INDArray x) {
    INDArray checked = Inputs.features(x, LinearRegression.NAME, features());
    INDArray all = checked.castTo(DataType.DOUBLE).mmul(weights).addiRowVector(intercepts);
    return oneColumn ? all.reshape(all.length()) : all;
  }
}
