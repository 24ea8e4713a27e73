package annlab.estimators;

import annlab.estimators.internal.Inputs;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Learns each feature's mean and standard deviation, to bring features to mean 0 and variance 1:
 * {@code (x - mean) / scale}, as scikit-learn's {@code StandardScaler}.
 *
 * <p>Sums run in double precision, over the rows in order, but pairwise for a single column as
 * NumPy adds one up, and the variance is corrected for the rounding of the mean, exactly as
 * scikit-learn does it, so that means and scales agree to the last digits.
 */
public final class StandardScaler {
  private static final double EPSILON = Math.ulp(1.0);

  /** A scaler that centres and scales. */
  public StandardScaler() {}

  /**
   * Learns means and standard deviations.
   *
   * @param x floating point, shape [rows, features]
   * @return what transforms data by them; a constant feature is centred and not scaled
   * @throws IllegalArgumentException if x is not a matrix, is empty, or has NaN or infinity
   */
  public FittedStandardScaler fit(INDArray x) {
    INDArray checked = Inputs.features(x, "StandardScaler");
    int features = Math.toIntExact(checked.size(1));
    long rows = checked.size(0);
    double[] mean = new double[features];
    addRows(checked, mean);
    divide(mean, rows);
    double[] variance = variance(checked, mean);
    double[] scale = new double[features];
    for (int j = 0; j < features; j++) {
      scale[j] = isConstant(variance[j], mean[j], rows) ? 1 : Math.sqrt(variance[j]);
    }
    return new FittedStandardScaler(mean, variance, scale);
  }

  private static void addRows(INDArray x, double[] sums) {
    if (sums.length == 1) {
      double[] column = x.dup('c').data().asDouble();
      sums[0] = PairwiseSum.of(column);
      return;
    }
    Inputs.eachBlock(
        x,
        (values, firstRow) -> {
          for (int i = 0; i < values.length; i++) {
            sums[i % sums.length] += values[i];
          }
        });
  }

  private static double[] variance(INDArray x, double[] mean) {
    int features = mean.length;
    double[] rounding = new double[features];
    double[] squares = new double[features];
    if (features == 1) {
      double[] differences = x.dup('c').data().asDouble();
      Arrays.setAll(differences, i -> differences[i] - mean[0]);
      rounding[0] = PairwiseSum.of(differences);
      Arrays.setAll(differences, i -> differences[i] * differences[i]);
      squares[0] = PairwiseSum.of(differences);
      return corrected(squares, rounding, x.size(0));
    }
    Inputs.eachBlock(
        x,
        (values, firstRow) -> {
          for (int i = 0; i < values.length; i++) {
            int j = i % features;
            double difference = values[i] - mean[j];
            rounding[j] += difference;
            squares[j] += difference * difference;
          }
        });
    return corrected(squares, rounding, x.size(0));
  }

  private static double[] corrected(double[] squares, double[] rounding, long rows) {
    for (int j = 0; j < squares.length; j++) {
      squares[j] -= rounding[j] * rounding[j] / rows;
    }
    divide(squares, rows);
    return squares;
  }

  private static void divide(double[] sums, long rows) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] /= rows;
    }
  }

  /** Whether a variance is no more than rounding errors of the algorithm could make it. */
  private static boolean isConstant(double variance, double mean, long rows) {
    double ofMean = rows * mean * EPSILON;
    return variance <= rows * EPSILON * variance + ofMean * ofMean;
  }
}
