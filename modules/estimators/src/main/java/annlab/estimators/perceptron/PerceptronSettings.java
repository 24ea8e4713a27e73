package annlab.estimators.perceptron;

import annlab.networks.Callback;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The hyperparameters that Perceptron and SGDClassifier share, with scikit-learn's defaults
 * (linear_model/_perceptron.py). An estimator never changes its own: it copies them.
 */
final class PerceptronSettings {
  PerceptronRule rule = PerceptronRule.SCIKIT_LEARN;
  double eta0 = 1;
  boolean fitIntercept = true;
  int maxIter = PerceptronLearner.MAX_ITER;
  OptionalDouble tol = OptionalDouble.of(1e-3);
  boolean shuffle = true;
  int nIterNoChange = 5;
  OptionalLong randomState = OptionalLong.empty();
  List<Callback> callbacks = List.of();

  PerceptronSettings() {}

  PerceptronSettings(PerceptronSettings other) {
    rule = other.rule;
    eta0 = other.eta0;
    fitIntercept = other.fitIntercept;
    maxIter = other.maxIter;
    tol = other.tol;
    shuffle = other.shuffle;
    nIterNoChange = other.nIterNoChange;
    randomState = other.randomState;
    callbacks = other.callbacks;
  }
}
