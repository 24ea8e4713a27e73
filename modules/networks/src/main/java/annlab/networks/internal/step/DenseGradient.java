package annlab.networks.internal.step;

import annlab.networks.layers.Regularizer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A dense layer's backward pass within {@link DenseStep}. */
final class DenseGradient {
  private final DenseBlock block;
  private final boolean inPlace;
  private final Vector weightGradient;
  private final Vector biasGradient;

  /** dLoss/dz, [rows, units]. */
  private final Vector deltas;

  /**
   * A layer.
   *
   * @param gradient the network's flat gradient
   * @param at where the layer's begins in it
   * @param capacity rows of the largest batch
   * @param inPlace whether the products change the weights at once
   */
  DenseGradient(DenseBlock block, INDArray gradient, long at, int capacity, boolean inPlace) {
    this.block = block;
    this.inPlace = inPlace;
    long kernel = (long) block.inputs() * block.units();
    INDArray range = Vector.range(gradient, at, kernel);
    this.weightGradient =
        block.regularizer().l1() == 0 ? Vector.outside(range) : Vector.over(range);
    this.biasGradient = Vector.outside(Vector.range(gradient, at + kernel, block.units()));
    this.deltas = Vector.zeros(gradient.dataType(), (long) capacity * block.units());
  }

  /** Takes dLoss/dz from the host. */
  void takeDelta(double[] delta, int rows) {
    int count = rows * block.units();
    System.arraycopy(delta, 0, deltas.doubles(0), 0, count);
    deltas.takeDoubles(count);
    deltas.push(count);
  }

  /** Computes dLoss/dz of the layer below. */
  void deltaBelow(DenseGradient below, int rows) {
    below.deltas.gemm(
        false, false, rows, block.inputs(), block.units(), 1, deltas, block.weights(), 0);
    below.block.backward(below.deltas, rows);
  }

  /** Computes the layer's mean gradient, or its update at once. */
  void descend(Vector below, int rows, Vector ones, double rate) {
    Regularizer regularizer = block.regularizer();
    int units = block.units();
    int inputs = block.inputs();
    double perRow = regularizer.perRow() ? 1.0 / rows : 1;
    double decay = 2 * regularizer.l2() * perRow;
    if (inPlace) {
      double step = -rate / rows;
      block.weights().gemm(true, false, units, inputs, rows, step, deltas, below, 1 - rate * decay);
      block.biases().columnSums(step, deltas, rows, ones, 1);
      return;
    }
    weightGradient.gemm(true, false, units, inputs, rows, 1.0 / rows, deltas, below, 0);
    biasGradient.columnSums(1.0 / rows, deltas, rows, ones, 0);
    if (decay != 0) {
      weightGradient.axpy(decay, block.weights());
    }
    if (regularizer.l1() != 0) {
      int count = inputs * units;
      weightGradient.pull(count);
      block.weights().pull(count);
      weightGradient.addSign(regularizer.l1() * perRow, block.weights(), count);
      weightGradient.push(count);
    }
  }
}
