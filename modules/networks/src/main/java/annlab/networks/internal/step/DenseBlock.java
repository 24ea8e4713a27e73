package annlab.networks.internal.step;

import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Regularizer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A dense layer's forward pass within {@link DenseStack}, on the network's own parameters. */
final class DenseBlock {
  private final Dense dense;
  private final int inputs;
  private final int units;
  private final Vector weights;
  private final Vector biases;

  /** Sums before the activation, then the outputs, [rows, units]. */
  private final Vector values;

  private final Vector tiledBiases;
  private final double[] sums;
  private final double[] outputs;
  private final List<DropoutMask> masks = new ArrayList<>();

  /**
   * A layer.
   *
   * @param parameters the network's flat parameters
   * @param at where the layer's begin in them
   * @param capacity rows of the largest batch
   */
  DenseBlock(Dense dense, long inputs, INDArray parameters, long at, int capacity) {
    this.dense = dense;
    this.inputs = Math.toIntExact(inputs);
    this.units = dense.units();
    long kernel = inputs * units;
    INDArray range = Vector.range(parameters, at, kernel);
    // only L1's penalty computes on the weights in Java
    this.weights = dense.kernelRegularizer().l1() == 0 ? Vector.outside(range) : Vector.over(range);
    this.biases = Vector.over(Vector.range(parameters, at + kernel, units));
    DataType type = parameters.dataType();
    int size = capacity * units;
    this.values = Vector.zeros(type, size);
    this.tiledBiases = Vector.zeros(type, size);
    boolean smooth = activation() != Activation.RELU && activation() != Activation.LINEAR;
    this.sums = new double[smooth ? size : 0];
    this.outputs = new double[smooth ? size : 0];
  }

  Activation activation() {
    return dense.activation();
  }

  Regularizer regularizer() {
    return dense.kernelRegularizer();
  }

  int inputs() {
    return inputs;
  }

  int units() {
    return units;
  }

  Vector weights() {
    return weights;
  }

  Vector biases() {
    return biases;
  }

  /** The outputs of the last forward pass, [rows, units]. */
  Vector output() {
    return values;
  }

  /** Drops outputs in training, after any mask that is there already. */
  void drop(DropoutMask mask) {
    masks.add(mask);
  }

  /**
   * Computes the outputs, outside the heap.
   *
   * @param step updates done before this one, for the masks of dropout; negative outside training
   */
  void forward(Vector below, int rows, int step) {
    product(below, rows);
    int count = rows * units;
    if (activation() == Activation.RELU) {
      values.addRelu(tiledBiases, count);
    } else {
      values.add(tiledBiases, count);
      if (activation() != Activation.LINEAR) {
        activate(count);
      }
    }
    if (step >= 0) {
      for (DropoutMask mask : masks) {
        mask.draw(count, step);
        mask.apply(values, count);
      }
    }
    values.push(count);
  }

  private void activate(int count) {
    double[] z = values.doubles(count);
    System.arraycopy(z, 0, sums, 0, count);
    for (int at = 0; at < count; at += units) {
      activation().apply(sums, outputs, at, units);
    }
    System.arraycopy(outputs, 0, z, 0, count);
    values.takeDoubles(count);
  }

  /** The sums before the activation, on the heap. */
  double[] sums(Vector below, int rows) {
    product(below, rows);
    values.add(tiledBiases, rows * units);
    return values.doubles(rows * units);
  }

  private void product(Vector below, int rows) {
    values.gemm(false, true, rows, units, inputs, 1, below, weights, 0);
    biases.pull(units);
    tiledBiases.tile(biases, units, rows);
    values.pull(rows * units);
  }

  /** Turns dLoss/doutput of the last forward pass, outside the heap, into dLoss/dz. */
  void backward(Vector target, int rows) {
    int count = rows * units;
    if (!masks.isEmpty()) {
      target.pull(count);
      for (DropoutMask mask : masks) {
        mask.apply(target, count);
      }
      target.push(count);
    }
    if (activation() == Activation.RELU) {
      target.maskOutside(values, count);
    } else if (activation() != Activation.LINEAR) {
      target.pull(count);
      double[] d = target.doubles(count);
      for (int at = 0; at < count; at += units) {
        activation().backward(sums, outputs, d, at, units);
      }
      target.takeDoubles(count);
      target.push(count);
    }
  }

  /** Rows times the penalty of the weights as they are. */
  double penalty(int rows) {
    Regularizer regularizer = regularizer();
    if (regularizer.isNone()) {
      return 0;
    }
    double value = regularizer.l2() == 0 ? 0 : regularizer.l2() * weights.squares();
    if (regularizer.l1() != 0) {
      weights.pull(inputs * units);
      value += regularizer.l1() * weights.magnitudes();
    }
    return regularizer.perRow() ? value : rows * value;
  }
}
