package annlab.estimators;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A scaler and an estimator in turn, as scikit-learn's {@code make_pipeline(StandardScaler(),
 * estimator)}: means and deviations are learnt from the training rows only and applied to whatever
 * is predicted for.
 *
 * @param <F> what fitting the estimator gives
 */
public final class Pipeline<F extends Fitted> implements Estimator<FittedPipeline<F>> {
  private final StandardScaler scaler;
  private final Estimator<F> estimator;

  private Pipeline(StandardScaler scaler, Estimator<F> estimator) {
    this.scaler = scaler;
    this.estimator = estimator;
  }

  /**
   * Joins a scaler and an estimator.
   *
   * @param scaler learns and scales the inputs
   * @param estimator learns from the scaled inputs
   * @param <F> what fitting the estimator gives
   * @return the two in turn
   */
  public static <F extends Fitted> Pipeline<F> of(StandardScaler scaler, Estimator<F> estimator) {
    return new Pipeline<>(scaler, estimator);
  }

  @Override
  public FittedPipeline<F> fit(INDArray x, INDArray y) {
    FittedStandardScaler fitted = scaler.fit(x);
    return new FittedPipeline<>(fitted, estimator.fit(fitted.transform(x), y));
  }
}
