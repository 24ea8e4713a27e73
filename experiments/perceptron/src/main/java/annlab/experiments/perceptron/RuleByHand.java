package annlab.experiments.perceptron;

import annlab.estimators.perceptron.FittedPerceptron;
import annlab.estimators.perceptron.Perceptron;
import annlab.estimators.perceptron.PerceptronRule;
import annlab.networks.Callback;
import annlab.networks.Training;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The perceptron rule on AND, worked out by hand and step by step on the network. */
final class RuleByHand {
  /**
   * A unit's weights between two steps.
   *
   * @param w1 the weight of the first input
   * @param w2 the weight of the second
   * @param b the bias
   */
  record Weights(double w1, double w2, double b) {
    static Weights of(Training training) {
      List<INDArray> weights = training.model().weights();
      return new Weights(
          weights.get(0).getDouble(0), weights.get(0).getDouble(1), weights.get(1).getDouble(0));
    }

    Weights times(double factor) {
      return new Weights(factor * w1, factor * w2, factor * b);
    }
  }

  /**
   * After each row of each epoch on AND, from zero weights, rate 1, rows in order, output 1 from z
   * = 0 on. In the first epoch, for example, the first row is wrong ({@code z = 0}, target 0), so
   * the bias falls by 1; the last is wrong ({@code z = -1}, target 1), so all three rise by 1.
   */
  static final List<Weights> AND = worked();

  private static List<Weights> worked() {
    double[][] steps = {
      {0, 0, -1}, {0, 0, -1}, {0, 0, -1}, {1, 1, 0},
      {1, 1, -1}, {1, 0, -2}, {1, 0, -2}, {2, 1, -1},
      {2, 1, -1}, {2, 0, -2}, {1, 0, -3}, {2, 1, -2},
      {2, 1, -2}, {2, 1, -2}, {1, 1, -3}, {2, 2, -2},
      {2, 2, -2}, {2, 1, -3}, {2, 1, -3}, {2, 1, -3},
      {2, 1, -3}, {2, 1, -3}, {2, 1, -3}, {2, 1, -3}
    };
    List<Weights> weights = new ArrayList<>();
    for (double[] step : steps) {
      weights.add(new Weights(step[0], step[1], step[2]));
    }
    return Collections.unmodifiableList(weights);
  }

  private RuleByHand() {}

  /** The textbook's rule with rows in order. */
  static Perceptron inOrder() {
    return new Perceptron().withRule(PerceptronRule.TEXTBOOK).withShuffle(false).withRandomState(0);
  }

  // listing: A9
  /** The weights after each step of a perceptron's training on two truth values. */
  static List<Weights> trace(Perceptron perceptron, INDArray targets) {
    List<Weights> trace = new ArrayList<>();
    Callback note =
        new Callback() {
          @Override
          public void batchEnd(Training training, int step, double loss) {
            trace.add(Weights.of(training));
          }
        };
    FittedPerceptron fitted = perceptron.withCallbacks(note).fit(LogicGates.inputs(), targets);
    return trace.subList(0, 4 * fitted.iterations());
  }

  // end listing

  /** Steps whose weights differ, and steps that one has and the other lacks. */
  static int differences(List<Weights> expected, List<Weights> got) {
    int common = Math.min(expected.size(), got.size());
    int differences = Math.max(expected.size(), got.size()) - common;
    for (int i = 0; i < common; i++) {
      differences += expected.get(i).equals(got.get(i)) ? 0 : 1;
    }
    return differences;
  }
}
