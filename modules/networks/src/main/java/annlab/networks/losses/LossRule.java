package annlab.networks.losses;

import annlab.networks.layers.Activation;

/** A loss of one row and its gradient at the logits, the sums before the output activation. */
public abstract class LossRule {
  /** Neurons of the output layer. */
  protected final int outputs;

  LossRule(int outputs) {
    this.outputs = outputs;
  }

  /** Columns of the targets: 1 for class ids, else one for each output. */
  public int targetWidth() {
    return outputs;
  }

  /** Whether the targets are class ids. */
  public boolean classIds() {
    return false;
  }

  /** Which targets the loss has a meaning for. */
  public TargetRange targets() {
    return TargetRange.ANY;
  }

  /**
   * The loss of the row whose logits and outputs begin at {@code at} and whose targets begin at
   * {@code yAt}.
   */
  public abstract double value(double[] z, double[] p, int at, double[] y, int yAt);

  /** Writes dLoss/dz of that row to {@code d} from {@code at} on. */
  public abstract void gradient(double[] z, double[] p, int at, double[] y, int yAt, double[] d);

  /** log(sum(exp(z))), without overflow. */
  static double logSumExp(double[] z, int at, int n) {
    double max = z[at];
    for (int j = 1; j < n; j++) {
      max = Math.max(max, z[at + j]);
    }
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += StrictMath.exp(z[at + j] - max);
    }
    return max + StrictMath.log(sum);
  }

  /** A loss that is a mean over the outputs, behind any activation. */
  abstract static class Elementwise extends LossRule {
    private final Activation activation;

    Elementwise(Activation activation, int outputs) {
      super(outputs);
      this.activation = activation;
    }

    /** The loss of output p against target y. */
    abstract double element(double p, double y);

    /** Its derivative by p. */
    abstract double derivative(double p, double y);

    @Override
    public double value(double[] z, double[] p, int at, double[] y, int yAt) {
      double sum = 0;
      for (int j = 0; j < outputs; j++) {
        sum += element(p[at + j], y[yAt + j]);
      }
      return sum / outputs;
    }

    @Override
    public void gradient(double[] z, double[] p, int at, double[] y, int yAt, double[] d) {
      for (int j = 0; j < outputs; j++) {
        d[at + j] = derivative(p[at + j], y[yAt + j]) / outputs;
      }
      activation.backward(z, p, d, at, outputs);
    }
  }

  /** Another loss with factors of its own. */
  static final class Scaled extends LossRule {
    private final LossRule rule;
    private final Loss.Scaled scale;

    Scaled(LossRule rule, Loss.Scaled scale) {
      super(rule.outputs);
      this.rule = rule;
      this.scale = scale;
    }

    @Override
    public int targetWidth() {
      return rule.targetWidth();
    }

    @Override
    public boolean classIds() {
      return rule.classIds();
    }

    @Override
    public TargetRange targets() {
      return rule.targets();
    }

    @Override
    public double value(double[] z, double[] p, int at, double[] y, int yAt) {
      return scale.valueFactor() * rule.value(z, p, at, y, yAt);
    }

    @Override
    public void gradient(double[] z, double[] p, int at, double[] y, int yAt, double[] d) {
      rule.gradient(z, p, at, y, yAt, d);
      for (int j = 0; j < outputs; j++) {
        d[at + j] *= scale.gradientFactor();
      }
    }
  }
}
