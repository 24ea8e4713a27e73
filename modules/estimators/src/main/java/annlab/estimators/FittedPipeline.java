package annlab.estimators;

import annlab.networks.OnnxExport;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fitted pipeline.
 *
 * @param scaler the means and deviations of the training rows
 * @param last what the estimator learnt from the scaled rows; ask it for all that is not here, with
 *     inputs from {@link #transform}
 * @param <F> the estimator's fitted type
 */
public record FittedPipeline<F extends Fitted>(FittedStandardScaler scaler, F last)
    implements Fitted {
  /**
   * Scales inputs as the last step expects them.
   *
   * @param x floating point, shape [rows, features]
   * @return scaled inputs
   * @throws IllegalArgumentException if x has another number of features, or NaN or infinity
   */
  public INDArray transform(INDArray x) {
    return scaler.transform(x);
  }

  @Override
  public int features() {
    return scaler.features();
  }

  @Override
  public INDArray predict(INDArray x) {
    return last.predict(transform(x));
  }

  @Override
  public double score(INDArray x, INDArray y) {
    return last.score(transform(x), y);
  }

  @Override
  public OnnxExport onnx() {
    return last.onnx().withScaling(scaler.mean(), scaler.scale());
  }
}
