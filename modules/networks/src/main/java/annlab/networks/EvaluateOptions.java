package annlab.networks;

import annlab.networks.internal.step.ForwardPass;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How {@link Model#evaluate} measures.
 *
 * @param batchSize rows at a time, at least 1; the result depends on it by rounding alone
 * @param sampleWeights a weight per row for its loss, shape [rows]; metrics are not weighted
 */
public record EvaluateOptions(int batchSize, Optional<INDArray> sampleWeights) {
  /** Large enough for the matrix products, small enough for memory; Keras' default is 32. */
  public static final int BATCH_SIZE = ForwardPass.ROWS;

  public EvaluateOptions {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be at least 1, got " + batchSize);
    }
  }

  /**
   * Rows in large batches, all of weight 1.
   *
   * @return the options
   */
  public static EvaluateOptions defaults() {
    return new EvaluateOptions(BATCH_SIZE, Optional.empty());
  }

  /**
   * With another number of rows at a time.
   *
   * @param rows at least 1
   * @return a changed copy
   */
  public EvaluateOptions withBatchSize(int rows) {
    return new EvaluateOptions(rows, sampleWeights);
  }

  /**
   * With a weight for each row's loss: the loss is {@code sum(weight * loss) / rows}.
   *
   * @param weights shape [rows]
   * @return a changed copy
   */
  public EvaluateOptions withSampleWeights(INDArray weights) {
    return new EvaluateOptions(batchSize, Optional.of(weights));
  }
}
