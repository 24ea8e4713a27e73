package annlab.estimators;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Something that learns from data. Its constructor takes hyperparameters only; what it learns comes
 * back from {@link #fit} as a type of its own, so nothing can be asked before it is learnt.
 *
 * @param <F> what fitting gives
 */
public interface Estimator<F extends Fitted> {
  /**
   * Learns from data, from scratch: what an earlier call learnt is forgotten.
   *
   * @param x inputs, floating point, shape [rows, features]
   * @param y targets, shape [rows] or [rows, outputs]: numbers for a regressor, class ids for a
   *     classifier
   * @return what was learnt
   * @throws IllegalArgumentException if a shape is wrong, the data are empty, rows differ, or a
   *     value is NaN or infinite
   */
  F fit(INDArray x, INDArray y);
}
