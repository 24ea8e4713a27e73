package annlab.networks;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The arithmetic of the optimizers on flat vectors. */
final class UpdateRule {
  private UpdateRule() {}

  /** Numbers of state for each parameter. */
  static int stateFactor(Optimizer optimizer) {
    if (optimizer instanceof Sgd sgd) {
      return sgd.momentum() == 0 ? 0 : 1;
    }
    return 2;
  }

  /**
   * Turns the mean gradient into the update that is subtracted from the parameters.
   *
   * @param step updates done before this one
   */
  static void apply(
      Optimizer optimizer, INDArray gradient, @Nullable INDArray state, double rate, int step) {
    if (optimizer instanceof Sgd sgd) {
      gradient.muli(rate);
      if (sgd.momentum() != 0) {
        momentum(sgd, gradient, requireNonNull(state));
      }
    } else if (optimizer instanceof Adam adam) {
      adam(adam, gradient, requireNonNull(state), rate, step + 1);
    }
  }

  /** Takes rate * g; the velocity is Keras', v = momentum * v - rate * g. */
  private static void momentum(Sgd sgd, INDArray scaled, INDArray velocity) {
    velocity.muli(sgd.momentum()).subi(scaled);
    if (sgd.nesterov()) {
      scaled.subi(velocity.mul(sgd.momentum()));
    } else {
      scaled.assign(velocity).negi();
    }
  }

  private static void adam(Adam adam, INDArray gradient, INDArray state, double rate, int t) {
    long n = gradient.length();
    INDArray mean = state.get(NDArrayIndex.interval(0, n));
    INDArray square = state.get(NDArrayIndex.interval(n, 2 * n));
    double corrected = correctedRate(adam, rate, t);
    // The operation would correct the bias in the array's type, losing digits in float: it is
    // corrected here in double, and at its last iteration the operation's own correction is 1.
    Nd4j.exec(
        new AdamUpdater(
            gradient,
            square,
            mean,
            corrected,
            adam.beta1(),
            adam.beta2(),
            adam.epsilon(),
            Integer.MAX_VALUE - 1));
  }

  /** The rate that corrects the bias of both running means at update t, counted from 1. */
  static double correctedRate(Adam adam, double rate, int t) {
    return rate * Math.sqrt(1 - Math.pow(adam.beta2(), t)) / (1 - Math.pow(adam.beta1(), t));
  }
}
