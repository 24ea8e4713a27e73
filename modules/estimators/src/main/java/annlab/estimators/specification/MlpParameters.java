package annlab.estimators.specification;

import annlab.estimators.mlp.HiddenActivation;
import annlab.estimators.mlp.LearningRateSchedule;
import annlab.estimators.mlp.MLPRegressor;
import annlab.estimators.mlp.MultilayerPerceptron;
import annlab.estimators.mlp.OutputActivation;
import annlab.estimators.mlp.RegressionLoss;
import annlab.estimators.mlp.Solver;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/** scikit-learn's parameters of its multilayer perceptrons, and what ours have beyond them. */
final class MlpParameters {
  private static final Set<String> SHARED =
      Set.of(
          "hidden_layer_sizes",
          "activation",
          "solver",
          "alpha",
          "batch_size",
          "learning_rate",
          "learning_rate_init",
          "power_t",
          "max_iter",
          "shuffle",
          "random_state",
          "tol",
          "verbose",
          "warm_start",
          "momentum",
          "nesterovs_momentum",
          "early_stopping",
          "validation_fraction",
          "beta_1",
          "beta_2",
          "epsilon",
          "n_iter_no_change",
          "max_fun",
          "dtype");

  private MlpParameters() {}

  static <E extends MultilayerPerceptron<E, ?>> E classifier(E estimator, Fields fields) {
    fields.requireKnown(SHARED);
    return shared(estimator, fields);
  }

  static MLPRegressor regressor(Fields fields) {
    Set<String> known = new HashSet<>(SHARED);
    known.addAll(Set.of("output_activation", "loss", "delta"));
    fields.requireKnown(known);
    MLPRegressor estimator = shared(new MLPRegressor(), fields);
    JsonNode activation = fields.json().get("output_activation");
    if (activation != null) {
      estimator =
          estimator.withOutputActivation(
              fields.choice("output_activation", activation, OutputActivation.class));
    }
    JsonNode loss = fields.json().get("loss");
    return loss == null ? estimator : estimator.withLoss(loss(fields, loss));
  }

  private static RegressionLoss loss(Fields fields, JsonNode node) {
    return switch (node.isTextual() ? node.textValue() : "") {
      case "squared_error" -> new RegressionLoss.SquaredError();
      case "absolute_error" -> new RegressionLoss.AbsoluteError();
      case "huber" -> new RegressionLoss.Huber(fields.number("delta", RegressionLoss.Huber.DELTA));
      case "poisson" -> new RegressionLoss.Poisson();
      default ->
          throw fields.wrong(
              "loss", "a str among {'squared_error', 'absolute_error', 'huber', 'poisson'}", node);
    };
  }

  private static <E extends MultilayerPerceptron<E, ?>> E shared(E estimator, Fields fields) {
    E changed = estimator;
    for (var field : fields.json().properties()) {
      changed = with(changed, fields, field.getKey(), field.getValue());
    }
    return changed;
  }

  private static <E extends MultilayerPerceptron<E, ?>> E with(
      E e, Fields fields, String name, JsonNode node) {
    return switch (name) {
      case "hidden_layer_sizes" -> e.withHiddenLayerSizes(sizes(fields, node));
      case "activation" -> e.withActivation(fields.choice(name, node, HiddenActivation.class));
      case "solver" -> e.withSolver(fields.choice(name, node, Solver.class));
      case "alpha" -> e.withAlpha(fields.number(name, node));
      case "batch_size" -> batch(e, fields, node);
      case "learning_rate" ->
          e.withLearningRate(fields.choice(name, node, LearningRateSchedule.class));
      case "learning_rate_init" -> e.withLearningRateInit(fields.number(name, node));
      case "power_t" -> e.withPowerT(fields.number(name, node));
      case "max_iter" -> e.withMaxIter(fields.whole(name, node));
      case "shuffle" -> e.withShuffle(fields.flag(name, node));
      case "random_state" -> node.isNull() ? e : e.withRandomState(fields.seed(name, node));
      case "tol" -> e.withTol(fields.number(name, node));
      case "verbose" -> e.withVerbose(fields.verbose(name, node));
      case "warm_start" -> e.withWarmStart(fields.flag(name, node));
      case "momentum" -> e.withMomentum(fields.number(name, node));
      case "nesterovs_momentum" -> e.withNesterovsMomentum(fields.flag(name, node));
      case "early_stopping" -> e.withEarlyStopping(fields.flag(name, node));
      case "validation_fraction" -> e.withValidationFraction(fields.number(name, node));
      case "beta_1" -> e.withBeta1(fields.number(name, node));
      case "beta_2" -> e.withBeta2(fields.number(name, node));
      case "epsilon" -> e.withEpsilon(fields.number(name, node));
      case "n_iter_no_change" -> e.withNIterNoChange(fields.whole(name, node));
      case "max_fun" -> e.withMaxFun(fields.whole(name, node));
      case "dtype" -> e.withDataType(type(fields, node));
      default -> e;
    };
  }

  private static int[] sizes(Fields fields, JsonNode node) {
    if (!node.isArray()) {
      return new int[] {fields.whole("hidden_layer_sizes", node)};
    }
    return IntStream.range(0, node.size())
        .map(i -> fields.whole("hidden_layer_sizes", node.get(i)))
        .toArray();
  }

  private static <E extends MultilayerPerceptron<E, ?>> E batch(
      E estimator, Fields fields, JsonNode node) {
    if (node.isTextual() && node.textValue().equals("auto")) {
      return estimator;
    }
    if (!node.isIntegralNumber()) {
      throw fields.wrong(
          "batch_size", "a str among {'auto'} or an int in the range [1, inf)", node);
    }
    return estimator.withBatchSize(fields.whole("batch_size", node));
  }

  private static DataType type(Fields fields, JsonNode node) {
    return switch (node.isTextual() ? node.textValue() : "") {
      case "float32", "float" -> DataType.FLOAT;
      case "float64", "double" -> DataType.DOUBLE;
      default -> throw fields.wrong("dtype", "a str among {'float32', 'float64'}", node);
    };
  }
}
