package annlab.estimators.mlp;

import annlab.estimators.internal.Range;
import annlab.networks.losses.Loss;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a regressor minimizes. scikit-learn's {@code MLPRegressor} knows the squared error and
 * Poisson's deviance. Each is a mean over the rows, and over the outputs but for Poisson's, which
 * is their sum as in scikit-learn.
 */
public sealed interface RegressionLoss {
  /**
   * The loss as the training loop takes it.
   *
   * @param outputs the network's outputs
   * @return the loss with scikit-learn's factors
   */
  Loss trained(int outputs);

  /**
   * The activation of the outputs if nothing else is said.
   *
   * @return identity but for Poisson's
   */
  default OutputActivation outputActivation() {
    return OutputActivation.IDENTITY;
  }

  /**
   * Refuses what it is not defined for.
   *
   * @param activation of the outputs
   * @param targets shape [rows, outputs]
   * @throws IllegalArgumentException which says what is needed
   */
  default void requireDefined(OutputActivation activation, INDArray targets) {
    // most are defined for all numbers
  }

  /** {@code (y - yhat)^2 / 2}, scikit-learn's. */
  record SquaredError() implements RegressionLoss {
    /** scikit-learn reports the mean over the outputs and descends along the sum's gradient. */
    @Override
    public Loss trained(int outputs) {
      return new Loss.Scaled(new Loss.MeanSquaredError(), 0.5, outputs / 2.0);
    }
  }

  /** {@code |y - yhat|}. */
  record AbsoluteError() implements RegressionLoss {
    @Override
    public Loss trained(int outputs) {
      return new Loss.MeanAbsoluteError();
    }
  }

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

    @Override
    public Loss trained(int outputs) {
      return new Loss.Huber(delta);
    }
  }

  /**
   * {@code y ln(y / yhat) - y + yhat}, scikit-learn's, for counts: targets and outputs must not be
   * negative.
   */
  record Poisson() implements RegressionLoss {
    @Override
    public Loss trained(int outputs) {
      return new Loss.Scaled(new Loss.PoissonDeviance(), outputs, outputs);
    }

    @Override
    public OutputActivation outputActivation() {
      return OutputActivation.EXP;
    }

    @Override
    public void requireDefined(OutputActivation activation, INDArray targets) {
      if (!activation.isNeverNegative()) {
        throw new IllegalArgumentException(
            "the Poisson loss needs outputs that are never negative, got the output activation "
                + FittedMultilayerPerceptron.lower(activation)
                + "; choose exp, softplus, relu or sigmoid");
      }
      double least = targets.minNumber().doubleValue();
      if (least < 0) {
        throw new IllegalArgumentException(
            "the Poisson loss needs targets in [0, inf), got " + least);
      }
    }
  }
}
