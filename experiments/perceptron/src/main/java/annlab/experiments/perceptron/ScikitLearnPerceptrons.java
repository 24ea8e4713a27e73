package annlab.experiments.perceptron;

import annlab.estimators.perceptron.FittedPerceptron;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What perceptrons learnt: scikit-learn 1.2.1's numbers for iris by petal length and width with
 * {@code random_state=42}, and ours in the same form.
 *
 * @param weights one a unit and feature, unit by unit
 * @param biases one a unit
 * @param epochs one a unit; or a single one, the most of any unit
 */
record ScikitLearnPerceptrons(List<Double> weights, List<Double> biases, List<Integer> epochs) {
  /** Each species against the rest. */
  static final ScikitLearnPerceptrons SPECIES =
      new ScikitLearnPerceptrons(
          List.of(
              -2.1999999999999997,
              -3.0,
              6.200000000000018,
              -18.99999999999996,
              -4.000000000000013,
              28.299999999999983),
          List.of(6.0, -12.0, -53.0),
          List.of(16));

  /** Three labels, one 1 a row: setosa, versicolor, virginica. */
  static final ScikitLearnPerceptrons ONE_HOT =
      new ScikitLearnPerceptrons(
          List.of(
              -1.4,
              -2.2,
              5.800000000000013,
              -16.699999999999992,
              6.299999999999979,
              32.39999999999999),
          List.of(4.0, -7.0, -60.0),
          List.of(7, 9, 21));

  /** Three labels: setosa, petal length at least 4.35, petal width at least 1.3. */
  static final ScikitLearnPerceptrons OVERLAPPING =
      new ScikitLearnPerceptrons(
          List.of(
              -1.4,
              -2.2,
              4.70000000000001,
              16.299999999999983,
              0.5999999999999974,
              12.600000000000012),
          List.of(4.0, -42.0, -18.0),
          List.of(7, 13, 11));

  ScikitLearnPerceptrons {
    weights = List.copyOf(weights);
    biases = List.copyOf(biases);
    epochs = List.copyOf(epochs);
  }

  static ScikitLearnPerceptrons of(FittedPerceptron fitted) {
    return new ScikitLearnPerceptrons(
        list(fitted.coef().ravel().toDoubleVector()),
        list(fitted.intercept().toDoubleVector()),
        fitted.iterationsByNeuron());
  }

  private static List<Double> list(double[] values) {
    return DoubleStream.of(values).boxed().toList();
  }

  /** How many of the numbers differ, in any bit. */
  int differences(FittedPerceptron fitted) {
    ScikitLearnPerceptrons ours = of(fitted);
    List<Integer> counts = epochs.size() == 1 ? List.of(fitted.iterations()) : ours.epochs;
    return differing(weights.toArray(), ours.weights.toArray())
        + differing(biases.toArray(), ours.biases.toArray())
        + differing(epochs.toArray(), counts.toArray());
  }

  private static int differing(Object[] expected, Object[] got) {
    if (expected.length != got.length) {
      return Math.max(expected.length, got.length);
    }
    int differing = 0;
    for (int i = 0; i < expected.length; i++) {
      differing += expected[i].equals(got[i]) ? 0 : 1;
    }
    return differing;
  }
}
