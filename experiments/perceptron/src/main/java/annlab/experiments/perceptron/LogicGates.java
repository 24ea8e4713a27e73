package annlab.experiments.perceptron;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The four rows of two truth values, and what gates make of them. */
final class LogicGates {
  private LogicGates() {}

  /** (0, 0), (0, 1), (1, 0), (1, 1): double, shape [4, 2]. */
  static INDArray inputs() {
    return Nd4j.createFromArray(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
  }

  static INDArray and() {
    return Nd4j.createFromArray(0, 0, 0, 1);
  }

  static INDArray or() {
    return Nd4j.createFromArray(0, 1, 1, 1);
  }

  static INDArray xor() {
    return Nd4j.createFromArray(0, 1, 1, 0);
  }
}
