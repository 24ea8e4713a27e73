package annlab.estimators;

/**
 * Learns to predict numbers.
 *
 * @param <F> what fitting gives
 */
public interface Regressor<F extends FittedRegressor> extends Estimator<F> {}
