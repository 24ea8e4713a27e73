package annlab.experiments.keras;

import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.lab.Claim;
import annlab.lab.Experiment;
import annlab.lab.Figure;
import annlab.lab.LineChart;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.Series;
import annlab.lab.Series.Hue;
import annlab.lab.Series.Stroke;
import annlab.networks.Evaluation;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sgd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The chapter's image classifier from several seeds: what a single run owes to chance, and the
 * means that stand against the published numbers. The run's epochs are those of all seeds in turn.
 */
public final class FashionMnistSeedsExperiment implements Experiment {
  private static final long SEED = 1;
  private static final int EPOCHS = 30;
  private static final String SEEDS = "seeds";

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
    return "Fashion MNIST from five seeds";
  }

  @Override
  public List<Claim> claims() {
    return SeedsClaims.seeds(Published.load());
  }

  @Override
  public Parameters defaults() {
    return new Parameters(
        SEED, EPOCHS, 0, Map.of(SEEDS, "5", "learning_rate", Double.toString(Sgd.LEARNING_RATE)));
  }

  @Override
  public Parameters quick() {
    return new Parameters(SEED, 2, 1_200, Map.of(SEEDS, "2"));
  }

  @Override
  public Outcome run(RunContext context) {
    Parameters parameters = context.parameters();
    FashionMnist data =
        context.quick() ? FashionMnist.quick(context.data()) : FashionMnist.load(context.data());
    Samples train = FashionMnistExperiment.first(data.train(DataType.FLOAT), parameters.rows());
    Samples validation = data.validation(DataType.FLOAT);
    Samples test = data.test(DataType.FLOAT);
    int seeds = Integer.parseInt(parameters.others().getOrDefault(SEEDS, "5"));

    List<List<Double>> curves = new ArrayList<>();
    List<Double> testAccuracies = new ArrayList<>();
    List<Double> testLosses = new ArrayList<>();
    for (int i = 0; i < seeds; i++) {
      Model model = FashionMnistExperiment.model(parameters.seed() + i);
      curves.add(
          model
              .fit(
                  train.x(),
                  train.y(),
                  FitOptions.defaults()
                      .withEpochs(parameters.epochs())
                      .withValidation(validation.x(), validation.y())
                      .withCallbacks(context.recorder()))
              .series("val_accuracy"));
      context.stopIfAsked();
      Evaluation evaluation = model.evaluate(test.x(), test.y());
      testAccuracies.add(evaluation.value("accuracy"));
      testLosses.add(evaluation.loss());
    }
    List<Double> last = curves.stream().map(curve -> curve.get(curve.size() - 1)).toList();
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("G5-mean-validation-accuracy", mean(last));
    numbers.put("G5-spread", deviation(last));
    numbers.put("G13-mean-test-accuracy", mean(testAccuracies));
    numbers.put("G13-mean-test-loss", mean(testLosses));
    numbers.put(
        "G13-test-loss-in-band",
        Math.abs(Published.load().test("loss") - mean(testLosses))
            / (deviation(testLosses) * Math.sqrt(1 + 1.0 / seeds)));
    context.figure(band(curves));
    return new Outcome(
        Map.of(
            "mean_val_accuracy", mean(last),
            "mean_test_accuracy", mean(testAccuracies),
            "mean_test_loss", mean(testLosses),
            "sd_test_loss", deviation(testLosses)),
        numbers);
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

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /** Standard deviation of a sample. */
  private static double deviation(List<Double> values) {
    double mean = mean(values);
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (values.size() - 1));
  }
}
