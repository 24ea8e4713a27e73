package annlab.estimators.specification;

import annlab.estimators.Estimator;
import annlab.estimators.mlp.FittedMultilayerPerceptron;
import annlab.estimators.mlp.MultilayerPerceptron;
import annlab.networks.Callback;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** A multilayer perceptron. */
final class NetworkSpec<E extends MultilayerPerceptron<E, F>, F extends FittedMultilayerPerceptron>
    extends EstimatorSpec<F> {
  /** Of MLPRegressor's parameters those that scikit-learn does not have. */
  private static final Set<String> OWN_PARAMETERS = Set.of("output_activation", "loss", "delta");

  private final E network;

  NetworkSpec(String name, TargetKind target, E network) {
    super(name, target, network, Python.seeded("neural_network"));
    this.network = network;
  }

  @Override
  void requireInPython(JsonNode parameters) {
    for (String own : OWN_PARAMETERS) {
      if (parameters.has(own) && !parameters.get(own).asText().equals("squared_error")) {
        throw PythonListing.unwritten(
            "scikit-learn's " + name() + " has no " + own + " " + parameters.get(own));
      }
    }
  }

  @Override
  boolean exports() {
    return true;
  }

  @Override
  boolean showsEpochs() {
    return true;
  }

  @Override
  Estimator<F> watched(Callback... watchers) {
    return network.withCallbacks(watchers);
  }

  @Override
  void training(F fitted, ObjectNode json) {
    json.put("n_iter", fitted.iterations());
    json.put("loss", fitted.loss());
    if (!fitted.lossCurve().isEmpty()) {
      json.set("loss_curve", EstimatorResult.array(fitted.lossCurve()));
    }
    fitted.bestLoss().ifPresent(best -> json.put("best_loss", best));
    if (!fitted.validationScores().isEmpty()) {
      json.set("validation_scores", EstimatorResult.array(fitted.validationScores()));
      fitted.bestValidationScore().ifPresent(best -> json.put("best_validation_score", best));
    }
  }

  @Override
  void weights(F fitted, ObjectNode json) {
    ArrayNode sums = json.putArray("coef_sums");
    fitted.coefs().forEach(coef -> sums.add(coef.sumNumber().doubleValue()));
    fitted.convergenceWarning().ifPresent(text -> json.put("warning", text));
  }
}
