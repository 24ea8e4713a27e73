package annlab.experiments.keras.today;

import annlab.datasets.DataSet;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.experiments.keras.Reference;
import annlab.experiments.keras.SeriesDistance;
import annlab.experiments.keras.StopCheck;
import annlab.experiments.keras.TrainingChecks;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.charts.Figure;
import annlab.lab.charts.LineChart;
import annlab.lab.charts.Series;
import annlab.lab.charts.Series.Hue;
import annlab.lab.charts.Series.Stroke;
import annlab.lab.claims.Claim;
import annlab.networks.Callback;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.random.KerasBackend;
import annlab.networks.random.RowOrder;
import annlab.networks.random.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;

/** The chapter's classifier as Keras 3 of today trains it after {@code set_random_seed(42)}. */
public final class Keras3TodayExperiment implements Experiment {
  private static final long SEED = 42;
  private static final int EPOCHS = 30;
  private static final String FEW_ROWS = "one_order_rows";

  /** For the services' loader. */
  public Keras3TodayExperiment() {}

  @Override
  public String id() {
    return "keras3-today";
  }

  @Override
  public String section() {
    return "1.3.2";
  }

  @Override
  public String title() {
    return "The chapter's classifier in Keras 3 of today";
  }

  @Override
  public List<Claim> claims() {
    return TodayClaims.fashion();
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.of("one-order", "G5-one-order");
  }

  @Override
  public Parameters defaults() {
    return new Parameters(SEED, EPOCHS, 0, Map.of(FEW_ROWS, "10000"));
  }

  @Override
  public Parameters quick() {
    return new Parameters(SEED, 1, 600, Map.of(FEW_ROWS, "600"));
  }

  @Override
  public List<DataSet> dataSets() {
    return List.of(DataSet.FASHION_MNIST);
  }

  @Override
  public Outcome run(RunContext context) {
    Parameters parameters = context.parameters();
    FashionMnist data =
        context.quick() ? FashionMnist.quick(context.data()) : FashionMnist.load(context.data());
    Samples test = data.test(DataType.FLOAT);
    Map<String, Double> numbers = new LinkedHashMap<>();
    Map<String, Double> metrics = new LinkedHashMap<>();
    Digests digests = new Digests();
    numbers.put("F6-today-kernels", (double) digests.kernels(Keras3TodayExperiment::model, 0));
    numbers.put("F6-today-orders", (double) digests.orders(0));
    numbers.put("X9-set-seed", (double) TodayErrata.setSeed(0));
    RowOrder one = RowOrder.keras3(SEED, KerasBackend.TENSORFLOW);
    numbers.put("X9-one-order", (double) TodayErrata.oneOrder(one));

    Samples train = FashionMnistExperiment.first(data.train(DataType.FLOAT), parameters.rows());
    Samples validation = data.validation(DataType.FLOAT);
    // listing: G5-today-loss, G5-today-val-loss, G13-today-test-accuracy
    Model model = model(Seeds.keras3(parameters.seed())); // keras.utils.set_random_seed(42)
    FitOptions options =
        FitOptions.defaults()
            .withEpochs(parameters.epochs())
            .withValidation(validation.x(), validation.y())
            .withCallbacks(context.recorder());
    History history = model.fit(train.x(), train.y(), options);
    double accuracy = model.evaluate(test.x(), test.y()).value("accuracy");
    // end listing
    for (String name : TrainingChecks.SERIES) {
      metrics.put(name, TrainingChecks.last(history, name));
    }
    metrics.put("test_accuracy", accuracy);
    numbers.put("G13-today-test-accuracy", accuracy);
    compare(history, numbers);
    numbers.put("G5-one-order", oneOrder(data, test, context));
    return new Outcome(
        metrics, numbers, parameters.seed() == SEED ? Set.of() : Claim.ids(claims()));
  }

  private static Model model(Seeds seeds) {
    return FashionMnistExperiment.model(seeds, DataType.FLOAT);
  }

  /** The largest distances of both losses from those of live Keras. */
  public static void compare(History history, Map<String, Double> numbers) {
    Reference keras = Reference.today();
    for (String name : List.of("loss", "val_loss")) {
      numbers.put(
          "G5-today-" + name.replace('_', '-'),
          SeriesDistance.largest(history.series(name), keras.numbers("/fashion/history/" + name)));
    }
  }

  private static double oneOrder(FashionMnist data, Samples test, RunContext context) {
    int rows = Integer.parseInt(context.parameters().others().getOrDefault(FEW_ROWS, "10000"));
    Samples few = FashionMnistExperiment.first(data.train(DataType.FLOAT), rows);
    Callback stop = new StopCheck(context);
    List<Double> one = new ArrayList<>();
    List<Double> anew = new ArrayList<>();
    // listing: G5-one-order
    double sum = 0;
    List<Long> seeds = List.of(42L, 7L, 0L, 1L);
    for (long seed : seeds) {
      for (boolean same : new boolean[] {true, false}) {
        RowOrder order =
            same ? RowOrder.keras3(seed, KerasBackend.TENSORFLOW) : RowOrder.keras2(seed);
        Model model = model(Seeds.keras3(seed));
        FitOptions options = FitOptions.defaults().withEpochs(context.parameters().epochs());
        model.fit(few.x(), few.y(), options.withOrder(order).withCallbacks(stop));
        double accuracy = model.evaluate(test.x(), test.y()).value("accuracy");
        (same ? one : anew).add(accuracy);
        sum += same ? -accuracy : accuracy;
      }
    }
    double higher = sum / seeds.size();
    // end listing
    context.figure(
        new Figure(
            "one-order",
            "1.3.2",
            "Test accuracy of four seeds (42, 7, 0, 1) after training on 10,000 rows: with one"
                + " order of the rows for all epochs, as Keras 3 on TensorFlow takes it after a seed"
                + " call, and with a new order in each epoch.",
            LineChart.titled("One order, or a new one each epoch", "seed", "test accuracy")
                .with(Series.steps("one order", 1, one, Hue.VERMILION, Stroke.SOLID))
                .with(Series.steps("new orders", 1, anew, Hue.BLUE, Stroke.SOLID))
                .svg()));
    return higher;
  }
}
