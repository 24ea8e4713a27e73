package annlab.networks;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A dense layer within {@link DenseStep}: its weights, its outputs and its gradient. */
final class DenseBlock {
  private final Activation activation;
  private final Regularizer regularizer;
  private final int inputs;
  private final int units;
  private final boolean inPlace;
  private final Vector weights;
  private final Vector biases;
  private final Vector weightGradient;
  private final Vector biasGradient;

  /** Sums before the activation, then the outputs, [rows, units]. */
  private final Vector values;

  /** dLoss/dz, [rows, units]. */
  private final Vector deltas;

  private final Vector tiledBiases;
  private final double[] sums;
  private final double[] outputs;

  DenseBlock(Dense dense, long inputs, long at, int capacity, DenseUpdate update) {
    this.activation = dense.activation();
    this.regularizer = dense.kernelRegularizer();
    this.inputs = Math.toIntExact(inputs);
    this.units = dense.units();
    this.inPlace = update.inPlace();
    long kernel = inputs * units;
    this.weights = kernel(update.parameters(), at, kernel);
    this.weightGradient = kernel(update.gradient(), at, kernel);
    this.biases = Vector.over(Vector.range(update.parameters(), at + kernel, units));
    this.biasGradient = Vector.outside(Vector.range(update.gradient(), at + kernel, units));
    DataType type = update.parameters().dataType();
    int size = capacity * units;
    this.values = Vector.zeros(type, size);
    this.deltas = Vector.zeros(type, size);
    this.tiledBiases = Vector.zeros(type, size);
    this.sums = new double[size];
    this.outputs = new double[size];
  }

  private Vector kernel(INDArray flat, long at, long length) {
    INDArray range = Vector.range(flat, at, length);
    return regularizer.l1() == 0 ? Vector.outside(range) : Vector.over(range);
  }

  Vector output() {
    return values;
  }

  /** Computes the outputs, outside the heap. */
  void forward(Vector below, int rows) {
    product(below, rows);
    int count = rows * units;
    if (activation == Activation.RELU) {
      values.addRelu(tiledBiases, count);
    } else {
      values.add(tiledBiases, count);
      if (activation != Activation.LINEAR) {
        activate(count);
      }
    }
    values.push(count);
  }

  private void activate(int count) {
    double[] z = values.doubles(count);
    System.arraycopy(z, 0, sums, 0, count);
    for (int at = 0; at < count; at += units) {
      activation.apply(sums, outputs, at, units);
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

  /** Takes dLoss/dz from the host. */
  void takeDelta(double[] delta, int rows) {
    int count = rows * units;
    System.arraycopy(delta, 0, deltas.doubles(0), 0, count);
    deltas.takeDoubles(count);
    deltas.push(count);
  }

  /** Computes dLoss/dz of the layer below. */
  void deltaBelow(DenseBlock below, int rows) {
    Vector target = below.deltas;
    target.gemm(false, false, rows, inputs, units, 1, deltas, weights, 0);
    int count = rows * inputs;
    if (below.activation == Activation.RELU) {
      target.maskOutside(below.values, count);
    } else if (below.activation != Activation.LINEAR) {
      target.pull(count);
      double[] d = target.doubles(count);
      for (int at = 0; at < count; at += inputs) {
        below.activation.backward(below.sums, below.outputs, d, at, inputs);
      }
      target.takeDoubles(count);
      target.push(count);
    }
  }

  /** Computes the layer's mean gradient, or its update at once. */
  void descend(Vector below, int rows, Vector ones, double rate) {
    double perRow = regularizer.perRow() ? 1.0 / rows : 1;
    double decay = 2 * regularizer.l2() * perRow;
    if (inPlace) {
      double step = -rate / rows;
      weights.gemm(true, false, units, inputs, rows, step, deltas, below, 1 - rate * decay);
      biases.columnSums(step, deltas, rows, ones, 1);
      return;
    }
    weightGradient.gemm(true, false, units, inputs, rows, 1.0 / rows, deltas, below, 0);
    biasGradient.columnSums(1.0 / rows, deltas, rows, ones, 0);
    if (decay != 0) {
      weightGradient.axpy(decay, weights);
    }
    if (regularizer.l1() != 0) {
      int count = inputs * units;
      weightGradient.pull(count);
      weights.pull(count);
      weightGradient.addSign(regularizer.l1() * perRow, weights, count);
      weightGradient.push(count);
    }
  }

  /** Rows times the penalty of the weights as they are. */
  double penalty(int rows) {
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
