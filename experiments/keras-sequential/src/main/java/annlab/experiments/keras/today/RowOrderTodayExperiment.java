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
import annlab.networks.Evaluation;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.random.KerasBackend;
import annlab.networks.random.RowOrder;
import annlab.networks.random.Seeds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What it costs that Keras 3 on TensorFlow takes the rows in one order for all epochs. One seed is
 * trained here; the curves of four are stored, for they take minutes, and the slow tests train all
 * of them again.
 */
public final class RowOrderTodayExperiment implements Experiment {
  private static final long SEED = 42;
  private static final int EPOCHS = 30;
  private static final int LAST_EPOCHS = 10;
  private static final String VAL_LOSS = "val_loss";

  /** For the services' loader. */
  public RowOrderTodayExperiment() {}

  @Override
  public String id() {
    return "row-order-today";
  }

  @Override
  public String section() {
    return TodayClaims.SECTION;
  }

  @Override
  public String title() {
    return "One order of the rows for all epochs, or a new one for each";
  }

  @Override
  public List<Claim> claims() {
    return TodayClaims.rowOrder();
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.of("row-order", "KERAS3-one-order-mean");
  }

  @Override
  public Parameters defaults() {
    return Parameters.of(SEED, EPOCHS);
  }

  @Override
  public Parameters quick() {
    return new Parameters(SEED, 1, 600, Map.of());
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
    long seed = parameters.seed();
    int epochs = parameters.epochs();
    int rows = parameters.rows();
    Callback recorder = context.recorder();
    Trained one = train(data, rows, seed, one(seed), epochs, recorder);
    Trained anew = train(data, rows, seed, anew(seed), epochs, new StopCheck(context));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("one_order_val_loss", TrainingChecks.last(one.history(), VAL_LOSS));
    metrics.put("new_orders_val_loss", TrainingChecks.last(anew.history(), VAL_LOSS));
    metrics.put("one_order_test_accuracy", one.testAccuracy());
    metrics.put("new_orders_test_accuracy", anew.testAccuracy());
    double lower = lower(one.history().series(VAL_LOSS), anew.history().series(VAL_LOSS));
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("KERAS3-one-order", lower);
    numbers.put(
        "KERAS3-one-order-mean",
        Stored.mean("new_orders", Stored::testAccuracy)
            - Stored.mean("one_order", Stored::testAccuracy));
    context.figure(figure());
    return new Outcome(metrics, numbers, seed == SEED ? Set.of() : Claim.ids(claims()));
  }

  /** By how much one curve is above another, mean of the last ten epochs. */
  public static double lower(List<Double> one, List<Double> anew) {
    return SeriesDistance.differences(one, anew).stream()
        .skip(Math.max(0, one.size() - LAST_EPOCHS))
        .mapToDouble(difference -> difference)
        .average()
        .orElse(Double.NaN);
  }

  /** Keras 3's order on TensorFlow: the same in each epoch. */
  public static RowOrder one(long seed) {
    return RowOrder.keras3(seed, KerasBackend.TENSORFLOW);
  }

  /** Keras 2's orders, whose first is the one order: a new one in each epoch. */
  public static RowOrder anew(long seed) {
    return RowOrder.keras2(seed);
  }

  /** A training and what it came to. */
  public record Trained(History history, double testAccuracy) {}

  /**
   * Trains the chapter's network from Keras 3's kernels on TensorFlow.
   *
   * @param rows to train on; 0 for all
   */
  public static Trained train(
      FashionMnist data, int rows, long seed, RowOrder order, int epochs, Callback watcher) {
    Samples train = FashionMnistExperiment.first(data.train(DataType.FLOAT), rows);
    Samples validation = data.validation(DataType.FLOAT);
    Samples test = data.test(DataType.FLOAT);
    // listing: KERAS3-one-order, KERAS3-one-order-mean
    Model model = Keras3TodayExperiment.model(Seeds.keras3(seed));
    FitOptions options =
        FitOptions.defaults()
            .withEpochs(epochs)
            .withOrder(order) // RowOrder.keras3(seed, TENSORFLOW) or RowOrder.keras2(seed)
            .withValidation(validation.x(), validation.y())
            .withCallbacks(watcher);
    History history = model.fit(train.x(), train.y(), options);
    Evaluation evaluation = model.evaluate(test.x(), test.y());
    // end listing
    return new Trained(history, evaluation.value("accuracy"));
  }

  /** A training of 30 epochs on all rows, as it is stored. */
  public record Stored(long seed, String orders) {
    /** The seeds that are stored. */
    public static List<Long> seeds() {
      return Reference.rowOrders().numbers("/seeds").stream().map(Double::longValue).toList();
    }

    /** Validation losses, one per epoch. */
    public List<Double> valLosses() {
      return Reference.rowOrders().numbers(at() + "/val_loss");
    }

    /** Accuracy on the test part. */
    public double testAccuracy() {
      return Reference.rowOrders().number(at() + "/test_accuracy");
    }

    private String at() {
      return "/" + orders + "/" + seed;
    }

    static double mean(String orders, ToDoubleFunction<Stored> number) {
      return seeds().stream()
          .mapToDouble(seed -> number.applyAsDouble(new Stored(seed, orders)))
          .average()
          .orElseThrow();
    }
  }

  private static Figure figure() {
    LineChart chart =
        LineChart.titled("Validation loss, mean of four seeds", "epoch", "validation loss");
    chart = withBand(chart, "one order for all epochs", "one_order", Hue.VERMILION);
    chart = withBand(chart, "a new order for each", "new_orders", Hue.BLUE);
    return new Figure(
        "row-order",
        TodayClaims.SECTION,
        "Validation loss over 30 epochs on 55,000 rows from the seeds 42, 7, 0 and 1: with one"
            + " order of the rows for all epochs, as Keras 3 on TensorFlow takes it after a seed"
            + " call, and with a new order for each. Lines are means, dots the lowest and the"
            + " highest of the four. The curves are stored; the slow tests train them again.",
        chart.svg());
  }

  private static LineChart withBand(LineChart chart, String label, String orders, Hue hue) {
    List<List<Double>> curves =
        Stored.seeds().stream().map(seed -> new Stored(seed, orders).valLosses()).toList();
    return chart
        .with(Series.steps(label, 1, across(curves, Pick.MEAN), hue, Stroke.SOLID))
        .withUnnamed(Series.steps(label, 1, across(curves, Pick.LOWEST), hue, Stroke.DOTTED))
        .withUnnamed(Series.steps(label, 1, across(curves, Pick.HIGHEST), hue, Stroke.DOTTED));
  }

  private enum Pick {
    MEAN,
    LOWEST,
    HIGHEST
  }

  private static List<Double> across(List<List<Double>> curves, Pick pick) {
    return IntStream.range(0, EPOCHS)
        .mapToObj(
            epoch -> curves.stream().mapToDouble(curve -> curve.get(epoch)).summaryStatistics())
        .map(
            all ->
                switch (pick) {
                  case MEAN -> all.getAverage();
                  case LOWEST -> all.getMin();
                  case HIGHEST -> all.getMax();
                })
        .toList();
  }
}
