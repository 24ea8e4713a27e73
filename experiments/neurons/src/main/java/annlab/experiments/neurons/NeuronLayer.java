package annlab.experiments.neurons;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A fully connected layer for many rows at once: {@code phi(X W + b)}. */
final class NeuronLayer {
  private final INDArray weights;
  private final INDArray bias;
  private final DoubleUnaryOperator phi;

  /**
   * A layer.
   *
   * @param weights double, shape [inputs, neurons]
   * @param bias double, shape [neurons]
   * @param phi the activation function
   * @throws IllegalArgumentException if the shapes do not fit
   */
  NeuronLayer(INDArray weights, INDArray bias, DoubleUnaryOperator phi) {
    if (weights.rank() != 2) {
      throw new IllegalArgumentException(
          "weights must have the shape [inputs, neurons], got " + shape(weights));
    }
    if (bias.rank() != 1 || bias.size(0) != weights.size(1)) {
      throw new IllegalArgumentException(
          "bias must have one value for each neuron, shape ["
              + weights.size(1)
              + "], got "
              + shape(bias));
    }
    this.weights = weights.castTo(DataType.DOUBLE);
    this.bias = bias.castTo(DataType.DOUBLE);
    this.phi = phi;
  }

  /**
   * The outputs for rows of inputs.
   *
   * @param x shape [rows, inputs]
   * @return double, shape [rows, neurons]
   * @throws IllegalArgumentException if x has another shape
   */
  // listing: A7
  INDArray outputs(INDArray x) {
    if (x.rank() != 2 || x.size(1) != weights.size(0)) {
      throw new IllegalArgumentException(
          "x must have the shape [rows, " + weights.size(0) + "], got " + shape(x));
    }
    INDArray sums = x.castTo(DataType.DOUBLE).mmul(weights).addiRowVector(bias);
    double[] values = sums.dup('c').data().asDouble();
    for (int i = 0; i < values.length; i++) {
      values[i] = phi.applyAsDouble(values[i]);
    }
    return Nd4j.createFromArray(values).reshape(sums.shape());
  }

  // end listing

  private static String shape(INDArray a) {
    return Arrays.toString(a.shape());
  }
}
