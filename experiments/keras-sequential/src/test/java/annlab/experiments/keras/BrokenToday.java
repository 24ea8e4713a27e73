package annlab.experiments.keras;

import static annlab.experiments.keras.Faults.variant;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.experiments.keras.california.Housing;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.experiments.keras.today.CaliforniaTodayExperiment;
import annlab.experiments.keras.today.ChangedCode;
import annlab.experiments.keras.today.Digests;
import annlab.experiments.keras.today.Keras3TodayExperiment;
import annlab.experiments.keras.today.Keras3TodayExperiment.Trained;
import annlab.experiments.keras.today.RowOrderTodayExperiment;
import annlab.lab.BrokenVariants.Variant;
import annlab.networks.Callback;
import annlab.networks.random.KerasBackend;
import annlab.networks.random.RowOrder;
import annlab.networks.random.Seeds;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.buffer.DataType;

/** Wrong seeds, orders, rows and epochs in the place of those of Keras 3. */
final class BrokenToday {
  private static final String FEW = Keras3TodayExperiment.FEW + "tensorflow";

  private BrokenToday() {}

  static List<Variant> variants(DataHome home) {
    return List.of(
        variant(
            "KERAS3-kernels",
            "seeds that are one too high",
            "not trained",
            () ->
                new Digests()
                    .kernels(seeds -> FashionMnistExperiment.model(seeds, DataType.FLOAT), 1)),
        variant(
            "KERAS3-orders",
            "seeds that are one too high",
            "three orders",
            () -> new Digests().orders(1)),
        variant(
            "KERAS3-set-seed",
            "initializers' seeds that are one too high",
            "two kernels",
            () -> ChangedCode.setSeed(1)),
        variant(
            "KERAS3-same-order",
            "Keras 2's new order in each epoch",
            "ten orders",
            () -> ChangedCode.oneOrder(RowOrder.keras2(42))),
        variant(
            "KERAS3-summary",
            "the parameters alone and the running means",
            "not trained",
            () -> ChangedCode.summary(Keras3TodayExperiment.model(Seeds.keras3(42)), 0)),
        variant(
            "KERAS3-history-names",
            "the metric under Keras 2's name",
            "one epoch of four rows",
            () -> ChangedCode.historyNames("root_mean_squared_error")),
        variant(
            "KERAS3-first-images",
            "a network that was not trained",
            "one row, one epoch",
            () -> {
              FashionMnist data = FashionMnist.load(home);
              Trained trained = train(data, 1, Seeds.keras3(42), 1);
              return Keras3TodayExperiment.otherClasses(
                  trained.model(), data, "/fashion/first_classes");
            }),
        fewRows("KERAS3-loss", home, trained -> trained.distance("/fashion/history", "loss")),
        fewRows(
            "KERAS3-val-loss", home, trained -> trained.distance("/fashion/history", "val_loss")),
        fewRows("KERAS3-val-accuracy", home, trained -> last(trained, "val_accuracy")),
        fewRows("KERAS3-test-accuracy", home, trained -> testAccuracy(trained, home)),
        fewRows("KERAS3-three-epochs", home, trained -> trained.distance(FEW, "loss")),
        fewRows("KERAS3-three-epochs-val", home, trained -> trained.distance(FEW, "val_loss")),
        variant(
            "KERAS3-one-order",
            "one order in both trainings",
            "1,000 rows, two epochs",
            () -> {
              FashionMnist data = FashionMnist.load(home);
              List<Double> one = valLosses(data, RowOrderTodayExperiment.one(42));
              return RowOrderTodayExperiment.lower(
                  one, valLosses(data, RowOrderTodayExperiment.one(42)));
            }),
        variant(
            "KERAS3-housing-first-loss",
            "Keras' seed 43",
            "one epoch",
            () -> california(home, 43, 1).firstLoss()),
        variant(
            "KERAS3-housing-three-epochs",
            "Keras' seed 43",
            "one epoch",
            () -> california(home, 43, 1).threeEpochs()),
        variant(
            "KERAS3-housing-rmse",
            "one epoch in the place of 20",
            "one epoch",
            () -> california(home, 42, 1).rmse()));
  }

  private static double last(Trained trained, String series) {
    return TrainingChecks.last(trained.history(), series);
  }

  private static double testAccuracy(Trained trained, DataHome home) {
    Samples test = FashionMnist.load(home).test(DataType.FLOAT);
    return trained.model().evaluate(test.x(), test.y()).value("accuracy");
  }

  private static List<Double> valLosses(FashionMnist data, RowOrder order) {
    return RowOrderTodayExperiment.train(data, 1_000, 42, order, 2, new Callback() {})
        .history()
        .series("val_loss");
  }

  private static Trained train(FashionMnist data, int rows, Seeds seeds, int epochs) {
    return new Keras3TodayExperiment.Training(data, rows).of(seeds, epochs, new Callback() {});
  }

  private static Variant fewRows(String claim, DataHome home, ToDoubleFunction<Trained> number) {
    return variant(
        claim,
        "1,000 rows in the place of 55,000",
        "one epoch",
        () -> number.applyAsDouble(train(FashionMnist.load(home), 1_000, Seeds.keras3(42), 1)));
  }

  private static CaliforniaTodayExperiment.Difference california(
      DataHome home, long seed, int epochs) {
    return CaliforniaTodayExperiment.difference(
        Housing.load(home, 0),
        Seeds.keras3(seed),
        KerasBackend.TENSORFLOW,
        epochs,
        new Callback() {});
  }
}
