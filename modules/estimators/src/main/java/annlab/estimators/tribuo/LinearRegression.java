package annlab.estimators.tribuo;

import annlab.estimators.Regressor;
import annlab.estimators.internal.Inputs;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Ordinary least squares with an intercept, as scikit-learn's {@code LinearRegression}: of all
 * weights with the least squared error those of the smallest norm, from the singular values of the
 * centred columns. A column that is constant gets weight 0, and of columns that depend on each
 * other all share the weight.
 */
public final class LinearRegression implements Regressor<FittedLinearRegression> {
  static final String NAME = "LinearRegression";

  /** Least squares. */
  public LinearRegression() {}

  @Override
  public FittedLinearRegression fit(INDArray x, INDArray y) {
    INDArray checked = Inputs.features(x, NAME);
    Inputs.targets(checked, y);
    double[][] inputs = checked.castTo(DataType.DOUBLE).toDoubleMatrix();
    double[][] targets =
        y.castTo(DataType.DOUBLE).reshape('c', y.size(0), y.length() / y.size(0)).toDoubleMatrix();
    double[] inputMean = centre(inputs);
    double[] targetMean = centre(targets);
    double[][] weights = leastSquares(inputs, targets);
    double[] intercepts = new double[targetMean.length];
    for (int k = 0; k < intercepts.length; k++) {
      intercepts[k] = targetMean[k];
      for (int j = 0; j < inputMean.length; j++) {
        intercepts[k] -= inputMean[j] * weights[j][k];
      }
    }
    return new FittedLinearRegression(weights, intercepts, y.rank() == 1);
  }

  /** Takes the mean of each column from it. */
  private static double[] centre(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += row[j];
      }
    }
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= rows.length;
      if (isConstant(rows, j)) {
        // the mean of equal numbers may be off by its rounding, which is no variance
        mean[j] = rows[0][j];
      }
    }
    for (double[] row : rows) {
      for (int j = 0; j < mean.length; j++) {
        row[j] -= mean[j];
      }
    }
    return mean;
  }

  private static boolean isConstant(double[][] rows, int column) {
    for (double[] row : rows) {
      if (row[column] != rows[0][column]) {
        return false;
      }
    }
    return true;
  }

  private static double[][] leastSquares(double[][] inputs, double[][] targets) {
    RealMatrix x = new Array2DRowRealMatrix(inputs, false);
    RealMatrix y = new Array2DRowRealMatrix(targets, false);
    SingularValueDecomposition parts = new SingularValueDecomposition(x);
    double[] singular = parts.getSingularValues();
    // as scipy.linalg.lstsq in scikit-learn: smaller ones are rounding
    double smallest =
        singular[0] * Math.max(x.getRowDimension(), x.getColumnDimension()) * Math.ulp(1.0);
    RealMatrix projected = parts.getUT().multiply(y);
    for (int i = 0; i < singular.length; i++) {
      double factor = singular[i] > smallest ? 1 / singular[i] : 0;
      for (int k = 0; k < projected.getColumnDimension(); k++) {
        projected.multiplyEntry(i, k, factor);
      }
    }
    return parts.getV().multiply(projected).getData();
  }
}
