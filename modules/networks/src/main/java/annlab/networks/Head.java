package annlab.networks;

import org.jspecify.annotations.Nullable;

/**
 * The end of a network on the host: output activation and loss of a batch in plain Java, in double
 * precision whatever the network computes in. Every training step and every evaluation uses it, so
 * that a loss has one definition.
 *
 * <p>All matrices are row by row: entry (r, j) of {@code width} columns is at {@code r * width +
 * j}.
 */
final class Head {
  private final LossRule rule;
  private final Activation activation;
  private final int outputs;

  Head(Loss loss, Activation activation, int outputs) {
    this.rule = LossRule.of(loss, activation, outputs);
    this.activation = activation;
    this.outputs = outputs;
  }

  /** Refuses a loss that does not fit the output, and names the right one. */
  static void check(Loss loss, Activation activation, int outputs) {
    LossRule.check(loss, activation, outputs);
  }

  int outputs() {
    return outputs;
  }

  /** Columns of the targets: 1 for class ids, else one an output. */
  int targetWidth() {
    return rule.targetWidth();
  }

  boolean classIds() {
    return rule.classIds();
  }

  TargetRange targets() {
    return rule.targets();
  }

  /**
   * Computes predictions, loss and, if wanted, gradients.
   *
   * @param z sums before the activation, [rows, outputs]
   * @param targets [rows, targetWidth]
   * @param weights a weight a row, null for all 1
   * @param rows rows of this batch
   * @param predictions takes activation(z), [rows, outputs]
   * @param delta takes weight * dLoss/dz, [rows, outputs]; null if not wanted
   * @return sum over the rows of weight * loss
   */
  double run(
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
