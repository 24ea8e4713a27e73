package annlab.networks.internal.data;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The rows of one training step. The buffers are reused: the next batch overwrites this one. */
public final class Batch {
  private final INDArray x;
  private final double[] targets;
  private final double @Nullable [] weights;
  private final int rows;
  private final double[] predictions;

  public Batch(
      INDArray x, double[] targets, double @Nullable [] weights, int rows, double[] predictions) {
    this.x = x;
    this.targets = targets;
    this.weights = weights;
    this.rows = rows;
    this.predictions = predictions;
  }

  /** Inputs in the network's type, [rows, inputs], contiguous row by row, off-heap. */
  public INDArray x() {
    return x;
  }

  /** On the host, [rows, targetWidth], row by row; may be longer than that. */
  public double[] targets() {
    return targets;
  }

  /** A weight a row; null for all 1. */
  public double @Nullable [] weights() {
    return weights;
  }

  /** Rows of this batch, at least 1. */
  public int rows() {
    return rows;
  }

  /** Takes the outputs of the step's forward pass, [rows, outputs]; may be longer. */
  public double[] predictions() {
    return predictions;
  }

  /** The same buffers for fewer rows. */
  public Batch shortened(INDArray view, int count) {
    return new Batch(view, targets, weights, count, predictions);
  }

  /** Targets alone, for a loss outside a step. */
  public static Batch onHost(int rows, double[] targets, int outputs) {
    return new Batch(Nd4j.empty(), targets, null, rows, new double[rows * outputs]);
  }
}
