package annlab.estimators.specification;

import annlab.estimators.Estimator;
import annlab.estimators.perceptron.FittedPerceptron;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A perceptron, or SGDClassifier with its loss. */
class PerceptronLearnerSpec extends EstimatorSpec<FittedPerceptron> {
  PerceptronLearnerSpec(String name, Estimator<FittedPerceptron> estimator) {
    super(name, TargetKind.CLASSES, estimator, Python.seeded("linear_model"));
  }

  @Override
  void training(FittedPerceptron fitted, ObjectNode json) {
    json.put("n_iter", fitted.iterations());
  }

  @Override
  void weights(FittedPerceptron fitted, ObjectNode json) {
    json.set("coef", EstimatorResult.array(fitted.coef()));
    json.set("intercept", EstimatorResult.array(fitted.intercept()));
  }
}
