package annlab.networks.internal.step;

import annlab.kernels.Matrix;
import annlab.networks.internal.dl4j.SeededDropout;
import annlab.networks.layers.Dropout;

/**
 * The mask of a {@link Dropout} layer within {@link DenseStep}: the one that DL4J's layer draws.
 */
final class DropoutMask {
  private final SeededDropout dropout;
  private final int width;
  private final double[] mask;

  DropoutMask(SeededDropout dropout, int capacity, int width) {
    this.dropout = dropout;
    this.width = width;
    this.mask = new double[Math.multiplyExact(capacity, width)];
  }

  /** Draws a step's mask for the first rows. */
  void draw(int rows, int step) {
    dropout.draw(mask, rows * width, step);
  }

  /** Multiplies the first rows, outputs or their gradient, by the mask drawn last. */
  void apply(Matrix values, int rows) {
    values.multiply(mask, rows);
  }
}
