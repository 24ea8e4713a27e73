package annlab.estimators.specification;

import annlab.estimators.Estimator;
import annlab.estimators.mlp.MLPClassifier;
import annlab.estimators.perceptron.Perceptron;
import annlab.estimators.perceptron.PerceptronLearner;
import annlab.estimators.perceptron.SGDClassifier;
import annlab.estimators.tribuo.LinearRegression;
import annlab.estimators.tribuo.LinearSVC;
import annlab.estimators.tribuo.LogisticRegression;
import annlab.estimators.tribuo.RandomForestRegressor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * An estimator with its parameters.
 *
 * @param name scikit-learn's name of its class
 * @param classifies whether it learns classes
 * @param estimator ready to be fitted
 */
record EstimatorSpec(String name, boolean classifies, Estimator<?> estimator) {
  private static final Set<String> NAMES =
      Set.of(
          "MLPRegressor",
          "MLPClassifier",
          "Perceptron",
          "SGDClassifier",
          "RandomForestRegressor",
          "LinearRegression",
          "LogisticRegression",
          "LinearSVC");

  private static final Set<String> PERCEPTRON =
      Set.of(
          "penalty",
          "alpha",
          "l1_ratio",
          "fit_intercept",
          "max_iter",
          "tol",
          "shuffle",
          "verbose",
          "eta0",
          "n_jobs",
          "random_state",
          "early_stopping",
          "validation_fraction",
          "n_iter_no_change",
          "class_weight",
          "warm_start");

  static EstimatorSpec of(String name, JsonNode parameters) {
    Fields fields = new Fields(name, parameters);
    return switch (name) {
      case "MLPRegressor" -> new EstimatorSpec(name, false, MlpParameters.regressor(fields));
      case "MLPClassifier" ->
          new EstimatorSpec(name, true, MlpParameters.classifier(new MLPClassifier(), fields));
      case "Perceptron" -> new EstimatorSpec(name, true, perceptron(fields));
      case "SGDClassifier" -> new EstimatorSpec(name, true, descent(fields));
      case "RandomForestRegressor" -> new EstimatorSpec(name, false, forest(fields));
      case "LinearRegression" -> new EstimatorSpec(name, false, linear(fields));
      case "LogisticRegression" -> new EstimatorSpec(name, true, logistic(fields));
      case "LinearSVC" -> new EstimatorSpec(name, true, supportVectors(fields));
      default ->
          throw new IllegalArgumentException(
              "no estimator is called '"
                  + name
                  + "'; there are "
                  + NAMES.stream().sorted().toList());
    };
  }

  TargetKind target() {
    return classifies ? TargetKind.CLASSES : TargetKind.NUMBERS;
  }

  private static Perceptron perceptron(Fields fields) {
    fields.requireKnown(PERCEPTRON);
    return shared(new Perceptron(), fields);
  }

  private static SGDClassifier descent(Fields fields) {
    Set<String> known = new HashSet<>(PERCEPTRON);
    known.addAll(Set.of("loss", "learning_rate"));
    fields.requireKnown(known);
    fields.only("loss", "'perceptron'", is(fields, "loss", "perceptron"));
    fields.only("learning_rate", "'constant'", is(fields, "learning_rate", "constant"));
    // scikit-learn's default penalty is l2, so leaving it out would mean another one
    fields.only("penalty", "None, given as null,", fields.json().path("penalty").isNull());
    return shared(new SGDClassifier(fields.number("eta0", 0)), fields);
  }

  private static boolean is(Fields fields, String name, String value) {
    return value.equals(fields.json().path(name).textValue());
  }

  private static <E extends PerceptronLearner<E>> E shared(E estimator, Fields fields) {
    fields.only("penalty", "None", fields.find("penalty").isEmpty());
    fields.only("class_weight", "None", fields.find("class_weight").isEmpty());
    fields.only("early_stopping", "False", !fields.flag("early_stopping", false));
    fields.only("warm_start", "False", !fields.flag("warm_start", false));
    // without a penalty, early stopping and processes of their own these change nothing
    fields.unused("alpha", "a float in the range [0, inf)", alpha -> alpha >= 0);
    fields.unused("l1_ratio", "a float in the range [0, 1]", ratio -> ratio >= 0 && ratio <= 1);
    fields.unused(
        "validation_fraction",
        "a float in the range (0, 1)",
        fraction -> fraction > 0 && fraction < 1);
    fields.find("n_jobs").ifPresent(jobs -> fields.whole("n_jobs", jobs));
    fields.find("verbose").ifPresent(verbose -> fields.verbose("verbose", verbose));
    E e = estimator;
    for (var field : fields.json().properties()) {
      e = with(e, fields, field.getKey(), field.getValue());
    }
    return e;
  }

  private static <E extends PerceptronLearner<E>> E with(
      E e, Fields fields, String name, JsonNode node) {
    return switch (name) {
      case "fit_intercept" -> e.withFitIntercept(fields.flag(name, node));
      case "max_iter" -> e.withMaxIter(fields.whole(name, node));
      case "tol" -> node.isNull() ? e.withoutTol() : e.withTol(fields.number(name, node));
      case "shuffle" -> e.withShuffle(fields.flag(name, node));
      case "eta0" -> e.withEta0(fields.number(name, node));
      case "random_state" -> node.isNull() ? e : e.withRandomState(fields.seed(name, node));
      case "n_iter_no_change" -> e.withNIterNoChange(fields.whole(name, node));
      default -> e;
    };
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
