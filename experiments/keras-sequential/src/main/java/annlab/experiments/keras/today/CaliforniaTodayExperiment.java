package annlab.experiments.keras.today;

import annlab.datasets.DataSet;
import annlab.experiments.keras.Reference;
import annlab.experiments.keras.SeriesDistance;
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

/** The chapter's regression as Keras 3 trains it on each of its backends, at full length. */
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
    return TodayClaims.SECTION;
  }

  @Override
  public String title() {
    return "The chapter's regression under Keras 3, on three backends";
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
    double threeEpochs = 0;
    double rmse = 0;
    for (KerasBackend backend : KerasBackend.values()) {
      context.stopIfAsked();
      Seeds seeds = Seeds.keras3(parameters.seed(), backend);
      Callback watcher =
          backend == KerasBackend.TENSORFLOW ? context.recorder() : new StopCheck(context);
      Difference difference = difference(housing, seeds, backend, parameters.epochs(), watcher);
      firstLoss = Math.max(firstLoss, difference.firstLoss());
      threeEpochs = Math.max(threeEpochs, difference.threeEpochs());
      rmse = Math.max(rmse, difference.rmse());
      metrics.put("test_rmse_" + backend.label(), difference.ours());
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("KERAS3-housing-first-loss", firstLoss);
    numbers.put("KERAS3-housing-three-epochs", threeEpochs);
    numbers.put("KERAS3-housing-rmse", rmse);
    return new Outcome(
        metrics, numbers, parameters.seed() == SEED ? Set.of() : Claim.ids(claims()));
  }

  /**
   * How far ours is from live Keras.
   *
   * @param firstLoss of the loss of the first epoch
   * @param threeEpochs largest of the losses of the first three epochs
   * @param rmse of the error on the test part
   * @param ours the error on the test part
   */
  public record Difference(double firstLoss, double threeEpochs, double rmse, double ours) {}

  /** Trains, and compares with what Keras has on a backend from seed 42. */
  public static Difference difference(
      Housing housing, Seeds seeds, KerasBackend backend, int epochs, Callback watcher) {
    // listing: KERAS3-housing-first-loss, KERAS3-housing-three-epochs, KERAS3-housing-rmse
    Model model = housing.model(seeds, DataType.FLOAT, new Adam(RATE), HIDDEN);
    History history = housing.fit(model, epochs, watcher);
    double rmse = housing.testRmse(model);
    String keras = "/california/" + backend.label();
    List<Double> differences =
        SeriesDistance.differences(
            history.series("loss"), Reference.today().numbers(keras + "/loss"));
    double firstLoss = Math.abs(differences.get(0));
    double threeEpochs = differences.stream().limit(3).mapToDouble(Math::abs).max().orElseThrow();
    double theirRmse = Reference.today().number(keras + "/rmse");
    // end listing
    return new Difference(firstLoss, threeEpochs, Math.abs(rmse - theirRmse), rmse);
  }
}
