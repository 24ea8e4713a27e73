package annlab.networks;

import java.util.List;

/** The learning rate as a function of the steps taken so far. */
public sealed interface LearningRate {
  /**
   * The rate of a step.
   *
   * @param step updates done before this one
   * @return the rate
   */
  double at(long step);

  /**
   * The same rate throughout.
   *
   * @param rate in (0, inf)
   */
  record Constant(double rate) implements LearningRate {
    public Constant {
      if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("learningRate must be in (0, inf), got " + rate);
      }
    }

    @Override
    public double at(long step) {
      return rate;
    }
  }

  /**
   * {@code initial * decayRate^(step / decaySteps)} (Keras' {@code ExponentialDecay}).
   *
   * @param initial rate of the first step
   * @param decaySteps steps to one factor, above 0
   * @param decayRate the factor
   * @param staircase whether the exponent is rounded down
   */
  record ExponentialDecay(double initial, double decaySteps, double decayRate, boolean staircase)
      implements LearningRate {
    @Override
    public double at(long step) {
      double power = step / decaySteps;
      return initial * Math.pow(decayRate, staircase ? Math.floor(power) : power);
    }
  }

  /**
   * {@code values[i]}, i the number of boundaries below the step (Keras' {@code
   * PiecewiseConstantDecay}: a boundary itself still has the value before it).
   *
   * @param boundaries steps, rising
   * @param values one more than boundaries
   */
  record PiecewiseConstant(List<Long> boundaries, List<Double> values) implements LearningRate {
    public PiecewiseConstant {
      boundaries = List.copyOf(boundaries);
      values = List.copyOf(values);
      if (values.size() != boundaries.size() + 1) {
        throw new IllegalArgumentException(
            "values must be one more than boundaries, got "
                + values.size()
                + " values and "
                + boundaries.size()
                + " boundaries");
      }
    }

    @Override
    public double at(long step) {
      int i = 0;
      while (i < boundaries.size() && step > boundaries.get(i)) {
        i++;
      }
      return values.get(i);
    }
  }

  /**
   * {@code initial * ((1 - alpha) (1 + cos(pi min(step, n) / n)) / 2 + alpha)}, n = decaySteps
   * (Keras' {@code CosineDecay}).
   *
   * @param initial rate of the first step
   * @param decaySteps steps to the smallest rate, above 0
   * @param alpha smallest rate as a share of the initial one
   */
  record CosineDecay(double initial, double decaySteps, double alpha) implements LearningRate {
    @Override
    public double at(long step) {
      double share = Math.min((double) step, decaySteps) / decaySteps;
      return initial * ((1 - alpha) * 0.5 * (1 + Math.cos(Math.PI * share)) + alpha);
    }
  }

  /**
   * The same rate throughout.
   *
   * @param rate in (0, inf)
   * @return the rate
   */
  static LearningRate constant(double rate) {
    return new Constant(rate);
  }
}
