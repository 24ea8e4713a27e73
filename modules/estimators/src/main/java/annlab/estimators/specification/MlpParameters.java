package annlab.estimators.specification;

import annlab.estimators.internal.Fields;
import annlab.estimators.internal.Parameter;
import annlab.estimators.mlp.MLPRegressor;
import annlab.estimators.mlp.MultilayerPerceptron;
import annlab.estimators.mlp.OutputActivation;
import annlab.estimators.mlp.RegressionLoss;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** scikit-learn's parameters of its multilayer perceptrons, and what ours have beyond them. */
final class MlpParameters {
  private static final Map<String, Parameter<?>> SHARED =
      MultilayerPerceptron.parameters().stream()
          .collect(Collectors.toMap(Parameter::name, parameter -> parameter));

  private MlpParameters() {}

  static <E extends MultilayerPerceptron<E, ?>> E classifier(E estimator, Fields fields) {
    fields.requireKnown(SHARED.keySet());
    return shared(estimator, fields);
  }

  static MLPRegressor regressor(Fields fields) {
    Set<String> known = new HashSet<>(SHARED.keySet());
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
    for (Map.Entry<String, JsonNode> field : fields.json().properties()) {
      Parameter<?> parameter = SHARED.get(field.getKey());
      if (parameter != null) {
        changed = changed.with(parameter, fields, field.getValue());
      }
    }
    return changed;
  }
}
