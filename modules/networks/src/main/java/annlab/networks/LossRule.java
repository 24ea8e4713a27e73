package annlab.networks;

/** A loss of one row and its gradient at the sums before the output activation. */
abstract class LossRule {
  final int outputs;

  LossRule(int outputs) {
    this.outputs = outputs;
  }

  int targetWidth() {
    return outputs;
  }

  boolean classIds() {
    return false;
  }

  /** Which targets the loss has a meaning for. */
  TargetRange targets() {
    return TargetRange.ANY;
  }

  /**
   * The loss of the row whose sums and outputs begin at {@code at} and whose targets begin at
   * {@code yAt}.
   */
  abstract double value(double[] z, double[] p, int at, double[] y, int yAt);

  /** Writes dLoss/dz of that row to {@code d} from {@code at} on. */
  abstract void gradient(double[] z, double[] p, int at, double[] y, int yAt, double[] d);

  static void check(Loss loss, Activation activation, int outputs) {
    if (loss instanceof Loss.Scaled scaled) {
      check(scaled.loss(), activation, outputs);
      return;
    }
    boolean classes =
        loss instanceof Loss.SparseCategoricalCrossentropy
            || loss instanceof Loss.CategoricalCrossentropy;
    if (classes && activation != Activation.SOFTMAX) {
      throw new IllegalArgumentException(
          "categorical cross-entropy needs softmax outputs, got "
              + activation.kerasName()
              + (outputs == 1 || activation == Activation.SIGMOID
                  ? "; for yes or no use binary_crossentropy with sigmoid"
                  : "; make the last layer a softmax, or use mse for numbers"));
    }
    if (loss instanceof Loss.BinaryCrossentropy && activation != Activation.SIGMOID) {
      throw new IllegalArgumentException(
          "binary cross-entropy needs sigmoid outputs, got "
              + activation.kerasName()
              + (activation == Activation.SOFTMAX
                  ? "; with softmax use sparse_categorical_crossentropy for class ids or"
                      + " categorical_crossentropy for one-hot rows"
                  : "; make the last layer a sigmoid"));
    }
    if (activation == Activation.SOFTMAX && outputs < 2) {
      throw new IllegalArgumentException(
          "a softmax over " + outputs + " output is always 1; use one output for each class");
    }
  }

  static LossRule of(Loss loss, Activation activation, int outputs) {
    check(loss, activation, outputs);
    if (loss instanceof Loss.Scaled scaled) {
      return new ScaledRule(of(scaled.loss(), activation, outputs), scaled);
    }
    if (loss instanceof Loss.SparseCategoricalCrossentropy sparse) {
      return new SparseRule(sparse.smallest(), outputs);
    }
    if (loss instanceof Loss.CategoricalCrossentropy oneHot) {
      return new OneHotRule(oneHot.smallest(), outputs);
    }
    if (loss instanceof Loss.BinaryCrossentropy) {
      return new BinaryRule(outputs);
    }
    if (loss instanceof Loss.PerceptronHinge) {
      return new HingeRule(outputs);
    }
    if (loss instanceof Loss.PerceptronRule) {
      return new TextbookPerceptron(outputs);
    }
    return new ElementRule(loss, activation, outputs);
  }

  /** log(sum(exp(z))), without overflow. */
  private static double logSumExp(double[] z, int at, int n) {
    double max = z[at];
    for (int j = 1; j < n; j++) {
      max = Math.max(max, z[at + j]);
    }
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += Math.exp(z[at + j] - max);
    }
    return max + Math.log(sum);
  }

  private static final class SparseRule extends LossRule {
    private final double largest;

    SparseRule(double smallest, int outputs) {
      super(outputs);
      this.largest = -Math.log(smallest);
    }

    @Override
    int targetWidth() {
      return 1;
    }

    @Override
    boolean classIds() {
      return true;
    }

    @Override
    double value(double[] z, double[] p, int at, double[] y, int yAt) {
      return Math.min(largest, logSumExp(z, at, outputs) - z[at + (int) y[yAt]]);
    }

    @Override
    void gradient(double[] z, double[] p, int at, double[] y, int yAt, double[] d) {
      System.arraycopy(p, at, d, at, outputs);
      d[at + (int) y[yAt]] -= 1;
    }
  }

  private static final class OneHotRule extends LossRule {
    private final double largest;

    OneHotRule(double smallest, int outputs) {
      super(outputs);
      this.largest = -Math.log(smallest);
    }

    @Override
    TargetRange targets() {
      return TargetRange.SHARES;
    }

    @Override
    double value(double[] z, double[] p, int at, double[] y, int yAt) {
      double log = logSumExp(z, at, outputs);
      double sum = 0;
      for (int j = 0; j < outputs; j++) {
        if (y[yAt + j] != 0) {
          sum += y[yAt + j] * Math.min(largest, log - z[at + j]);
        }
      }
      return sum;
    }

    @Override
    void gradient(double[] z, double[] p, int at, double[] y, int yAt, double[] d) {
      double mass = 0;
      for (int j = 0; j < outputs; j++) {
        mass += y[yAt + j];
      }
      for (int j = 0; j < outputs; j++) {
        d[at + j] = mass * p[at + j] - y[yAt + j];
      }
    }
  }

  private static final class BinaryRule extends LossRule {
    BinaryRule(int outputs) {
      super(outputs);
    }

    @Override
    TargetRange targets() {
      return TargetRange.SHARES;
    }

    @Override
    double value(double[] z, double[] p, int at, double[] y, int yAt) {
      double sum = 0;
      for (int j = 0; j < outputs; j++) {
        double x = z[at + j];
        sum += Math.max(x, 0) - x * y[yAt + j] + Math.log1p(Math.exp(-Math.abs(x)));
      }
      return sum / outputs;
    }

    @Override
    void gradient(double[] z, double[] p, int at, double[] y, int yAt, double[] d) {
      for (int j = 0; j < outputs; j++) {
        d[at + j] = (p[at + j] - y[yAt + j]) / outputs;
      }
    }
  }

  private static final class HingeRule extends LossRule {
    HingeRule(int outputs) {
      super(outputs);
    }

    @Override
    double value(double[] z, double[] p, int at, double[] y, int yAt) {
      double sum = 0;
      for (int j = 0; j < outputs; j++) {
        sum += Math.max(0, y[yAt + j] > 0 ? -z[at + j] : z[at + j]);
      }
      return sum;
    }

    @Override
    void gradient(double[] z, double[] p, int at, double[] y, int yAt, double[] d) {
      for (int j = 0; j < outputs; j++) {
        double sign = y[yAt + j] > 0 ? 1 : -1;
        d[at + j] = sign * z[at + j] <= 0 ? -sign : 0;
      }
    }
  }

  private static final class TextbookPerceptron extends LossRule {
    TextbookPerceptron(int outputs) {
      super(outputs);
    }

    @Override
    double value(double[] z, double[] p, int at, double[] y, int yAt) {
      double wrong = 0;
      for (int j = 0; j < outputs; j++) {
        wrong += Math.abs(p[at + j] - y[yAt + j]);
      }
      return wrong;
    }

    @Override
    void gradient(double[] z, double[] p, int at, double[] y, int yAt, double[] d) {
      for (int j = 0; j < outputs; j++) {
        d[at + j] = p[at + j] - y[yAt + j];
      }
    }
  }

  /** Losses that are a mean over the outputs, behind any activation. */
  private static final class ElementRule extends LossRule {
    private final Loss loss;
    private final Activation activation;

    ElementRule(Loss loss, Activation activation, int outputs) {
      super(outputs);
      this.loss = loss;
      this.activation = activation;
    }

    @Override
    TargetRange targets() {
      return loss instanceof Loss.Poisson ? TargetRange.COUNTS : TargetRange.ANY;
    }

    @Override
    double value(double[] z, double[] p, int at, double[] y, int yAt) {
      double sum = 0;
      for (int j = 0; j < outputs; j++) {
        sum += element(p[at + j], y[yAt + j]);
      }
      return sum / outputs;
    }

    @Override
    void gradient(double[] z, double[] p, int at, double[] y, int yAt, double[] d) {
      for (int j = 0; j < outputs; j++) {
        d[at + j] = slope(p[at + j], y[yAt + j]) / outputs;
      }
      activation.backward(z, p, d, at, outputs);
    }

    private double element(double p, double y) {
      double error = p - y;
      if (loss instanceof Loss.MeanSquaredError) {
        return error * error;
      }
      if (loss instanceof Loss.MeanAbsoluteError) {
        return Math.abs(error);
      }
      if (loss instanceof Loss.Huber huber) {
        double size = Math.abs(error);
        return size <= huber.delta()
            ? error * error / 2
            : huber.delta() * (size - huber.delta() / 2);
      }
      return p - y * Math.log(p + Loss.EPSILON);
    }

    private double slope(double p, double y) {
      double error = p - y;
      if (loss instanceof Loss.MeanSquaredError) {
        return 2 * error;
      }
      if (loss instanceof Loss.MeanAbsoluteError) {
        return Math.signum(error);
      }
      if (loss instanceof Loss.Huber huber) {
        return Math.max(-huber.delta(), Math.min(huber.delta(), error));
      }
      return 1 - y / (p + Loss.EPSILON);
    }
  }

  private static final class ScaledRule extends LossRule {
    private final LossRule rule;
    private final Loss.Scaled scale;

    ScaledRule(LossRule rule, Loss.Scaled scale) {
      super(rule.outputs);
      this.rule = rule;
      this.scale = scale;
    }

    @Override
    int targetWidth() {
      return rule.targetWidth();
    }

    @Override
    boolean classIds() {
      return rule.classIds();
    }

    @Override
    TargetRange targets() {
      return rule.targets();
    }

    @Override
    double value(double[] z, double[] p, int at, double[] y, int yAt) {
      return scale.valueFactor() * rule.value(z, p, at, y, yAt);
    }

    @Override
    void gradient(double[] z, double[] p, int at, double[] y, int yAt, double[] d) {
      rule.gradient(z, p, at, y, yAt, d);
      for (int j = 0; j < outputs; j++) {
        d[at + j] *= scale.gradientFactor();
      }
    }
  }
}
