package annlab.experiments.keras;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.experiments.keras.fashion.DataChecks;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.experiments.keras.fashion.Predictions;
import annlab.experiments.keras.seeds.SeedsMeasures;
import annlab.lab.BrokenVariants.Variant;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.layers.Normalization;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Wrong images, wrong layers, wrong batches and wrong predictions, on the 2,000 rows of a quick
 * run.
 */
final class BrokenData {
  private static final String FEW = "2,000 rows";
  private static final String TRAINED = "3 epochs on 1,200 rows";

  private final List<Variant> variants = new ArrayList<>();
  private final DataHome home;
  private final FashionMnist data;
  private final Samples train;

  private BrokenData(DataHome home) {
    this.home = home;
    this.data = FashionMnist.quick(home);
    this.train = data.train(DataType.FLOAT);
  }

  static List<Variant> variants(DataHome home) {
    BrokenData broken = new BrokenData(home);
    broken.images();
    broken.files();
    broken.summary();
    broken.fit();
    broken.predictions();
    return broken.variants;
  }

  private void images() {
    Supplier<Map<String, Double>> few =
        () -> {
          Map<String, Double> numbers = new HashMap<>();
          DataChecks.measure(data, train, data.validation(DataType.FLOAT), numbers);
          return numbers;
        };
    for (String id :
        List.of("E1-images", "E1-training-images", "E1-test-images", "E2-shape-and-type")) {
      add(id, "few rows in place of the data set", () -> few.get().get(id));
    }
    add(
        "E1-validation-split",
        "the first rows are kept for validation, not the last",
        () ->
            DataChecks.misplaced(
                data.trainLabels().toIntVector(), train.rows(300, 1_200), train.rows(0, 300)));
    for (String id : List.of("E3-mean", "E3-deviation")) {
      add(id, "divided by 256, not by 255", () -> pixels(255.0 / 256).get(id));
    }
    add("E3-range", "not divided", () -> pixels(255).get("E3-range"));
    add(
        "E4-class-names",
        "two names exchanged",
        () -> {
          List<String> names = new ArrayList<>(FashionMnist.CLASS_NAMES);
          Collections.swap(names, 5, 7);
          return DataChecks.wrongNames(names);
        });
    add("E5-first-image", "read from the second label on", () -> train.y().getInt(1));
    add(
        "E7-two-views",
        "flattened column by column",
        () -> {
          INDArray images = data.trainImages();
          return DataChecks.differentPixels(
              images, DataChecks.flat(images.permute(0, 2, 1).dup('c')));
        });
  }

  private Map<String, Double> pixels(double factor) {
    Map<String, Double> numbers = new HashMap<>();
    DataChecks.pixels(List.of(new Samples(train.x().mul(factor), train.y())), numbers);
    return numbers;
  }

  private void files() {
    add(
        "E6-content",
        "a file with other rows under the published name",
        () ->
            DataChecks.published(
                    FashionMnist.TEST_LABELS.name(), home.content(FashionMnist.TRAIN_LABELS))
                ? 0
                : 1);
    add(
        "E6-flipped-bit",
        "files are taken without a look at their content",
        () -> DataChecks.acceptedFlips(FashionMnist.TEST_LABELS, home, (folder, file) -> true));
  }

  private void summary() {
    for (String id :
        List.of(
            "F7-layers",
            "F7-first-hidden-layer",
            "F7-second-hidden-layer",
            "F7-output-layer",
            "F7-total",
            "F7-non-trainable")) {
      variants.add(
          Faults.variant(
              id,
              "784-299-101-11 behind a Normalization layer",
              "not trained",
              () -> {
                Map<String, Double> numbers = new HashMap<>();
                SummaryChecks.measure(otherNetwork(), numbers);
                return numbers.get(id);
              }));
    }
  }

  private Model otherNetwork() {
    return Sequential.of(
            Input.of(784),
            new Normalization().adapt(train.x().reshape('c', train.count(), 784)),
            new Dense(299, Activation.RELU),
            new Dense(101, Activation.RELU),
            new Dense(11, Activation.SOFTMAX))
        .compile(Loss.sparseCategoricalCrossentropy(), new Sgd());
  }

  private void fit() {
    variants.add(
        Faults.variant(
            "G3-default-epochs",
            "told to train two epochs",
            "64 rows",
            () -> FashionMnistExperiment.epochs(train, FitOptions.defaults().withEpochs(2))));
    variants.add(
        Faults.variant(
            "G4-training-batches",
            "only the rows of the sources",
            "one epoch on 1,200 rows",
            () -> TrainingChecks.steps(trained(0.01, 1))));
    for (String id : List.of("G4-last-batch", "G4-validation-batches", "G4-test-batches")) {
      variants.add(
          Faults.variant(
              id,
              "batches of 50",
              "counted",
              () -> {
                Map<String, Double> numbers = new HashMap<>();
                TrainingChecks.measureBatches(50, 55_000, 5_000, 10_000, numbers);
                return numbers.get(id);
              }));
    }
    Published published = Published.load();
    variants.add(
        Faults.variant(
            "X6-time-per-step",
            "a line with 0.04 ms, which would be the time of a sample",
            "the published line",
            () -> TrainingChecks.timeInProgressLine(4e-5, published.batches(), published)));
    variants.add(
        Faults.variant(
            "G7-history",
            "the last epoch left out",
            "2 epochs on 1,200 rows",
            () -> TrainingChecks.historyFaults(trained(0.01, 2), 3)));
    variants.add(
        Faults.variant(
            "G8-direction",
            "a rate so small that no weight changes",
            "6 epochs on 1,200 rows",
            () -> TrainingChecks.wrongDirections(trained(1e-12, 6))));
    variants.add(
        Faults.variant(
            "G10-training-accuracy",
            "a rate so small that no weight changes",
            "6 epochs on 1,200 rows",
            () -> SeedsMeasures.fallingThirds(trained(1e-12, 6).series("accuracy"))));
    variants.add(
        Faults.variant(
            "G10-same-bits",
            "two calls from one seed, one call from another",
            "2 epochs on 640 rows",
            () -> SeedsMeasures.differentWeights(train.rows(0, 640), 1, 2)));
  }

  private History trained(double rate, int epochs) {
    Samples validation = data.validation(DataType.FLOAT);
    return network(Activation.SOFTMAX, new Loss.SparseCategoricalCrossentropy(), rate)
        .fit(
            train.x(),
            train.y(),
            FitOptions.defaults()
                .withEpochs(epochs)
                .withValidation(validation.x(), validation.y()));
  }

  private void predictions() {
    variants.add(
        Faults.variant(
            "G15-probabilities",
            "outputs without softmax",
            "not trained",
            () ->
                predictions(
                    network(Activation.LINEAR, Loss.meanSquaredError(), 0.01),
                    "G15-probabilities")));
    for (String id : List.of("G15-classes", "G15-footwear", "G16-names")) {
      variants.add(
          Faults.variant(
              id,
              "labels numbered one too high",
              TRAINED,
              () -> {
                Model model =
                    network(Activation.SOFTMAX, new Loss.SparseCategoricalCrossentropy(), 0.01);
                INDArray labels = Nd4j.createFromArray(nextClass(train.y().toIntVector()));
                model.fit(train.x(), labels, FitOptions.defaults().withEpochs(3));
                return predictions(model, id);
              }));
    }
    variants.add(
        Faults.variant(
            "X5-first-row",
            "a run that predicts what the chapter prints",
            "not trained",
            () -> {
              INDArray rows = Nd4j.zeros(DataType.FLOAT, 500, 10);
              rows.putScalar(0, 5, 0.12).putScalar(0, 7, 0.01).putScalar(0, 9, 0.87);
              return predictions(rows, "X5-first-row");
            }));
  }

  private static int[] nextClass(int[] labels) {
    return Arrays.stream(labels).map(label -> (label + 1) % 10).toArray();
  }

  private double predictions(Model model, String id) {
    return predictions(model.predict(data.test(DataType.FLOAT).x()), id);
  }

  private double predictions(INDArray rows, String id) {
    Map<String, Double> numbers = new HashMap<>();
    new Predictions(rows, data, Published.load()).measure(numbers);
    return numbers.get(id);
  }

  /** The chapter's network with another output, loss or rate. */
  private static Model network(Activation output, Loss loss, double rate) {
    return Sequential.of(
            Input.of(28, 28),
            new Flatten(),
            new Dense(300, Activation.RELU),
            new Dense(100, Activation.RELU),
            new Dense(10, output))
        .seed(1)
        .compile(loss, new Sgd(rate), new Metric.Accuracy());
  }

  private void add(String claim, String fault, Supplier<Number> measured) {
    variants.add(Faults.variant(claim, fault, FEW, measured));
  }
}
