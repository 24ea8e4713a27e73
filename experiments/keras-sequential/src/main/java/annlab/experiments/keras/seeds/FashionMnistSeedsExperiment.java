package annlab.experiments.keras.seeds;

import annlab.datasets.DataSet;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.experiments.keras.Published;
import annlab.experiments.keras.SideBySide;
import annlab.experiments.keras.StopCheck;
import annlab.experiments.keras.TrainingChecks;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.experiments.keras.seeds.SeedTraining.Trained;
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
import annlab.networks.History;
import annlab.networks.optimizers.Sgd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The chapter's image classifier from several seeds: what a single run owes to chance, and the
 * means that stand against the published numbers. The first seed's network is trained on for as
 * many epochs again; the run's epochs are its own.
 */
public final class FashionMnistSeedsExperiment implements Experiment {
  private static final long SEED = 1;
  private static final int EPOCHS = 30;
  private static final int FEW_ROWS = 640;
  private static final String SEEDS = "seeds";
  private static final String FURTHER = "further_epochs";

  /** For the services' loader. */
  public FashionMnistSeedsExperiment() {}

  @Override
  public String id() {
    return "fashion-mnist-seeds";
  }

  @Override
  public String section() {
    return "1.3.2";
  }

  @Override
  public String title() {
    return "Fashion MNIST from five seeds, one of them trained on";
  }

  @Override
  public List<Claim> claims() {
    return SeedsClaims.all(Published.load());
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.of("seeds", "G5-spread");
  }

  @Override
  public Parameters defaults() {
    return new Parameters(
        SEED,
        EPOCHS,
        0,
        Map.of(SEEDS, "5", FURTHER, "30", "learning_rate", Double.toString(Sgd.LEARNING_RATE)));
  }

  @Override
  public Parameters quick() {
    return new Parameters(SEED, 2, 1_200, Map.of(SEEDS, "2", FURTHER, "3"));
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
    SeedTraining training =
        new SeedTraining(
            FashionMnistExperiment.first(data.train(DataType.FLOAT), parameters.rows()),
            data.validation(DataType.FLOAT),
            data.test(DataType.FLOAT),
            FashionMnistExperiment::model);
    List<History> seconds = new CopyOnWriteArrayList<>();
    List<Trained> trained = train(training, seconds, context);
    History further = seconds.get(0);
    context.stopIfAsked();

    SeedsMeasures measures = new SeedsMeasures(trained.stream().map(Trained::history).toList());
    Map<String, Double> numbers = new LinkedHashMap<>();
    measures.measure(numbers);
    measures.measureTests(trained.stream().map(Trained::test).toList(), numbers);
    SeedsMeasures.measureFurther(further, trained.get(0).model(), numbers);
    Samples few = FashionMnistExperiment.first(training.train(), FEW_ROWS);
    numbers.put(
        "G10-same-bits",
        (double) SeedsMeasures.differentWeights(few, parameters.seed(), parameters.seed()));
    context.figure(band(trained.stream().map(t -> t.history().series("val_accuracy")).toList()));
    Map<String, Double> metrics = new LinkedHashMap<>(measures.metrics());
    metrics.put("val_accuracy", TrainingChecks.last(further, "val_accuracy"));
    metrics.put("accuracy", TrainingChecks.last(further, "accuracy"));
    return new Outcome(metrics, numbers);
  }

  /** Trains every seed, and the first one further, which gives a second history. */
  private static List<Trained> train(
      SeedTraining training, List<History> further, RunContext context) {
    Parameters parameters = context.parameters();
    int epochs = parameters.epochs();
    int seeds = Integer.parseInt(parameters.others().getOrDefault(SEEDS, "5"));
    int more = Integer.parseInt(parameters.others().getOrDefault(FURTHER, "30"));
    AtomicReferenceArray<Trained> trained = new AtomicReferenceArray<>(seeds);
    List<Runnable> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          Trained first = training.from(parameters.seed(), epochs, context.recorder());
          trained.set(0, first);
          context.stopIfAsked();
          further.add(training.further(first, epochs + more, context.recorder()));
        });
    for (int i = 1; i < seeds; i++) {
      int seed = i;
      tasks.add(
          () ->
              trained.set(
                  seed, training.from(parameters.seed() + seed, epochs, new StopCheck(context))));
    }
    SideBySide.run(tasks, SideBySide.threads());
    return IntStream.range(0, seeds).mapToObj(trained::get).toList();
  }

  private static Figure band(List<List<Double>> curves) {
    LineChart chart =
        LineChart.titled("Validation accuracy, " + curves.size() + " seeds", "epoch", "accuracy")
            .with(across("lowest", curves, Math::min, Hue.SKY, Stroke.SOLID))
            .with(across("highest", curves, Math::max, Hue.BLUE, Stroke.SOLID))
            .with(
                Series.steps(
                    "published",
                    1,
                    Published.load().series("val_accuracy"),
                    Hue.VERMILION,
                    Stroke.DASHED));
    return new Figure(
        "seeds",
        "1.3.2",
        "The lowest and the highest validation accuracy of the seeds after each epoch, and the"
            + " published run between them.",
        chart.svg());
  }

  private static Series across(
      String label,
      List<List<Double>> curves,
      BinaryOperator<Double> pick,
      Hue hue,
      Stroke stroke) {
    int epochs = curves.stream().mapToInt(List::size).min().orElse(0);
    List<Double> values =
        IntStream.range(0, epochs)
            .mapToObj(
                epoch -> curves.stream().map(curve -> curve.get(epoch)).reduce(pick).orElseThrow())
            .toList();
    return Series.steps(label, 1, values, hue, stroke);
  }
}
