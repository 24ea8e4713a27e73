package annlab.networks.internal.step;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A network's forward pass outside training, on contiguous rows of inputs in its type. */
public interface ForwardPass {
  /**
   * Rows at a time: large enough for the matrix products, small enough for memory. A penalty that
   * is divided by a batch's rows is divided by these.
   */
  int ROWS = 1024;

  /** Takes over the network's parameters, as they are now, for the passes to come. */
  default void begin() {}

  /**
   * The last layer's sums before its activation.
   *
   * @param x [rows, inputs]
   * @return [rows, outputs] row by row; may be longer, and the next pass overwrites it
   */
  double[] sums(INDArray x);

  /**
   * What the network puts out.
   *
   * @param x [rows, inputs], any number of rows
   * @return [rows, outputs], a copy
   */
  INDArray outputs(INDArray x);
}
