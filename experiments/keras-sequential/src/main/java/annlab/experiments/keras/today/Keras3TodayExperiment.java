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
import annlab.lab.claims.Change;
import annlab.lab.claims.Claim;
import annlab.networks.Callback;
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
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The chapter's classifier as Keras 3 trains it after {@code set_random_seed(42)}: all 30 epochs on
 * TensorFlow, three on JAX and PyTorch.
 */
public final class Keras3TodayExperiment implements Experiment {
  private static final long SEED = 42;
  private static final int EPOCHS = 30;
  private static final int FEW_EPOCHS = 3;
  private static final List<String> LOSSES = List.of("loss", "val_loss");

  /** Where the reference has Keras' numbers: of three epochs on a backend, of 30 on TensorFlow. */
  public static final String FEW = "/fashion_three/";

  private static final String WHOLE = "/fashion";

  /** For the services' loader. */
  public Keras3TodayExperiment() {}

  @Override
  public String id() {
    return "keras3-today";
  }

  @Override
  public String section() {
    return TodayClaims.SECTION;
  }

  @Override
  public String title() {
    return "The chapter's classifier under Keras 3";
  }

  @Override
  public List<Claim> claims() {
    return TodayClaims.fashion();
  }

  @Override
  public List<Change> changes() {
    return Changes.all();
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
    Map<String, Double> numbers = new LinkedHashMap<>();
    check(numbers);
    FashionMnist data =
        context.quick() ? FashionMnist.quick(context.data()) : FashionMnist.load(context.data());
    Map<String, Double> metrics = new LinkedHashMap<>();
    Training training = new Training(data, parameters.rows());
    int others = 0;
    double[] largest = new double[LOSSES.size()];
    for (KerasBackend backend : KerasBackend.values()) {
      context.stopIfAsked();
      boolean whole = backend == KerasBackend.TENSORFLOW;
      Trained trained =
          training.of(
              Seeds.keras3(parameters.seed(), backend),
              whole ? parameters.epochs() : Math.min(FEW_EPOCHS, parameters.epochs()),
              whole ? context.recorder() : new StopCheck(context));
      for (int i = 0; i < largest.length; i++) {
        largest[i] = Math.max(largest[i], trained.distance(FEW + backend.label(), LOSSES.get(i)));
      }
      String reference = whole ? WHOLE : FEW + backend.label();
      others += otherClasses(trained.model(), data, reference + "/first_classes");
      if (whole) {
        measure(trained, data, metrics, numbers);
      }
    }
    numbers.put("KERAS3-three-epochs", largest[0]);
    numbers.put("KERAS3-three-epochs-val", largest[1]);
    numbers.put("KERAS3-first-images", (double) others);
    return new Outcome(
        metrics, numbers, parameters.seed() == SEED ? Set.of() : Claim.ids(claims()));
  }

  /** What takes no training, or next to none. */
  private static void check(Map<String, Double> numbers) {
    Digests digests = new Digests();
    numbers.put("KERAS3-kernels", (double) digests.kernels(Keras3TodayExperiment::model, 0));
    numbers.put("KERAS3-orders", (double) digests.orders(0));
    numbers.put("KERAS3-set-seed", (double) ChangedCode.setSeed(0));
    RowOrder one = RowOrder.keras3(SEED, KerasBackend.TENSORFLOW);
    numbers.put("KERAS3-same-order", (double) ChangedCode.oneOrder(one));
    numbers.put("KERAS3-summary", (double) ChangedCode.summary(model(Seeds.keras3(SEED)), 2));
    numbers.put("KERAS3-history-names", (double) ChangedCode.historyNames("RootMeanSquaredError"));
  }

  private static void measure(
      Trained trained,
      FashionMnist data,
      Map<String, Double> metrics,
      Map<String, Double> numbers) {
    for (String name : TrainingChecks.SERIES) {
      metrics.put(name, TrainingChecks.last(trained.history(), name));
    }
    // listing: KERAS3-val-accuracy, KERAS3-test-accuracy
    Samples test = data.test(DataType.FLOAT);
    double accuracy = trained.model().evaluate(test.x(), test.y()).value("accuracy");
    double validation = TrainingChecks.last(trained.history(), "val_accuracy");
    numbers.put("KERAS3-val-accuracy", validation);
    numbers.put("KERAS3-test-accuracy", accuracy);
    // end listing
    metrics.put("test_accuracy", accuracy);
    numbers.put("KERAS3-loss", trained.distance(WHOLE + "/history", "loss"));
    numbers.put("KERAS3-val-loss", trained.distance(WHOLE + "/history", "val_loss"));
  }

  /** The chapter's network from Keras' seeds. */
  public static Model model(Seeds seeds) {
    return FashionMnistExperiment.model(seeds, DataType.FLOAT);
  }

  /**
   * Classes of the first three test images that are not those of Keras.
   *
   * @param pointer where the reference has Keras' classes
   */
  public static int otherClasses(Model model, FashionMnist data, String pointer) {
    List<Double> expected = Reference.today().numbers(pointer);
    // listing: KERAS3-first-images
    INDArray images = data.test(DataType.FLOAT).rows(0, expected.size()).x();
    int[] classes = model.predict(images).argMax(1).toIntVector();
    int others = 0;
    for (int i = 0; i < classes.length; i++) {
      others += classes[i] == expected.get(i) ? 0 : 1;
    }
    // end listing
    return others;
  }

  /**
   * The chapter's training.
   *
   * @param rows to train on; 0 for all
   */
  public record Training(FashionMnist data, int rows) {
    /** Trains from seeds. */
    public Trained of(Seeds seeds, int epochs, Callback watcher) {
      Samples train = FashionMnistExperiment.first(data.train(DataType.FLOAT), rows);
      Samples validation = data.validation(DataType.FLOAT);
      // listing: KERAS3-three-epochs, KERAS3-three-epochs-val, KERAS3-loss, KERAS3-val-loss
      Model model = model(seeds); // Seeds.keras3(42, TENSORFLOW): set_random_seed(42)
      FitOptions options =
          FitOptions.defaults()
              .withEpochs(epochs)
              .withValidation(validation.x(), validation.y())
              .withCallbacks(watcher);
      History history = model.fit(train.x(), train.y(), options);
      // end listing
      return new Trained(model, history);
    }
  }

  /** A trained model, and how its training went. */
  public record Trained(Model model, History history) {
    /** The largest distance of a series from Keras', as long as there are both. */
    public double distance(String pointer, String series) {
      return SeriesDistance.largest(
          history.series(series), Reference.today().numbers(pointer + "/" + series));
    }
  }
}
