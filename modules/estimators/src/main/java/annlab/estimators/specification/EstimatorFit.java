package annlab.estimators.specification;

import annlab.datasets.DataHome;
import annlab.datasets.Samples;
import annlab.datasets.Split;
import annlab.estimators.internal.Fields;
import annlab.estimators.perceptron.PerceptronLearner;
import annlab.estimators.perceptron.PerceptronSteps;
import annlab.networks.Callback;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** An estimator, its data, and how they are split and scaled, under scikit-learn's own names. */
final class EstimatorFit implements FitSpec {
  private static final Set<String> FIELDS =
      Set.of("data", "split", "scale", "estimator", "parameters");

  private final JsonNode specification;
  private final DataSpec data;
  private final Optional<SplitSpec> split;
  private final boolean scale;
  private final EstimatorSpec<?> estimator;
  private final JsonNode parameters;

  private EstimatorFit(
      JsonNode specification,
      DataSpec data,
      Optional<SplitSpec> split,
      boolean scale,
      EstimatorSpec<?> estimator,
      JsonNode parameters) {
    this.specification = specification;
    this.data = data;
    this.split = split;
    this.scale = scale;
    this.estimator = estimator;
    this.parameters = parameters;
  }

  static EstimatorFit of(Fields fields, Sources sources) {
    fields.requireKnown(FIELDS);
    JsonNode data = required(fields, "data");
    JsonNode name = required(fields, "estimator");
    if (!name.isTextual()) {
      throw fields.wrong("estimator", "the name of an estimator", name);
    }
    JsonNode parameters =
        fields.find("parameters").orElseGet(() -> JsonNodeFactory.instance.objectNode());
    return new EstimatorFit(
        fields.json(),
        DataSpec.of(data, sources),
        fields.find("split").map(json -> SplitSpec.of(json, SplitSpec.ONCE)),
        fields.flag("scale", false),
        KnownEstimators.of(name.textValue(), parameters),
        parameters);
  }

  private static JsonNode required(Fields fields, String name) {
    return fields
        .find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the specification has no field '"
                        + name
                        + "'; it needs data and an estimator, or data and a sequential"));
  }

  @Override
  public boolean hasWeights() {
    return false;
  }

  @Override
  public Samples rows(DataHome home) {
    return data.load(home, estimator.target());
  }

  @Override
  public Optional<Split> parts(DataHome home) {
    return split.map(spec -> spec.divide(rows(home)));
  }

  @Override
  public Optional<PerceptronSteps> steps(DataHome home, int most) {
    return scale
        ? Optional.empty()
        : estimator.steps(() -> parts(home).map(Split::train).orElseGet(() -> rows(home)), most);
  }

  @Override
  public void requireWithin(FitLimits limits) {
    if (!estimator.fitsOnPages() || scale) {
      throw new IllegalArgumentException(
          "a page fits a sequential, or a Perceptron without scale, got " + estimator.name());
    }
    FitLimits.require("max_iter", epochs(), limits.epochs());
    FitLimits.require("rows", data.drawn().isPresent() ? data.drawnRows() : 0, limits.rows());
  }

  @Override
  public int epochs() {
    return parameters.path("max_iter").asInt(PerceptronLearner.MAX_ITER);
  }

  @Override
  public long seed() {
    return parameters.path("random_state").asLong(0);
  }

  @Override
  public String toPython() {
    return new PythonListing(specification, data).estimator(estimator, parameters, scale);
  }

  @Override
  public String toJava() {
    if (!estimator.fitsOnPages() || scale) {
      throw new IllegalArgumentException(
          "Java code is written for a sequential, or a Perceptron without scale");
    }
    return new JavaListing(data, split).perceptron(parameters);
  }

  @Override
  public FitResult run(DataHome home, Callback... watchers) {
    Samples all = data.load(home, estimator.target());
    Samples train = all;
    Samples test = all;
    if (split.isPresent()) {
      Split parts = split.get().divide(all);
      train = parts.train();
      test = parts.test();
    }
    return estimator.fit(train, test, scale, watchers);
  }

  @Override
  public void requireSavable(Path file) {
    if (!estimator.exports() || !file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
      throw new IllegalArgumentException(
          "MLPClassifier and MLPRegressor are saved as .onnx, got "
              + estimator.name()
              + " and "
              + file.getFileName());
    }
  }

  /** A perceptron has hundreds of epochs of milliseconds: too many to be shown one by one. */
  @Override
  public boolean showsEpochs() {
    return estimator.showsEpochs();
  }
}
