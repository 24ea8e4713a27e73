package annlab.estimators.specification;

import annlab.estimators.internal.Fields;
import annlab.estimators.mlp.MLPClassifier;
import annlab.estimators.perceptron.Perceptron;
import annlab.estimators.specification.EstimatorSpec.Python;
import annlab.estimators.tribuo.LinearRegression;
import annlab.estimators.tribuo.LinearSVC;
import annlab.estimators.tribuo.LogisticRegression;
import annlab.estimators.tribuo.RandomForestRegressor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/** The estimators under scikit-learn's names, each with all that a specification needs of it. */
final class KnownEstimators {
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

  private KnownEstimators() {}

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
