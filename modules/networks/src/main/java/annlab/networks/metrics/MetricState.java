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

  /** Shares of rows, by their class. */
  abstract static class RowShare extends MetricState {
    final int outputs;
    private final boolean classIds;
    private double right;
    private long count;

    RowShare(Head head) {
      this.classIds = head.classIds();
      this.outputs = head.outputs();
    }

    /** Whether the row whose outputs begin at {@code at} is right. */
    abstract boolean right(double[] predictions, int at, int expected);

    @Override
    public void update(double[] targets, double[] predictions, int rows) {
      for (int r = 0; r < rows; r++) {
        int at = r * outputs;
        int expected = classIds ? (int) targets[r] : largest(targets, at, outputs);
        right += right(predictions, at, expected) ? 1 : 0;
      }
      count += rows;
    }

    /** The first of the largest; -1 if a value is NaN. */
    static int largest(double[] values, int at, int n) {
      int best = 0;
      for (int j = 0; j < n; j++) {
        if (Double.isNaN(values[at + j])) {
          return -1;
        }
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

  /** The share of rows whose largest output is that of their class; of equal ones the first. */
  static final class ClassShare extends RowShare {
    ClassShare(Head head) {
      super(head);
    }

    @Override
    boolean right(double[] predictions, int at, int expected) {
      return largest(predictions, at, outputs) == expected;
    }
  }

  /** The share of rows with fewer than k outputs above that of their class. */
  static final class TopShare extends RowShare {
    private final int k;

    TopShare(Head head, int k) {
      super(head);
      this.k = k;
    }

    @Override
    boolean right(double[] predictions, int at, int expected) {
      int above = 0;
      for (int j = 0; j < outputs; j++) {
        double other = predictions[at + j];
        if (!Double.isFinite(other)) {
          return false;
        }
        above += other > predictions[at + expected] ? 1 : 0;
      }
      return above < k;
    }
  }

  /** The share of outputs on the side of 0.5 that their target, 0 or 1, is. */
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
        double said = predictions[i] > 0.5 ? 1 : 0;
        right += !Double.isNaN(predictions[i]) && targets[i] == said ? 1 : 0;
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
        boolean wanted = targets[i] != 0; // as Keras takes targets between 0 and 1
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
    private long positive;
    private long negative;
    private boolean notANumber;

    @Override
    public void update(double[] targets, double[] predictions, int rows) {
      double[] wanted = new double[rows];
      for (int i = 0; i < rows; i++) {
        wanted[i] = targets[i] > 0.5 ? 1 : 0;
        positive += targets[i] > 0.5 ? 1 : 0;
        negative += targets[i] > 0.5 ? 0 : 1;
        notANumber |= Double.isNaN(predictions[i]);
      }
      if (!notANumber) {
        roc.eval(column(wanted, rows), column(predictions, rows));
      }
    }

    private static INDArray column(double[] values, int rows) {
      return Nd4j.create(Arrays.copyOf(values, rows), new long[] {rows, 1}, DataType.DOUBLE);
    }

    @Override
    public double value() {
      if (notANumber) {
        return Double.NaN;
      }
      return positive == 0 || negative == 0 ? 0 : roc.calculateAUC();
    }
  }
}
