package annlab.experiments.keras.california;

import annlab.datasets.DataSet;
import annlab.experiments.keras.Reference;
import annlab.experiments.keras.SeriesDistance;
import annlab.experiments.keras.TrainingChecks;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.claims.Claim;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Seeds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The notebook's smaller regression network, 30-30-1 with plain gradient descent, from Keras' seed:
 * every one of its 20 published epochs beside ours.
 */
public final class CaliforniaSgdExperiment implements Experiment {
  private static final long SEED = 42;
  private static final int EPOCHS = 20;
  private static final double LEARNING_RATE = 1e-3;
  private static final int[] HIDDEN = {30, 30};

  /** For the services' loader. */
  public CaliforniaSgdExperiment() {}

  @Override
  public String id() {
    return "california-sgd";
  }

  @Override
  public String section() {
    return "1.3.3";
  }

  @Override
  public String title() {
    return "The notebook's 30-30 network, epoch by epoch from Keras' seed 42";
  }

  @Override
  public List<Claim> claims() {
    return CaliforniaClaims.sgd();
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.of("loss-curves", "H6-loss");
  }

  @Override
  public Parameters defaults() {
    return new Parameters(SEED, EPOCHS, 0, Map.of("learning_rate", Double.toString(LEARNING_RATE)));
  }

  @Override
  public Parameters quick() {
    return defaults().withEpochs(2).withRows(1_000);
  }

  @Override
  public List<DataSet> dataSets() {
    return List.of(DataSet.CALIFORNIA_HOUSING);
  }

  @Override
  public Outcome run(RunContext context) {
    Parameters parameters = context.parameters();
    Housing housing = Housing.load(context.data(), parameters.rows());
    Model model =
        housing.model(
            Seeds.keras2(parameters.seed()), DataType.FLOAT, new Sgd(LEARNING_RATE), HIDDEN);
    History history = housing.fit(model, parameters.epochs(), context.recorder());

    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("loss", TrainingChecks.last(history, "loss"));
    metrics.put("val_loss", TrainingChecks.last(history, "val_loss"));
    metrics.put("ms_per_step", TrainingChecks.millisecondsPerStep(history));
    metrics.put("test_rmse", housing.testRmse(model));
    Map<String, Double> numbers = new LinkedHashMap<>();
    if (parameters.seed() == SEED) {
      Reference published = Reference.california();
      numbers.put(
          "H6-loss",
          SeriesDistance.largest(history.series("loss"), published.numbers("/sgd/loss")));
      numbers.put(
          "H6-val-loss",
          SeriesDistance.largest(history.series("val_loss"), published.numbers("/sgd/val_loss")));
      numbers.put("H6-seed-test-rmse", metrics.getOrDefault("test_rmse", Double.NaN));
    }
    LossCurves.keep(
        "California housing, 30-30-1, gradient descent",
        "The notebook's 20 epochs, dashed, and over them ours from Keras' seed 42.",
        history,
        "/sgd/",
        context);
    return new Outcome(
        metrics, numbers, parameters.seed() == SEED ? Set.of() : Claim.ids(claims()));
  }
}
