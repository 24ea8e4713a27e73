package annlab.experiments.neurons;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Ways to read the chapter's perceptron rule (section 1.2.3, the rule and the list below it). */
enum LearningRule {
  // listing: X2
  /** Rosenblatt's: {@code w_i += rate * (y - yhat) * x_i}. */
  ROSENBLATT {
    @Override
    double change(double rate, double target, double prediction, double x) {
      return rate * (target - prediction) * x;
    }
  },
  /** As printed, with a second x at the end. */
  AS_PRINTED {
    @Override
    double change(double rate, double target, double prediction, double x) {
      return rate * (target - prediction) * x * x;
    }
  },
  // end listing
  /** As listed: y the output and yhat the target. */
  ROLES_SWAPPED {
    @Override
    double change(double rate, double target, double prediction, double x) {
      return rate * (prediction - target) * x;
    }
  };

  /** What a weight grows by. */
  abstract double change(double rate, double target, double prediction, double x);

  /**
   * How much one step at a wrong prediction moves the weighted sum toward the target.
   *
   * @param unit the unit before the step
   * @param x its inputs
   * @param target 0 or 1, not the unit's output
   * @return above 0 toward the target, below 0 away from it
   */
  double progress(ThresholdLogicUnit unit, List<Double> x, double target) {
    ThresholdLogicUnit after = step(unit, x, target, 1);
    double toward = target - unit.output(x);
    return (after.sum(x) - unit.sum(x)) * toward;
  }

  /** The unit after one step; the bias is a weight whose input is always 1. */
  ThresholdLogicUnit step(ThresholdLogicUnit unit, List<Double> x, double target, double rate) {
    double prediction = unit.output(x);
    List<Double> weights = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      weights.add(unit.weights().get(i) + change(rate, target, prediction, x.get(i)));
    }
    double bias = unit.bias() + change(rate, target, prediction, 1);
    return new ThresholdLogicUnit(weights, bias, unit.step());
  }

  /**
   * Learns rows in order, over and over, from zero weights with rate 1.
   *
   * @param most epochs to try
   * @return the first epoch, from 1, without an error, or {@code most + 1}
   */
  int epochsToLearn(List<List<Double>> x, List<Double> targets, int most) {
    ThresholdLogicUnit unit =
        new ThresholdLogicUnit(Collections.nCopies(x.get(0).size(), 0.0), 0, Step.HEAVISIDE);
    for (int epoch = 1; epoch <= most; epoch++) {
      int errors = 0;
      for (int row = 0; row < x.size(); row++) {
        errors += unit.output(x.get(row)) == targets.get(row) ? 0 : 1;
        unit = step(unit, x.get(row), targets.get(row), 1);
      }
      if (errors == 0) {
        return epoch;
      }
    }
    return most + 1;
  }
}
