package annlab.experiments.keras.today;

import annlab.datasets.DataSet;
import annlab.experiments.keras.Reference;
import annlab.experiments.keras.StopCheck;
import annlab.experiments.keras.california.Housing;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.claims.Claim;
import annlab.networks.Callback;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.optimizers.Adam;
import annlab.networks.random.KerasBackend;
import annlab.networks.random.Seeds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;

/** The chapter's regression as Keras 3 of today trains it on each of its backends. */
public final class CaliforniaTodayExperiment implements Experiment {
  private static final long SEED = 42;
  private static final int EPOCHS = 20;
  private static final double RATE = 1e-3;
  private static final int[] HIDDEN = {50, 50, 50};

  /** For the services' loader. */
  public CaliforniaTodayExperiment() {}

  @Override
  public String id() {
    return "california-today";
  }

  @Override
  public String section() {
    return "1.3.3";
  }

  @Override
  public String title() {
    return "The chapter's regression in Keras 3 of today, on three backends";
  }

  @Override
  public List<Claim> claims() {
    return TodayClaims.california();
  }

  @Override
  public Parameters defaults() {
    return new Parameters(SEED, EPOCHS, 0, Map.of("learning_rate", Double.toString(RATE)));
  }

  @Override
  public Parameters quick() {
    return defaults().withEpochs(1).withRows(600);
  }

  @Override
  public List<DataSet> dataSets() {
    return List.of(DataSet.CALIFORNIA_HOUSING);
  }

  @Override
  public Outcome run(RunContext context) {
    Parameters parameters = context.parameters();
    Housing housing = Housing.load(context.data(), parameters.rows());
    Map<String, Double> metrics = new LinkedHashMap<>();
    double firstLoss = 0;
    double rmse = 0;
    for (KerasBackend backend : KerasBackend.values()) {
      context.stopIfAsked();
      Seeds seeds = Seeds.keras3(parameters.seed(), backend);
      Callback watcher =
          backend == KerasBackend.TENSORFLOW ? context.recorder() : new StopCheck(context);
      Difference difference = difference(housing, seeds, backend, parameters.epochs(), watcher);
      firstLoss = Math.max(firstLoss, difference.firstLoss());
      rmse = Math.max(rmse, difference.rmse());
      metrics.put("test_rmse_" + backend.label(), difference.ours());
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("H3-today-first-loss", firstLoss);
    numbers.put("H3-today-rmse", rmse);
    return new Outcome(
        metrics, numbers, parameters.seed() == SEED ? Set.of() : Claim.ids(claims()));
  }

  /**
   * How far ours is from live Keras.
   *
   * @param firstLoss of the loss of the first epoch
   * @param rmse of the error on the test part
   * @param ours the error on the test part
   */
  public record Difference(double firstLoss, double rmse, double ours) {}

  /** Trains, and compares with what Keras has on a backend from seed 42. */
  public static Difference difference(
      Housing housing, Seeds seeds, KerasBackend backend, int epochs, Callback watcher) {
    // listing: H3-today-first-loss, H3-today-rmse
    Model model = housing.model(seeds, DataType.FLOAT, new Adam(RATE), HIDDEN);
    History history = housing.fit(model, epochs, watcher);
    double rmse = housing.testRmse(model);
    double firstLoss = history.series("loss").get(0);
    String keras = "/california/" + backend.label();
    double theirLoss = Reference.today().numbers(keras + "/loss").get(0);
    double theirRmse = Reference.today().number(keras + "/rmse");
    // end listing
    return new Difference(Math.abs(firstLoss - theirLoss), Math.abs(rmse - theirRmse), rmse);
  }
}
