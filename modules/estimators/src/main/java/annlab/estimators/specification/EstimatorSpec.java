package annlab.estimators.specification;

import annlab.datasets.Samples;
import annlab.estimators.Estimator;
import annlab.estimators.Fitted;
import annlab.estimators.FittedPipeline;
import annlab.estimators.Pipeline;
import annlab.estimators.StandardScaler;
import annlab.estimators.internal.Fields;
import annlab.estimators.mlp.MLPClassifier;
import annlab.estimators.perceptron.Perceptron;
import annlab.estimators.perceptron.PerceptronSteps;
import annlab.estimators.tribuo.LinearRegression;
import annlab.estimators.tribuo.LinearSVC;
import annlab.estimators.tribuo.LogisticRegression;
import annlab.estimators.tribuo.RandomForestRegressor;
import annlab.networks.Callback;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An estimator with its parameters, and what a specification can do with it. {@link #KNOWN} lists
 * them.
 *
 * @param <F> what fitting gives
 */
class EstimatorSpec<F extends Fitted> {
  private static final Map<String, Function<Fields, EstimatorSpec<?>>> KNOWN =
      Map.of(
          "MLPRegressor",
          fields ->
              new NetworkSpec<>(
                  fields.owner(), TargetKind.NUMBERS, MlpParameters.regressor(fields)),
          "MLPClassifier",
          fields ->
              new NetworkSpec<>(
                  fields.owner(),
                  TargetKind.CLASSES,
                  MlpParameters.classifier(new MLPClassifier(), fields)),
          "Perceptron",
          fields ->
              new PerceptronSpec(
                  fields.owner(), PerceptronParameters.perceptron(new Perceptron(), fields)),
          "SGDClassifier",
          fields -> new PerceptronLearnerSpec(fields.owner(), PerceptronParameters.descent(fields)),
          "RandomForestRegressor",
          fields ->
              new EstimatorSpec<>(
                  fields.owner(),
                  TargetKind.NUMBERS,
                  forest(fields),
                  Python.none(
                      "annlab's RandomForestRegressor draws its trees by other generators")),
          "LinearRegression",
          fields ->
              new EstimatorSpec<>(
                  fields.owner(), TargetKind.NUMBERS, linear(fields), Python.exact("linear_model")),
          "LogisticRegression",
          fields ->
              new EstimatorSpec<>(
                  fields.owner(),
                  TargetKind.CLASSES,
                  logistic(fields),
                  Python.none(
                      "annlab's LogisticRegression is that of LIBLINEAR, which scikit-learn drops")),
          "LinearSVC",
          fields ->
              new EstimatorSpec<>(
                  fields.owner(),
                  TargetKind.CLASSES,
                  supportVectors(fields),
                  Python.seeded("svm")));

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

  static EstimatorSpec<?> of(String name, JsonNode parameters) {
    Function<Fields, EstimatorSpec<?>> reader = KNOWN.get(name);
    Fields fields = new Fields(name, parameters);
    if (reader == null) {
      throw new IllegalArgumentException(
          "no estimator is called '"
              + name
              + "'; there are "
              + KNOWN.keySet().stream().sorted().toList());
    }
    return reader.apply(fields);
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

  private static RandomForestRegressor forest(Fields fields) {
    fields.requireKnown(Set.of("n_estimators", "random_state"));
    return new RandomForestRegressor(
        fields.count("n_estimators", RandomForestRegressor.TREES), seed(fields));
  }

  private static LinearRegression linear(Fields fields) {
    fields.requireKnown(Set.of());
    return new LinearRegression();
  }

  private static LogisticRegression logistic(Fields fields) {
    fields.requireKnown(Set.of("C", "random_state"));
    seed(fields); // LIBLINEAR's solver draws nothing, but a wrong seed is a mistake
    return new LogisticRegression(fields.number("C", LogisticRegression.C));
  }

  private static LinearSVC supportVectors(Fields fields) {
    fields.requireKnown(Set.of("C", "random_state"));
    return new LinearSVC(fields.number("C", LinearSVC.C), seed(fields));
  }

  private static long seed(Fields fields) {
    Optional<JsonNode> given = fields.find("random_state");
    return given.isPresent()
        ? fields.seed("random_state", given.get())
        : new SplittableRandom().nextInt() & Integer.MAX_VALUE;
  }
}
