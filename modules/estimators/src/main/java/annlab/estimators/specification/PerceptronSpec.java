package annlab.estimators.specification;

import annlab.datasets.Samples;
import annlab.estimators.Estimator;
import annlab.estimators.perceptron.FittedPerceptron;
import annlab.estimators.perceptron.Perceptron;
import annlab.estimators.perceptron.PerceptronSteps;
import annlab.networks.Callback;
import java.util.Optional;
import java.util.function.Supplier;

/** A perceptron, which pages can have fitted and show step by step. */
final class PerceptronSpec extends PerceptronLearnerSpec {
  private final Perceptron perceptron;

  PerceptronSpec(String name, Perceptron perceptron) {
    super(name, perceptron);
    this.perceptron = perceptron;
  }

  @Override
  boolean fitsOnPages() {
    return true;
  }

  @Override
  Optional<PerceptronSteps> steps(Supplier<Samples> train, int most) {
    Samples rows = train.get();
    return Optional.of(PerceptronSteps.of(perceptron, rows.x(), rows.y(), most));
  }

  @Override
  Estimator<FittedPerceptron> watched(Callback... watchers) {
    return perceptron.withCallbacks(watchers);
  }
}
