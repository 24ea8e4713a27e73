package annlab.estimators.specification;

import annlab.datasets.Samples;
import annlab.estimators.Fitted;
import annlab.estimators.FittedProbabilisticClassifier;
import annlab.estimators.Scores;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What fitting an estimator gave: curves, weights, and scores on the test part.
 *
 * @param <F> what fitting gave
 */
final class EstimatorResult<F extends Fitted> implements FitResult {
  /** How many predictions are shown. */
  private static final int SHOWN = 10;

  private final EstimatorSpec<F> estimator;
  private final F fitted;
  private final Fitted whole;
  private final Samples test;

  /**
   * A result.
   *
   * @param whole with the scaler before it, if there is one
   * @param test scaled rows
   */
  EstimatorResult(EstimatorSpec<F> estimator, F fitted, Fitted whole, Samples test) {
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
    estimator.training(fitted, json);
    scores(json);
    estimator.weights(fitted, json);
    return NotFinite.marked(json);
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

  static ArrayNode array(List<Double> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(array::add);
    return array;
  }

  static ArrayNode array(INDArray values) {
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
