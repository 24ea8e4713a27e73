package annlab.networks;

/** A metric's running value over the rows seen since its start. */
abstract class MetricState {
  /** Takes rows: targets [rows, width] and predictions [rows, outputs], row by row. */
  abstract void update(double[] targets, double[] predictions, int rows);

  abstract double value();

  static MetricState of(Metric metric, ModelSpec spec) {
    return new AccuracyState(spec.head(), spec.output().activation());
  }

  /** Keras chooses the kind of accuracy by the loss; so does this. */
  private static final class AccuracyState extends MetricState {
    private final boolean classIds;
    private final boolean largest;
    private final int outputs;
    private double right;
    private long count;

    AccuracyState(Head head, Activation activation) {
      this.classIds = head.classIds();
      this.outputs = head.outputs();
      this.largest = activation == Activation.SOFTMAX;
    }

    @Override
    void update(double[] targets, double[] predictions, int rows) {
      for (int r = 0; r < rows; r++) {
        right += largest ? classRight(targets, predictions, r) : share(targets, predictions, r);
      }
      count += rows;
    }

    private double classRight(double[] targets, double[] predictions, int r) {
      int expected = classIds ? (int) targets[r] : largest(targets, r * outputs);
      return largest(predictions, r * outputs) == expected ? 1 : 0;
    }

    private double share(double[] targets, double[] predictions, int r) {
      int hits = 0;
      for (int j = r * outputs; j < (r + 1) * outputs; j++) {
        hits += (predictions[j] > 0.5) == (targets[j] > 0.5) ? 1 : 0;
      }
      return (double) hits / outputs;
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
    double value() {
      return right / count;
    }
  }
}
