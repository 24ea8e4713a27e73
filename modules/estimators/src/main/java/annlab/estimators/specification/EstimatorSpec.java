package annlab.estimators.specification;

import annlab.datasets.Samples;
import annlab.estimators.Estimator;
import annlab.estimators.Fitted;
import annlab.estimators.FittedPipeline;
import annlab.estimators.Pipeline;
import annlab.estimators.StandardScaler;
import annlab.estimators.perceptron.PerceptronSteps;
import annlab.networks.Callback;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An estimator with its parameters, and what a specification can do with it. {@link
 * KnownEstimators} lists them.
 *
 * @param <F> what fitting gives
 */
class EstimatorSpec<F extends Fitted> {
  /**
   * Its like in scikit-learn.
   *
   * @param module of its class; empty if none gives the same numbers
   * @param draws whether fit draws numbers, and so needs a seed
   * @param why there is none; empty if there is one
   */
  record Python(String module, boolean draws, String why) {
    static Python exact(String module) {
      return new Python(module, false, "");
    }

    static Python seeded(String module) {
      return new Python(module, true, "");
    }

    static Python none(String why) {
      return new Python("", false, why);
    }
  }

  private final String name;
  private final TargetKind target;
  private final Estimator<F> estimator;
  private final Python python;

  EstimatorSpec(String name, TargetKind target, Estimator<F> estimator, Python python) {
    this.name = name;
    this.target = target;
    this.estimator = estimator;
    this.python = python;
  }

  /** scikit-learn's name of its class. */
  final String name() {
    return name;
  }

  final TargetKind target() {
    return target;
  }

  final boolean classifies() {
    return target == TargetKind.CLASSES;
  }

  final Python python() {
    return python;
  }

  /** Refuses parameters that scikit-learn does not have. */
  void requireInPython(JsonNode parameters) {
    // most have scikit-learn's alone
  }

  /** Whether a page can have it fitted, and Java code is written for it. */
  boolean fitsOnPages() {
    return false;
  }

  /** Its training step by step; empty unless it is a perceptron. */
  Optional<PerceptronSteps> steps(Supplier<Samples> train, int most) {
    return Optional.empty();
  }

  /** Whether what it learned can be exported. */
  boolean exports() {
    return false;
  }

  /** Whether its epochs are few and long enough to be shown one by one. */
  boolean showsEpochs() {
    return false;
  }

  /** The estimator with callbacks, if it has epochs. */
  Estimator<F> watched(Callback... watchers) {
    return estimator;
  }

  /** Puts what is told of the training before the scores. */
  void training(F fitted, ObjectNode json) {
    // most have no epochs
  }

  /** Puts what is told of the weights behind the scores. */
  void weights(F fitted, ObjectNode json) {
    // most show none
  }

  /** Fits, scaled or not. */
  final FitResult fit(Samples train, Samples test, boolean scale, Callback... watchers) {
    if (!scale) {
      F fitted = watched(watchers).fit(train.x(), train.y());
      return new EstimatorResult<>(this, fitted, fitted, test);
    }
    FittedPipeline<F> fitted =
        Pipeline.of(new StandardScaler(), watched(watchers)).fit(train.x(), train.y());
    return new EstimatorResult<>(
        this, fitted.last(), fitted, new Samples(fitted.transform(test.x()), test.y()));
  }
}
