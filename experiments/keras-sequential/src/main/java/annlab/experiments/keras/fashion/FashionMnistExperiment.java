package annlab.experiments.keras.fashion;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.datasets.DataSet;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.experiments.keras.Published;
import annlab.experiments.keras.SummaryChecks;
import annlab.experiments.keras.TrainingChecks;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.claims.Claim;
import annlab.networks.Epoch;
import annlab.networks.Evaluation;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The chapter's image classifier: 784-300-100-10, trained on Fashion MNIST for 30 epochs in batches
 * of 32 with plain gradient descent.
 */
public final class FashionMnistExperiment implements Experiment {
  private static final long SEED = 42;
  private static final int EPOCHS = 30;
  private static final int BATCH_SIZE = FitOptions.BATCH_SIZE;
  private static final int QUICK_EPOCHS = 2;
  private static final int QUICK_ROWS = 1_200;

  /** For the services' loader. */
  public FashionMnistExperiment() {}

  @Override
  public String id() {
    return "fashion-mnist";
  }

  @Override
  public String section() {
    return "1.3.1";
  }

  @Override
  public String title() {
    return "Fashion MNIST with a Sequential model";
  }

  @Override
  public List<Claim> claims() {
    return FashionMnistClaims.all(Published.load());
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.ofEntries(
        Map.entry("first-image", "E5-first-image"),
        Map.entry("images", "E5-grid"),
        Map.entry("learning-curves", "G8-learning-curves"),
        Map.entry("half-epoch-shift", "G9-figure"),
        Map.entry("predictions", "G16-figure"));
  }

  @Override
  public Parameters defaults() {
    return new Parameters(
        SEED,
        EPOCHS,
        0,
        Map.of(
            "batch_size",
            Integer.toString(BATCH_SIZE),
            "learning_rate",
            Double.toString(Sgd.LEARNING_RATE)));
  }

  @Override
  public Parameters quick() {
    return defaults().withEpochs(QUICK_EPOCHS).withRows(QUICK_ROWS);
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
    Samples train = first(data.train(DataType.FLOAT), parameters.rows());
    Samples validation = data.validation(DataType.FLOAT);
    Samples test = data.test(DataType.FLOAT);
    Published published = Published.load();
    Map<String, Double> numbers = new LinkedHashMap<>();

    DataChecks.measure(data, train, validation, numbers);
    if (!context.quick()) {
      DataChecks.measureFiles(context.data(), numbers);
    }

    // As in the chapter: another experiment of this process may have used the layers' names.
    Sequential.clearSession();
    Model model = model(parameters.seed());
    published.keepCurves(context);
    context.artifact("summary.txt", model.summary().getBytes(UTF_8));
    SummaryChecks.measure(model, numbers);
    numbers.put("G3-default-epochs", (double) epochs(train, FitOptions.defaults()));

    // listing: G5-validation-accuracy
    FitOptions options =
        FitOptions.defaults()
            .withEpochs(parameters.epochs()) // 30
            .withBatchSize(BATCH_SIZE) // 32
            .withValidation(validation.x(), validation.y())
            .withCallbacks(context.recorder());
    History history = model.fit(train.x(), train.y(), options);
    // end listing
    Map<String, Double> metrics = new LinkedHashMap<>();
    if (history.epochs().isEmpty()) {
      throw new IllegalStateException("training ended before its first epoch did");
    }
    for (String name : TrainingChecks.SERIES) {
      metrics.put(name, TrainingChecks.last(history, name));
    }
    metrics.put("ms_per_step", TrainingChecks.millisecondsPerStep(history));
    TrainingChecks.measure(history, published, parameters.epochs(), numbers);
    TrainingChecks.measureBatches(
        BATCH_SIZE, train.count(), validation.count(), test.count(), numbers);

    // listing: G13-test-loss, G13-test-accuracy
    Evaluation evaluation = model.evaluate(test.x(), test.y());
    double testLoss = evaluation.loss();
    double testAccuracy = evaluation.value("accuracy");
    numbers.put("G13-test-loss", testLoss);
    numbers.put("G13-test-accuracy", testAccuracy);
    // end listing
    metrics.put("test_loss", testLoss);
    metrics.put("test_accuracy", testAccuracy);

    keep(model, context);
    INDArray probabilities = model.predict(test.x());
    Gallery.keep(probabilities, data, context);
    Gallery.keepFirstLayer(model, context);
    Predictions predictions = new Predictions(probabilities, data, published);
    predictions.measure(numbers);
    predictions.keep(context);
    Curves.keep(history, published, context);
    numbers.put("E5-grid", (double) Predictions.keepGrid(data, context));
    return new Outcome(metrics, numbers);
  }

  private static void keep(Model model, RunContext context) {
    try {
      keep("model.zip", model::save, context);
      keep("weights.npz", model::saveWeights, context);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the trained model", e);
    }
  }

  private static void keep(String name, Consumer<Path> writer, RunContext context)
      throws IOException {
    Path file = Files.createTempFile("annlab-", "-" + name);
    try {
      writer.accept(file);
      context.artifact(name, Files.readAllBytes(file));
    } finally {
      Files.delete(file);
    }
  }

  /** The chapter's network, compiled as in the chapter, with this project's own streams. */
  public static Model model(long seed) {
    return model(Seeds.of(seed), DataType.FLOAT);
  }

  /**
   * The chapter's network, compiled as in the chapter.
   *
   * @param seeds where its weights and orders come from
   * @param type what it computes in
   */
  public static Model model(Seeds seeds, DataType type) {
    return model(seeds, type, new Loss.SparseCategoricalCrossentropy());
  }

  /**
   * The chapter's network with a cross-entropy that may be bounded.
   *
   * @param seeds where its weights and orders come from
   * @param type what it computes in
   * @param loss cross-entropy of class ids
   */
  public static Model model(Seeds seeds, DataType type, Loss.SparseCategoricalCrossentropy loss) {
    // listing: F7
    return Sequential.of(
            Input.of(28, 28),
            new Flatten(),
            new Dense(300, Activation.RELU),
            new Dense(100, Activation.RELU),
            new Dense(10, Activation.SOFTMAX))
        .seed(seeds)
        .dataType(type)
        .compile(loss, new Sgd(), new Metric.Accuracy()); // sparse categorical cross-entropy
    // then model.summary()
    // end listing
  }

  /** Epochs that fit trains with such options. */
  public static int epochs(Samples train, FitOptions options) {
    // listing: G3
    Samples few = train.rows(0, Math.min(train.count(), 2L * BATCH_SIZE));
    Model model = model(SEED);
    History history = model.fit(few.x(), few.y(), options); // FitOptions.defaults()
    List<Epoch> epochs = history.epochs();
    return epochs.size();
    // end listing
  }

  /** The first rows; 0 for all. */
  public static Samples first(Samples all, int rows) {
    return rows == 0 || rows >= all.count() ? all : all.rows(0, rows);
  }
}
