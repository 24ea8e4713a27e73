package annlab.estimators;

/**
 * Learns to predict classes.
 *
 * @param <F> what fitting gives
 */
public interface Classifier<F extends FittedClassifier> extends Estimator<F> {}
