package annlab.networks.metrics;

import annlab.networks.losses.Head;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

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

  /**
   * The area under the ROC curve: of all pairs of a yes and a no, the share in which the yes has
   * the higher output, equal ones counted half. (DL4J's ROC takes equal outputs in the order of
   * rows.)
   */
  static final class Area extends MetricState {
    private final List<double[]> yes = new ArrayList<>();
    private final List<double[]> no = new ArrayList<>();

    @Override
    public void update(double[] targets, double[] predictions, int rows) {
      yes.add(outputs(targets, predictions, rows, true));
      no.add(outputs(targets, predictions, rows, false));
    }

    private static double[] outputs(
        double[] targets, double[] predictions, int rows, boolean wanted) {
      return IntStream.range(0, rows)
          .filter(i -> targets[i] > 0.5 == wanted)
          .mapToDouble(i -> predictions[i])
          .toArray();
    }

    @Override
    public double value() {
      double[] positive = sorted(yes);
      double[] negative = sorted(no);
      if (isNotANumber(positive) || isNotANumber(negative)) {
        return Double.NaN;
      }
      if (positive.length == 0 || negative.length == 0) {
        return 0;
      }
      long won = 0; // in halves of a pair
      int below = 0;
      int upTo = 0;
      for (double output : positive) {
        while (below < negative.length && negative[below] < output) {
          below++;
        }
        while (upTo < negative.length && negative[upTo] <= output) {
          upTo++;
        }
        won += below + upTo;
      }
      return won / 2.0 / ((double) positive.length * negative.length);
    }

    /** Without a negative 0, which would stand before 0. */
    private static double[] sorted(List<double[]> outputs) {
      return outputs.stream()
          .flatMapToDouble(Arrays::stream)
          .map(each -> each + 0.0)
          .sorted()
          .toArray();
    }

    /** NaN stands last. */
    private static boolean isNotANumber(double[] sorted) {
      return sorted.length > 0 && Double.isNaN(sorted[sorted.length - 1]);
    }
  }
}
