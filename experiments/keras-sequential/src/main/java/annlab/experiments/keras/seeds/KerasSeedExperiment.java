package annlab.experiments.keras.seeds;

import annlab.datasets.DataSet;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.experiments.keras.Published;
import annlab.experiments.keras.Reference;
import annlab.experiments.keras.SeriesDistance;
import annlab.experiments.keras.StopCheck;
import annlab.experiments.keras.TrainingChecks;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.claims.Claim;
import annlab.networks.Callback;
import annlab.networks.Evaluation;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.RowOrder;
import annlab.networks.random.Seeds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /**
   * The other program takes no probability for smaller than 1e-7, in the value of the loss alone.
   */
  private static final Loss.SparseCategoricalCrossentropy BOUNDED =
      new Loss.SparseCategoricalCrossentropy(1e-7);

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
  public Map<String, String> figureClaims() {
    return Map.of(
        "published-curve", "G5-curve-val-accuracy", "published-difference", "G5-curve-loss");
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
  public List<DataSet> dataSets() {
    return List.of(DataSet.FASHION_MNIST);
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
    // listing: G5-seed-validation-accuracy, G13-seed-test-accuracy
    double validationAccuracy = TrainingChecks.last(history, "val_accuracy");
    Evaluation evaluation = model.evaluate(test.x(), test.y());
    metrics.put("val_accuracy", validationAccuracy);
    metrics.put("test_loss", evaluation.loss());
    metrics.put("test_accuracy", evaluation.value("accuracy"));
    // end listing
    if (published) {
      compare(history, numbers);
      numbers.put("G13-seed-test-accuracy", evaluation.value("accuracy"));
      float[] row = model.predict(test.rows(0, 1).x()).toFloatMatrix()[0];
      numbers.put("X5-seed-row", fromNotebook(row));
    }
    new PublishedCurves(history, Published.load()).keep(context);
    doublePrecision(data, context, published, numbers);
    return new Outcome(metrics, numbers, published ? Set.of() : Claim.ids(claims()));
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
    // listing: G5-first-loss, G5-first-accuracy, G5-first-val-loss, G5-first-val-accuracy
    FitOptions options =
        FitOptions.defaults()
            .withEpochs(epochs)
            .withOrder(order) // RowOrder.keras2(42); the model has Seeds.keras2(42)
            .withValidation(validation.x(), validation.y())
            .withCallbacks(callback);
    History history = model.fit(train.x(), train.y(), options);
    // end listing
    if (history.epochs().isEmpty()) {
      throw new IllegalStateException("training ended before its first epoch did");
    }
    return history;
  }

  public static void compare(History history, Map<String, Double> numbers) {
    Published published = Published.load();
    // listing: G5-curve-loss, G5-curve-accuracy, G5-curve-val-loss, G5-curve-val-accuracy
    for (String name : TrainingChecks.SERIES) {
      String suffix = name.replace('_', '-');
      List<Double> ours = history.series(name);
      numbers.put("G5-first-" + suffix, ours.get(0));
      numbers.put("G5-curve-" + suffix, SeriesDistance.largest(ours, published.series(name)));
    }
    // end listing
    numbers.put("G5-seed-validation-accuracy", TrainingChecks.last(history, "val_accuracy"));
  }

  /** Largest distance of ten probabilities from those of the notebook's first test image. */
  public static double fromNotebook(float[] row) {
    // listing: X5-seed-row
    List<Double> notebook = Published.load().firstThreeProbabilities().get(0);
    double largest = 0;
    for (int label = 0; label < row.length; label++) { // 0.01 sandal, 0.02 sneaker, 0.97 boot
      largest = Math.max(largest, Math.abs(row[label] - notebook.get(label)));
    }
    // end listing
    return largest;
  }

  private static void doublePrecision(
      FashionMnist data, RunContext context, boolean published, Map<String, Double> numbers) {
    context.stopIfAsked();
    Parameters parameters = context.parameters();
    int epochs = Integer.parseInt(parameters.others().getOrDefault(DOUBLE_EPOCHS, "3"));
    // listing: G5-double-precision
    Seeds seeds = Seeds.keras2(parameters.seed()); // 42
    RowOrder order = RowOrder.keras2(parameters.seed());
    Model model =
        FashionMnistExperiment.model(seeds, DataType.DOUBLE, BOUNDED); // .dataType(DOUBLE)
    Callback stop = new StopCheck(context);
    History history = fit(model, data, DataType.DOUBLE, epochs, order, context, stop);
    // end listing
    if (published) {
      numbers.put(
          "G5-double-precision",
          SeriesDistance.largest(
              history, Reference.kerasSeed42(), "/fashion_mnist_double/", TrainingChecks.SERIES));
    }
  }
}
