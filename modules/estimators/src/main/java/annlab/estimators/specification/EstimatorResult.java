package annlab.estimators.specification;

import annlab.datasets.Samples;
import annlab.estimators.Fitted;
import annlab.estimators.FittedProbabilisticClassifier;
import annlab.estimators.Scores;
import annlab.estimators.mlp.FittedMultilayerPerceptron;
import annlab.estimators.perceptron.FittedPerceptron;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What fitting an estimator gave: curves, weights, and scores on the test part. */
final class EstimatorResult implements FitResult {
  /** How many predictions are shown. */
  private static final int SHOWN = 10;

  private final EstimatorSpec estimator;
  private final Fitted fitted;
  private final Fitted whole;
  private final Samples test;

  /**
   * A result.
   *
   * @param whole with the scaler before it, if there is one
   * @param test scaled rows
   */
  EstimatorResult(EstimatorSpec estimator, Fitted fitted, Fitted whole, Samples test) {
    this.estimator = estimator;
    this.fitted = fitted;
    this.whole = whole;
    this.test = test;
  }

  /**
   * Everything in full precision, under scikit-learn's names without their last underscore. What
   * scikit-learn does not have in a case is absent.
   */
  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("estimator", estimator.name());
    if (fitted instanceof FittedMultilayerPerceptron network) {
      training(json, network);
    } else if (fitted instanceof FittedPerceptron perceptron) {
      json.put("n_iter", perceptron.iterations());
    }
    scores(json);
    if (fitted instanceof FittedMultilayerPerceptron network) {
      ArrayNode sums = json.putArray("coef_sums");
      network.coefs().forEach(coef -> sums.add(coef.sumNumber().doubleValue()));
      network.convergenceWarning().ifPresent(text -> json.put("warning", text));
    } else if (fitted instanceof FittedPerceptron perceptron) {
      json.set("coef", array(perceptron.coef()));
      json.set("intercept", array(perceptron.intercept()));
    }
    return NotFinite.marked(json);
  }

  private static void training(ObjectNode json, FittedMultilayerPerceptron network) {
    json.put("n_iter", network.iterations());
    json.put("loss", network.loss());
    if (!network.lossCurve().isEmpty()) {
      json.set("loss_curve", array(network.lossCurve()));
    }
    network.bestLoss().ifPresent(best -> json.put("best_loss", best));
    if (!network.validationScores().isEmpty()) {
      json.set("validation_scores", array(network.validationScores()));
      network.bestValidationScore().ifPresent(best -> json.put("best_validation_score", best));
    }
  }

  private void scores(ObjectNode json) {
    INDArray predicted = fitted.predict(test.x());
    INDArray first = test.x().get(NDArrayIndex.interval(0, Math.min(SHOWN, test.count())));
    if (!estimator.classifies()) {
      json.put("rmse", Scores.rmse(test.y(), predicted));
      if (test.count() > 1) {
        json.put("r2", Scores.r2(test.y(), predicted));
      }
      json.set("predictions", array(fitted.predict(first)));
      return;
    }
    json.put("accuracy", Scores.accuracy(test.y(), predicted));
    if (fitted instanceof FittedProbabilisticClassifier probabilistic) {
      json.set("probabilities", array(probabilistic.predictProba(first)));
    } else {
      json.set("predictions", array(fitted.predict(first)));
    }
  }

  private static ArrayNode array(List<Double> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(array::add);
    return array;
  }

  private static ArrayNode array(INDArray values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    boolean whole = !values.dataType().isFPType();
    for (long row = 0; row < values.size(0); row++) {
      if (values.rank() == 2) {
        array.add(array(values.getRow(row).dup()));
      } else if (whole) {
        array.add(values.getInt((int) row));
      } else {
        array.add(values.getDouble(row));
      }
    }
    return array;
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder(estimator.name()).append('\n');
    ObjectNode json = json();
    for (String name : List.of("n_iter", "loss", "best_loss", "rmse", "r2", "accuracy")) {
      if (json.has(name)) {
        String value = json.get(name).asText();
        text.append(
            String.format(
                Locale.ROOT,
                "  %-10s %s%n",
                name,
                json.path(NotFinite.FIELD).path("/" + name).asText(value)));
      }
    }
    if (json.has("warning")) {
      text.append("  ").append(json.get("warning").textValue()).append('\n');
    }
    return text.toString();
  }

  @Override
  public void save(Path file) {
    whole.export(file);
  }
}
