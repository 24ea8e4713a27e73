package annlab.estimators;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How good predictions are. Everything is computed in double precision. */
public final class Scores {
  /** What scikit-learn's log_loss keeps probabilities away from 0 and 1 by: double's epsilon. */
  private static final double EPSILON = Math.ulp(1.0);

  private Scores() {}

  /**
   * Mean squared error, {@code mean((y - yhat)^2)} over all values.
   *
   * @param y true values, shape [rows] or [rows, outputs]
   * @param predicted predicted values, the same shape
   * @return at least 0
   * @throws IllegalArgumentException if the shapes differ
   */
  public static double mse(INDArray y, INDArray predicted) {
    double[] truth = values(y);
    double[] guess = values(predicted, y);
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum += (truth[i] - guess[i]) * (truth[i] - guess[i]);
    }
    return sum / truth.length;
  }

  /**
   * Root mean squared error, the square root of {@link #mse}.
   *
   * @param y true values, shape [rows] or [rows, outputs]
   * @param predicted predicted values, the same shape
   * @return at least 0, in the unit of y
   * @throws IllegalArgumentException if the shapes differ
   */
  public static double rmse(INDArray y, INDArray predicted) {
    return Math.sqrt(mse(y, predicted));
  }

  /**
   * Mean absolute error, {@code mean(|y - yhat|)} over all values.
   *
   * @param y true values, shape [rows] or [rows, outputs]
   * @param predicted predicted values, the same shape
   * @return at least 0, in the unit of y
   * @throws IllegalArgumentException if the shapes differ
   */
  public static double mae(INDArray y, INDArray predicted) {
    double[] truth = values(y);
    double[] guess = values(predicted, y);
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum += Math.abs(truth[i] - guess[i]);
    }
    return sum / truth.length;
  }

  /**
   * Coefficient of determination, {@code 1 - sum((y - yhat)^2) / sum((y - mean(y))^2)}, averaged
   * over outputs, as scikit-learn's {@code r2_score}: an output whose true values are all equal
   * counts 1 if predicted exactly, else 0.
   *
   * @param y true values, shape [rows] or [rows, outputs], at least 2 rows
   * @param predicted predicted values, the same shape
   * @return at most 1; 0 for always predicting the mean
   * @throws IllegalArgumentException if the shapes differ or there is one row only
   */
  public static double r2(INDArray y, INDArray predicted) {
    if (y.size(0) < 2) {
      throw new IllegalArgumentException(
          "r2 is not defined for fewer than 2 rows, got " + y.size(0) + "; pass more rows");
    }
    double[] truth = values(y);
    double[] guess = values(predicted, y);
    int rows = Math.toIntExact(y.size(0));
    int outputs = truth.length / rows;
    double sum = 0;
    for (int k = 0; k < outputs; k++) {
      sum += r2OfColumn(truth, guess, rows, outputs, k);
    }
    return sum / outputs;
  }

  private static double r2OfColumn(double[] y, double[] guess, int rows, int outputs, int k) {
    double mean = 0;
    for (int i = 0; i < rows; i++) {
      mean += y[i * outputs + k];
    }
    mean /= rows;
    double residual = 0;
    double total = 0;
    for (int i = 0; i < rows; i++) {
      int at = i * outputs + k;
      residual += (y[at] - guess[at]) * (y[at] - guess[at]);
      total += (y[at] - mean) * (y[at] - mean);
    }
    if (total == 0) {
      return residual == 0 ? 1 : 0;
    }
    return 1 - residual / total;
  }

  /**
   * The share of rows predicted right; a row of several labels is right if all of them are.
   *
   * @param y true class ids, shape [rows], or labels 0 and 1, shape [rows, labels]
   * @param predicted predicted class ids or labels, the same shape
   * @return in [0, 1]
   * @throws IllegalArgumentException if the shapes differ
   */
  public static double accuracy(INDArray y, INDArray predicted) {
    double[] truth = values(y);
    double[] guess = values(predicted, y);
    int rows = Math.toIntExact(y.size(0));
    int labels = truth.length / rows;
    int right = 0;
    for (int i = 0; i < rows; i++) {
      int from = i * labels;
      if (Arrays.equals(truth, from, from + labels, guess, from, from + labels)) {
        right++;
      }
    }
    return (double) right / rows;
  }

  /**
   * Cross-entropy, {@code -mean(ln p[row, y[row]])}, as scikit-learn's {@code log_loss}: a
   * probability is kept within [eps, 1 - eps], eps being double's 2^-52.
   *
   * @param y true classes as columns of the probabilities, integer, shape [rows], 0 .. classes - 1
   * @param probabilities shape [rows, classes], rows sum to 1
   * @return at least 0
   * @throws IllegalArgumentException if rows differ or a class has no column
   */
  public static double logLoss(INDArray y, INDArray probabilities) {
    if (probabilities.rank() != 2 || y.rank() != 1 || probabilities.size(0) != y.size(0)) {
      throw new IllegalArgumentException(
          "probabilities must have shape [rows, classes] for y of shape [rows], got "
              + Arrays.toString(probabilities.shape())
              + " and "
              + Arrays.toString(y.shape()));
    }
    int classes = Math.toIntExact(probabilities.size(1));
    double[] p = probabilities.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    int[] column = classIds(y, classes);
    double sum = 0;
    for (int i = 0; i < column.length; i++) {
      sum -= Math.log(Math.min(Math.max(p[i * classes + column[i]], EPSILON), 1 - EPSILON));
    }
    return sum / column.length;
  }

  /**
   * Counts how often each class was taken for each.
   *
   * @param y true class ids, integer, shape [rows], 0 .. classes - 1
   * @param predicted predicted class ids, the same shape
   * @param classes the number of classes, at least 1
   * @return INT64, shape [classes, classes]: row = true class, column = predicted class
   * @throws IllegalArgumentException if the shapes differ or an id is out of range
   */
  public static INDArray confusionMatrix(INDArray y, INDArray predicted, int classes) {
    values(predicted, y);
    int[] truth = classIds(y, classes);
    int[] guess = classIds(predicted, classes);
    long[][] counts = new long[classes][classes];
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i]][guess[i]]++;
    }
    return Nd4j.createFromArray(counts);
  }

  private static int[] classIds(INDArray y, int classes) {
    double[] ids = values(y);
    int[] result = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] != Math.rint(ids[i]) || ids[i] < 0 || ids[i] >= classes) {
        throw new IllegalArgumentException(
            "class ids must be in [0, " + classes + "), got " + ids[i] + " at row " + i);
      }
      result[i] = (int) ids[i];
    }
    return result;
  }

  private static double[] values(INDArray a) {
    if (a.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to score: no rows");
    }
    return a.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }

  private static double[] values(INDArray predicted, INDArray y) {
    if (!Arrays.equals(predicted.shape(), y.shape())) {
      throw new IllegalArgumentException(
          "predictions have shape "
              + Arrays.toString(predicted.shape())
              + " but y has "
              + Arrays.toString(y.shape())
              + "; pass one prediction per target");
    }
    return values(predicted);
  }
}
