package annlab.networks.internal.step;

import annlab.networks.internal.dl4j.SeededDropout;
import annlab.networks.layers.Dropout;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The mask of a {@link Dropout} layer within {@link DenseStep}: the one that DL4J's layer draws.
 */
final class DropoutMask {
  private final SeededDropout dropout;
  private final Vector mask;

  DropoutMask(SeededDropout dropout, DataType type, int size) {
    this.dropout = dropout;
    this.mask = Vector.zeros(type, size);
  }

  /** Draws the first numbers of a step's mask. */
  void draw(int count, int step) {
    dropout.draw(mask.doubles(0), count, step);
    mask.takeDoubles(count);
  }

  /** Multiplies values on the heap, outputs or their gradient, by the mask drawn last. */
  void apply(Vector values, int count) {
    values.multiply(mask, count);
  }
}
