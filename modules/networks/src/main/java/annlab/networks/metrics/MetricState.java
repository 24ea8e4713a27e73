package annlab.networks.metrics;

import annlab.networks.losses.Head;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A metric's running value over the rows seen since its start. */
public abstract class MetricState {
  /** Takes rows: targets [rows, width] and predictions [rows, outputs], row by row. */
  public abstract void update(double[] targets, double[] predictions, int rows);

  public abstract double value();

  /** The share of rows whose class is among the k largest outputs. */
  static final class ClassShare extends MetricState {
    private final boolean classIds;
    private final int outputs;
    private final int k;
    private double right;
    private long count;

    ClassShare(Head head, int k) {
      this.classIds = head.classIds();
      this.outputs = head.outputs();
      this.k = k;
    }

    @Override
    public void update(double[] targets, double[] predictions, int rows) {
      for (int r = 0; r < rows; r++) {
        int at = r * outputs;
        int expected = classIds ? (int) targets[r] : largest(targets, at);
        right += rank(predictions, at, expected) < k ? 1 : 0;
      }
      count += rows;
    }

    /** How many outputs come before the given one; of equal ones the first wins. */
    private int rank(double[] values, int at, int output) {
      int before = 0;
      double value = values[at + output];
      for (int j = 0; j < outputs; j++) {
        double other = values[at + j];
        before += other > value || (other == value && j < output) ? 1 : 0;
      }
      return before;
    }

    private int largest(double[] values, int at) {
      int best = 0;
      for (int j = 1; j < outputs; j++) {
        if (values[at + j] > values[at + best]) {
          best = j;
        }
      }
      return best;
    }

    @Override
    public double value() {
      return right / count;
    }
  }

  /** The share of outputs on the right side of 0.5. */
  static final class OutputShare extends MetricState {
    private final int outputs;
    private double right;
    private long count;

    OutputShare(int outputs) {
      this.outputs = outputs;
    }

    @Override
    public void update(double[] targets, double[] predictions, int rows) {
      for (int i = 0; i < rows * outputs; i++) {
        right += (predictions[i] > 0.5) == (targets[i] > 0.5) ? 1 : 0;
      }
      count += (long) rows * outputs;
    }

    @Override
    public double value() {
      return right / count;
    }
  }

  /** Means of errors over rows and outputs. */
  static final class Errors extends MetricState {
    private final int outputs;
    private final DoubleUnaryOperator of;
    private final DoubleUnaryOperator end;
    private double sum;
    private long count;

    /** Means of a function of the errors; the end is applied to the mean. */
    Errors(int outputs, DoubleUnaryOperator of, DoubleUnaryOperator end) {
      this.outputs = outputs;
      this.of = of;
      this.end = end;
    }

    @Override
    public void update(double[] targets, double[] predictions, int rows) {
      for (int i = 0; i < rows * outputs; i++) {
        sum += of.applyAsDouble(predictions[i] - targets[i]);
      }
      count += (long) rows * outputs;
    }

    @Override
    public double value() {
      return end.applyAsDouble(sum / count);
    }
  }

  /** Precision or recall. */
  static final class Hits extends MetricState {
    private final boolean precision;
    private final int outputs;
    private double hits;
    private double all;

    Hits(boolean precision, int outputs) {
      this.precision = precision;
      this.outputs = outputs;
    }

    @Override
    public void update(double[] targets, double[] predictions, int rows) {
      for (int i = 0; i < rows * outputs; i++) {
        boolean wanted = targets[i] > 0.5;
        boolean said = predictions[i] > 0.5;
        hits += wanted && said ? 1 : 0;
        all += (precision ? said : wanted) ? 1 : 0;
      }
    }

    @Override
    public double value() {
      return all == 0 ? 0 : hits / all;
    }
  }

  /** The area under the ROC curve, by DL4J. */
  static final class Area extends MetricState {
    // 0 steps: every score is a threshold
    private final ROC roc = new ROC(0);

    @Override
    public void update(double[] targets, double[] predictions, int rows) {
      roc.eval(column(targets, rows), column(predictions, rows));
    }

    private static INDArray column(double[] values, int rows) {
      return Nd4j.create(Arrays.copyOf(values, rows), new long[] {rows, 1}, DataType.DOUBLE);
    }

    @Override
    public double value() {
      return roc.calculateAUC();
    }
  }
}
