package annlab.experiments.keras;

import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.lab.Claim;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.networks.Callback;
import annlab.networks.Evaluation;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.RowOrder;
import annlab.networks.Seeds;
import annlab.networks.Sgd;
import annlab.networks.StepChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The notebook's own training, from its seed: the weights and the order of rows that {@code
 * tf.random.set_seed(42)} gives in Keras 2, and the 30 published epochs beside ours.
 *
 * <p>With another seed the run shows where Keras would have gone, and compares nothing.
 */
public final class KerasSeedExperiment implements Experiment {
  private static final long SEED = 42;
  private static final int EPOCHS = 30;
  private static final int ROWS = 55_000;
  private static final String DOUBLE_EPOCHS = "double_precision_epochs";

  /** For the services' loader. */
  public KerasSeedExperiment() {}

  @Override
  public String id() {
    return "fashion-mnist-keras-seed";
  }

  @Override
  public String section() {
    return "1.3.2";
  }

  @Override
  public String title() {
    return "The published training again, from Keras' seed 42";
  }

  @Override
  public List<Claim> claims() {
    return KerasSeedClaims.all(Published.load());
  }

  @Override
  public Parameters defaults() {
    return new Parameters(
        SEED,
        EPOCHS,
        0,
        Map.of(
            "batch_size",
            Integer.toString(FitOptions.BATCH_SIZE),
            "learning_rate",
            Double.toString(Sgd.LEARNING_RATE),
            DOUBLE_EPOCHS,
            "3"));
  }

  @Override
  public Parameters quick() {
    return new Parameters(SEED, 2, 1_200, Map.of(DOUBLE_EPOCHS, "1"));
  }

  @Override
  public Outcome run(RunContext context) {
    Parameters parameters = context.parameters();
    FashionMnist data =
        context.quick() ? FashionMnist.quick(context.data()) : FashionMnist.load(context.data());
    Map<String, Double> numbers = new LinkedHashMap<>();
    Map<String, Double> metrics = new LinkedHashMap<>();

    Model model = FashionMnistExperiment.model(Seeds.keras2(parameters.seed()), DataType.FLOAT);
    RowOrder order = RowOrder.keras2(parameters.seed());
    boolean published = parameters.seed() == SEED;
    if (published) {
      KerasKernels kernels = new KerasKernels(Reference.kerasSeed42(), numbers);
      kernels.measureFirst(model);
      kernels.measureOrders(order, ROWS);
    }
    History history =
        fit(model, data, DataType.FLOAT, parameters.epochs(), order, context, context.recorder());
    for (String name : TrainingChecks.SERIES) {
      metrics.put(name, TrainingChecks.last(history, name));
    }
    metrics.put("ms_per_step", TrainingChecks.millisecondsPerStep(history));
    Samples test = data.test(DataType.FLOAT);
    Evaluation evaluation = model.evaluate(test.x(), test.y());
    metrics.put("test_loss", evaluation.loss());
    metrics.put("test_accuracy", evaluation.value("accuracy"));
    if (published) {
      compare(history, numbers);
      numbers.put("G13-seed-test-accuracy", evaluation.value("accuracy"));
      float[] row = model.predict(test.rows(0, 1).x()).toFloatMatrix()[0];
      numbers.put("X5-seed-row", fromNotebook(row));
    }
    new PublishedCurves(history, Published.load()).keep(context);
    doublePrecision(data, context, published, numbers);
    return new Outcome(metrics, numbers);
  }

  private static History fit(
      Model model,
      FashionMnist data,
      DataType type,
      int epochs,
      RowOrder order,
      RunContext context,
      Callback callback) {
    Samples train = FashionMnistExperiment.first(data.train(type), context.parameters().rows());
    Samples validation = data.validation(type);
    History history =
        model.fit(
            train.x(),
            train.y(),
            FitOptions.defaults()
                .withEpochs(epochs)
                .withOrder(order)
                // what is compared with Keras is DL4J's own arithmetic
                .withStep(StepChoice.DL4J)
                .withValidation(validation.x(), validation.y())
                .withCallbacks(callback));
    if (history.epochs().isEmpty()) {
      throw new IllegalStateException("training ended before its first epoch did");
    }
    return history;
  }

  private static void compare(History history, Map<String, Double> numbers) {
    Published published = Published.load();
    for (String name : TrainingChecks.SERIES) {
      String suffix = name.replace('_', '-');
      List<Double> ours = history.series(name);
      numbers.put("G5-first-" + suffix, ours.get(0));
      numbers.put("G5-curve-" + suffix, SeriesDistance.largest(ours, published.series(name)));
    }
    numbers.put("G5-seed-validation-accuracy", TrainingChecks.last(history, "val_accuracy"));
  }

  private static double fromNotebook(float[] row) {
    List<Double> notebook = Published.load().firstThreeProbabilities().get(0);
    return SeriesDistance.largest(
        IntStream.range(0, row.length).mapToObj(i -> (double) row[i]).toList(), notebook);
  }

  private static void doublePrecision(
      FashionMnist data, RunContext context, boolean published, Map<String, Double> numbers) {
    context.stopIfAsked();
    Parameters parameters = context.parameters();
    int epochs = Integer.parseInt(parameters.others().getOrDefault(DOUBLE_EPOCHS, "3"));
    History history =
        fit(
            FashionMnistExperiment.model(Seeds.keras2(parameters.seed()), DataType.DOUBLE),
            data,
            DataType.DOUBLE,
            epochs,
            RowOrder.keras2(parameters.seed()),
            context,
            new StopCheck(context));
    if (published) {
      numbers.put(
          "G5-double-precision",
          SeriesDistance.largest(
              history, Reference.kerasSeed42(), "/fashion_mnist_double/", TrainingChecks.SERIES));
    }
  }
}
