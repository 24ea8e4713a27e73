package annlab.networks.internal.step;

import annlab.kernels.Matrix;
import annlab.kernels.Numbers;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Regularizer;
import java.util.ArrayList;
import java.util.List;

/** A dense layer's forward and backward pass within {@link DenseStack}. */
final class DenseBlock {
  private final DenseLayout.Part part;
  private final Numbers parameters;
  private final Matrix weights;
  private final Matrix biases;

  /** Sums before the activation, then the outputs, [rows, units]. */
  private final Matrix values;

  private final double[] sums;
  private final double[] outputs;
  private final double[] slopes;
  private final List<DropoutMask> masks = new ArrayList<>();

  /**
   * A layer.
   *
   * @param parameters the network's, on the heap
   * @param capacity rows of the largest batch
   */
  DenseBlock(DenseLayout layout, DenseLayout.Part part, Numbers parameters, int capacity) {
    this.part = part;
    this.parameters = parameters;
    this.weights = layout.kernel(parameters, part);
    this.biases = layout.bias(parameters, part);
    this.values = Matrix.rows(layout.doublePrecision(), capacity, part.units());
    boolean smooth = activation() != Activation.RELU && activation() != Activation.LINEAR;
    int size = smooth ? Math.multiplyExact(capacity, part.units()) : 0;
    this.sums = new double[size];
    this.outputs = new double[size];
    this.slopes = new double[size];
  }

  DenseLayout.Part part() {
    return part;
  }

  private Activation activation() {
    return part.dense().activation();
  }

  Regularizer regularizer() {
    return part.dense().kernelRegularizer();
  }

  Matrix weights() {
    return weights;
  }

  Matrix biases() {
    return biases;
  }

  /** The outputs of the last forward pass, [rows, units]. */
  Matrix output() {
    return values;
  }

  /** Drops outputs in training, after any mask that is there already. */
  void drop(DropoutMask mask) {
    masks.add(mask);
  }

  /**
   * Computes the outputs.
   *
   * @param step updates done before this one, for the masks of dropout; negative outside training
   */
  void forward(Matrix below, int rows, int step) {
    product(below, rows);
    if (activation() == Activation.RELU) {
      values.rectify(rows);
    } else if (activation() != Activation.LINEAR) {
      activate(rows);
    }
    if (step >= 0) {
      for (DropoutMask mask : masks) {
        mask.draw(rows, step);
        mask.apply(values, rows);
      }
    }
  }

  private void activate(int rows) {
    int units = part.units();
    values.read(sums, rows);
    for (int at = 0; at < rows * units; at += units) {
      activation().apply(sums, outputs, at, units);
    }
    values.write(outputs, rows);
  }

  /** Computes the sums before the activation. */
  void sums(Matrix below, int rows, double[] into) {
    product(below, rows);
    values.read(into, rows);
  }

  private void product(Matrix below, int rows) {
    values.product(biases, below, weights, rows, part.inputs());
  }

  /** Turns dLoss/doutput of the last forward pass into dLoss/dz. */
  void backward(Matrix target, int rows) {
    for (DropoutMask mask : masks) {
      mask.apply(target, rows);
    }
    if (activation() == Activation.RELU) {
      target.mask(values, rows);
    } else if (activation() != Activation.LINEAR) {
      int units = part.units();
      target.read(slopes, rows);
      for (int at = 0; at < rows * units; at += units) {
        activation().backward(sums, outputs, slopes, at, units);
      }
      target.write(slopes, rows);
    }
  }

  /** Rows times the penalty of the weights as they are. */
  double penalty(int rows) {
    Regularizer regularizer = regularizer();
    if (regularizer.isNone()) {
      return 0;
    }
    int from = part.kernelAt();
    int to = part.biasAt();
    double value = regularizer.l2() == 0 ? 0 : regularizer.l2() * parameters.squares(from, to);
    if (regularizer.l1() != 0) {
      value += regularizer.l1() * parameters.magnitudes(from, to);
    }
    return regularizer.perRow() ? value : rows * value;
  }
}
