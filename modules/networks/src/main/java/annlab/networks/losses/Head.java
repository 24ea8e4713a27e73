package annlab.networks.losses;

import annlab.networks.layers.Activation;
import org.jspecify.annotations.Nullable;

/**
 * The end of a network on the host: output activation and loss of a batch in plain Java, in double
 * precision whatever the network computes in. Every training step and every evaluation uses it, so
 * that a loss has one definition.
 *
 * <p>All matrices are row by row: entry (r, j) of {@code width} columns is at {@code r * width +
 * j}.
 */
public final class Head {
  private final LossRule rule;
  private final Activation activation;
  private final int outputs;

  public Head(Loss loss, Activation activation, int outputs) {
    loss.requireOutputs(activation, outputs);
    this.rule = loss.rule(activation, outputs);
    this.activation = activation;
    this.outputs = outputs;
  }

  public int outputs() {
    return outputs;
  }

  /** Columns of the targets: 1 for class ids, else one an output. */
  public int targetWidth() {
    return rule.targetWidth();
  }

  public boolean classIds() {
    return rule.classIds();
  }

  public TargetRange targets() {
    return rule.targets();
  }

  /**
   * Computes predictions, loss and, if wanted, gradients.
   *
   * @param z sums before the activation, [rows, outputs]
   * @param targets [rows, targetWidth]
   * @param weights a weight per row, null for all 1
   * @param rows rows of this batch
   * @param predictions takes activation(z), [rows, outputs]
   * @param delta takes weight * dLoss/dz, [rows, outputs]; null if not wanted
   * @return sum over the rows of weight * loss
   */
  public double run(
      double[] z,
      double[] targets,
      double @Nullable [] weights,
      int rows,
      double[] predictions,
      double @Nullable [] delta) {
    double sum = 0;
    int width = rule.targetWidth();
    for (int r = 0; r < rows; r++) {
      int at = r * outputs;
      double weight = weights == null ? 1 : weights[r];
      activation.apply(z, predictions, at, outputs);
      sum += weight * rule.value(z, predictions, at, targets, r * width);
      if (delta != null) {
        rule.gradient(z, predictions, at, targets, r * width, delta);
        if (weight != 1) {
          for (int j = 0; j < outputs; j++) {
            delta[at + j] *= weight;
          }
        }
      }
    }
    return sum;
  }
}
