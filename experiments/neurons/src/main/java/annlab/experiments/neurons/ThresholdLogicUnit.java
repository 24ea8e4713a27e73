package annlab.experiments.neurons;

import java.util.List;

/**
 * Rosenblatt's neuron: {@code step(x'w + b)}.
 *
 * @param weights one for each input
 * @param bias what is added to the weighted sum
 * @param step what turns the sum into the output
 */
record ThresholdLogicUnit(List<Double> weights, double bias, Step step) {
  ThresholdLogicUnit {
    weights = List.copyOf(weights);
  }

  /**
   * The weighted sum with the bias.
   *
   * @param x one value for each weight
   * @throws IllegalArgumentException if there are more or fewer
   */
  double sum(List<Double> x) {
    if (x.size() != weights.size()) {
      throw new IllegalArgumentException(
          "x must have " + weights.size() + " values, one for each weight, got " + x.size());
    }
    // listing: A3
    double z = bias;
    for (int i = 0; i < x.size(); i++) {
      z += weights.get(i) * x.get(i);
    }
    return z;
    // end listing
  }

  /** The output: 0 or 1, with the sign function -1, 0 or 1. */
  double output(List<Double> x) {
    return step.of(sum(x));
  }
}
