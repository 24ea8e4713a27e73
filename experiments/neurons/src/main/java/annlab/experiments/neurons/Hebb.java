package annlab.experiments.neurons;

/**
 * One neuron that learns as Hebb (1949) supposed: the weight of an input grows by {@code
 * learningRate * x * y} whenever input and neuron are active together, and never shrinks.
 */
final class Hebb {
  private final double[] weights;
  private final double threshold;
  private final double learningRate;
  private final Growth growth;

  /** When a weight grows. */
  interface Growth {
    /** Hebb's: when the input and the neuron are active together. */
    Growth TOGETHER = (input, fired) -> input && fired;

    boolean grows(boolean input, boolean fired);
  }

  /**
   * A neuron.
   *
   * @param weights the first weights, copied
   * @param threshold the weighted sum from which on it fires
   * @param learningRate growth at each joint activity, above 0
   * @param growth when a weight grows
   */
  Hebb(double[] weights, double threshold, double learningRate, Growth growth) {
    this.weights = weights.clone();
    this.threshold = threshold;
    this.learningRate = learningRate;
    this.growth = growth;
  }

  /** Whether it fires at these inputs, without learning. */
  boolean fires(boolean... inputs) {
    double sum = 0;
    for (int i = 0; i < inputs.length; i++) {
      sum += inputs[i] ? weights[i] : 0;
    }
    return Step.HEAVISIDE.of(sum - threshold) == 1;
  }

  // listing: A8
  /** Lets it fire or not, and learn. Returns whether it fired. */
  boolean experience(boolean... inputs) {
    boolean fired = fires(inputs);
    for (int i = 0; i < inputs.length; i++) {
      if (growth.grows(inputs[i], fired)) {
        weights[i] += learningRate;
      }
    }
    return fired;
  }

  // end listing

  double weight(int input) {
    return weights[input];
  }
}
