package annlab.experiments.keras;

import static annlab.experiments.keras.Faults.variant;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.experiments.keras.california.Housing;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.experiments.keras.today.CaliforniaTodayExperiment;
import annlab.experiments.keras.today.Digests;
import annlab.experiments.keras.today.Keras3TodayExperiment;
import annlab.experiments.keras.today.TodayErrata;
import annlab.lab.BrokenVariants.Variant;
import annlab.networks.Callback;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.random.KerasBackend;
import annlab.networks.random.RowOrder;
import annlab.networks.random.Seeds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/** Wrong seeds, orders, rows and epochs in the place of those of Keras 3. */
final class BrokenToday {
  private BrokenToday() {}

  static List<Variant> variants(DataHome home) {
    return List.of(
        variant(
            "F6-today-kernels",
            "seeds that are one too high",
            "not trained",
            () ->
                new Digests()
                    .kernels(seeds -> FashionMnistExperiment.model(seeds, DataType.FLOAT), 1)),
        variant(
            "F6-today-orders",
            "seeds that are one too high",
            "three orders",
            () -> new Digests().orders(1)),
        variant(
            "X9-set-seed",
            "initializers' seeds that are one too high",
            "two kernels",
            () -> TodayErrata.setSeed(1)),
        variant(
            "X9-one-order",
            "Keras 2's new order in each epoch",
            "ten orders",
            () -> TodayErrata.oneOrder(RowOrder.keras2(42))),
        fewRows("G5-today-loss", home),
        fewRows("G5-today-val-loss", home),
        variant(
            "H3-today-first-loss",
            "Keras' seed 43",
            "one epoch",
            () -> california(home, 43).firstLoss()),
        variant(
            "H3-today-rmse",
            "one epoch in the place of 20",
            "one epoch",
            () -> california(home, 42).rmse()));
  }

  private static Variant fewRows(String claim, DataHome home) {
    return variant(
        claim,
        "1,000 rows in the place of 55,000",
        "one epoch",
        () -> {
          FashionMnist data = FashionMnist.load(home);
          Samples train = data.train(DataType.FLOAT).rows(0, 1_000);
          Samples validation = data.validation(DataType.FLOAT);
          Model model = FashionMnistExperiment.model(Seeds.keras3(42), DataType.FLOAT);
          FitOptions options =
              FitOptions.defaults().withValidation(validation.x(), validation.y());
          History history = model.fit(train.x(), train.y(), options);
          Map<String, Double> numbers = new HashMap<>();
          Keras3TodayExperiment.compare(history, numbers);
          return numbers.get(claim);
        });
  }

  private static CaliforniaTodayExperiment.Difference california(DataHome home, long seed) {
    return CaliforniaTodayExperiment.difference(
        Housing.load(home, 0),
        Seeds.keras3(seed),
        KerasBackend.TENSORFLOW,
        1,
        new Callback() {});
  }
}
