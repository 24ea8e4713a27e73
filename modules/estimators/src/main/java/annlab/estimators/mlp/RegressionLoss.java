package annlab.estimators.mlp;

import annlab.estimators.internal.Range;
import annlab.networks.losses.Loss;

/**
 * What a regressor minimizes. scikit-learn's {@code MLPRegressor} knows the squared error and
 * Poisson's deviance. Each is a mean over the rows, and over the outputs but for Poisson's, which
 * is their sum as in scikit-learn.
 */
public sealed interface RegressionLoss {
  /** {@code (y - yhat)^2 / 2}, scikit-learn's. */
  record SquaredError() implements RegressionLoss {}

  /** {@code |y - yhat|}. */
  record AbsoluteError() implements RegressionLoss {}

  /**
   * {@code e^2 / 2} for errors up to delta, {@code delta (|e| - delta / 2)} beyond.
   *
   * @param delta where it turns from a parabola to a line, in (0, inf)
   */
  record Huber(double delta) implements RegressionLoss {
    /** The delta of the textbook chapter and of Keras. */
    public static final double DELTA = 1;

    public Huber {
      Range.POSITIVE.check("Huber", "delta", delta);
    }

    /** With delta 1. */
    public Huber() {
      this(DELTA);
    }
  }

  /**
   * {@code y ln(y / yhat) - y + yhat}, scikit-learn's, for counts: targets and outputs must not be
   * negative.
   */
  record Poisson() implements RegressionLoss {}

  /**
   * The loss as the training loop takes it.
   *
   * @param outputs the network's outputs
   * @return the loss with scikit-learn's factors
   */
  default Loss trained(int outputs) {
    if (this instanceof SquaredError) {
      // scikit-learn reports the mean over the outputs, and descends along the gradient of the sum.
      return new Loss.Scaled(new Loss.MeanSquaredError(), 0.5, outputs / 2.0);
    }
    if (this instanceof AbsoluteError) {
      return new Loss.MeanAbsoluteError();
    }
    if (this instanceof Huber huber) {
      return new Loss.Huber(huber.delta());
    }
    return new Loss.Scaled(new Loss.PoissonDeviance(), outputs, outputs);
  }
}
