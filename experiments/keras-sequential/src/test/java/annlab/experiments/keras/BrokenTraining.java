package annlab.experiments.keras;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.experiments.keras.california.CaliforniaSequentialExperiment;
import annlab.experiments.keras.california.Housing;
import annlab.experiments.keras.california.LossCurves;
import annlab.experiments.keras.california.NormalizationChecks;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.experiments.keras.seeds.Gaps;
import annlab.experiments.keras.seeds.KerasKernels;
import annlab.experiments.keras.seeds.KerasSeedExperiment;
import annlab.experiments.keras.seeds.SeedTraining;
import annlab.experiments.keras.seeds.SeedsMeasures;
import annlab.lab.BrokenVariants.Variant;
import annlab.networks.Callback;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.layers.Normalization;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.RowOrder;
import annlab.networks.random.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** Trainings that go wrong: a wrong seed, a wrong rate, data that are not what they should be. */
final class BrokenTraining {
  private static final String FIRST_EPOCH = "the first epoch on 55,000 rows";
  private static final Callback NOTHING = new Callback() {};

  private static @Nullable FashionMnist loaded;

  private final List<Variant> variants = new ArrayList<>();
  private final Map<String, Double> otherSeed = new HashMap<>();

  private BrokenTraining() {}

  static List<Variant> variants(DataHome home) {
    BrokenTraining broken = new BrokenTraining();
    broken.kernels();
    broken.published();
    broken.gaps(home);
    broken.shift();
    broken.housing();
    broken.housingTraining();
    return broken.variants;
  }

  private void kernels() {
    for (String id : List.of("F6-notebook-kernel", "F6-first-kernel")) {
      add(
          id,
          "seed 43",
          "not trained",
          () -> {
            Map<String, Double> numbers = new HashMap<>();
            new KerasKernels(Reference.kerasSeed42(), numbers)
                .measureFirst(FashionMnistExperiment.model(Seeds.keras2(43), DataType.FLOAT));
            return numbers.get(id);
          });
    }
    add(
        "F6-row-order",
        "seed 43",
        "three orders",
        () -> {
          Map<String, Double> numbers = new HashMap<>();
          new KerasKernels(Reference.kerasSeed42(), numbers)
              .measureOrders(RowOrder.keras2(43), 55_000);
          return numbers.get("F6-row-order");
        });
    add(
        "X4-printed-kernel",
        "the chapter's seed 42 as the initializer's own",
        "not trained",
        () -> new KerasKernels(Reference.kerasSeed42(), new HashMap<>()).chapterMisprints(42));
  }

  /** What is the largest of all epochs can only grow: one epoch is enough to be refused. */
  private void published() {
    for (String name : TrainingChecks.SERIES) {
      String suffix = name.replace('_', '-');
      for (String id : List.of("G5-first-" + suffix, "G5-curve-" + suffix)) {
        add(id, "Keras' seed 43", FIRST_EPOCH, () -> fromOtherSeed().get(id));
      }
    }
    add(
        "X5-seed-row",
        "Keras' seed 43, stopped after an epoch",
        FIRST_EPOCH,
        () -> fromOtherSeed().get("X5-seed-row"));
    add(
        "G5-double-precision",
        "float32 in the place of double precision",
        FIRST_EPOCH,
        () ->
            SeriesDistance.largest(
                firstEpoch(FashionMnistExperiment.model(Seeds.keras2(42), DataType.FLOAT), 42),
                Reference.kerasSeed42(),
                "/fashion_mnist_double/",
                TrainingChecks.SERIES));
  }

  private Map<String, Double> fromOtherSeed() {
    if (otherSeed.isEmpty()) {
      Model model = FashionMnistExperiment.model(Seeds.keras2(43), DataType.FLOAT);
      KerasSeedExperiment.compare(firstEpoch(model, 43), otherSeed);
      Samples first = fashionMnist().test(DataType.FLOAT).rows(0, 1);
      otherSeed.put(
          "X5-seed-row",
          KerasSeedExperiment.fromNotebook(model.predict(first.x()).toFloatMatrix()[0]));
    }
    return otherSeed;
  }

  private static History firstEpoch(Model model, long seed) {
    FashionMnist data = fashionMnist();
    Samples train = data.train(DataType.FLOAT);
    Samples validation = data.validation(DataType.FLOAT);
    return model.fit(
        train.x(),
        train.y(),
        FitOptions.defaults()
            .withOrder(RowOrder.keras2(seed))
            .withValidation(validation.x(), validation.y()));
  }

  private void gaps(DataHome home) {
    FashionMnist data = FashionMnist.quick(home);
    Samples train = data.train(DataType.FLOAT);
    Samples validation = data.validation(DataType.FLOAT);
    String budget = "3 seeds, 2 epochs on 1,200 rows";
    Gaps same = new Gaps(train, train, validation, 2, 0);
    add(
        "F14-little-data",
        "all of the data both times",
        budget,
        () ->
            acrossSeeds(
                seed -> {
                  History all = same.onPlenty(seed, validation, new ArrayList<>(), NOTHING);
                  return SeedsMeasures.gap(same.onLittle(seed, NOTHING)) - SeedsMeasures.gap(all);
                }));
    add(
        "F14-many-parameters",
        "a network of few parameters both times",
        "3 seeds, 100 epochs on 120 rows",
        () -> {
          Gaps gaps = new Gaps(train, train.rows(0, 120), validation, 2, 0);
          return acrossSeeds(
              seed ->
                  gaps.byHeart(Gaps.small(seed), seed, NOTHING)
                      - gaps.byHeart(Gaps.small(seed + 100), seed, NOTHING));
        });
    add(
        "G17-mismatch",
        "validation images that are not moved",
        budget,
        () ->
            acrossSeeds(
                seed -> {
                  List<Double> other = new ArrayList<>();
                  History all = same.onPlenty(seed, Gaps.moved(validation, 0), other, NOTHING);
                  return all.series("val_accuracy").get(0) - other.get(0);
                }));
  }

  private static double acrossSeeds(ToDoubleFunction<Long> number) {
    return new AcrossSeeds(
            LongStream.rangeClosed(1, 3).boxed().map(seed -> number.applyAsDouble(seed)).toList())
        .atLeast();
  }

  private void shift() {
    add(
        "G9-half-epoch-shift",
        "the curve is moved to the right",
        "3 seeds, 6 epochs on 5,500 rows",
        () -> shifted(-HalfEpochShift.LEFT));
  }

  /** The claim's number from three seeds, six epochs each on a tenth of the rows. */
  static double shifted(int direction) {
    FashionMnist data = fashionMnist();
    SeedTraining training =
        new SeedTraining(
            data.train(DataType.FLOAT).rows(0, 5_500),
            data.validation(DataType.FLOAT).rows(0, 2_000),
            data.test(DataType.FLOAT).rows(0, 10),
            FashionMnistExperiment::model);
    return new AcrossSeeds(
            LongStream.rangeClosed(1, 3)
                .mapToObj(seed -> training.from(seed, 6, NOTHING).history())
                .map(history -> SeedsMeasures.shifted(history, direction))
                .toList())
        .atMost();
  }

  private void housing() {
    add(
        "H1-standard-scaler",
        "adapted to the test rows",
        "11,610 rows",
        () -> NormalizationChecks.largestDistance(districts().train().x(), districts().test().x()));
    add(
        "H1-unadapted",
        "a layer that is adapted",
        "one epoch on 11,610 rows",
        () -> {
          Samples train = districts().train();
          return NormalizationChecks.trains(new Normalization().adapt(train.x()), train) ? 1 : 0;
        });
    for (String id : List.of("H2-training-batches", "H2-validation-batches", "H2-test-batches")) {
      add(
          id,
          "batches of 64",
          "one epoch on 11,610 rows",
          () -> {
            Housing housing = districts();
            History history =
                adam(housing, 42, DataType.FLOAT)
                    .fit(
                        housing.train().x(),
                        housing.train().y(),
                        FitOptions.defaults().withBatchSize(64));
            Map<String, Double> numbers = new HashMap<>();
            CaliforniaSequentialExperiment.measureBatches(history, housing, 64, numbers);
            return numbers.get(id);
          });
    }
  }

  private void housingTraining() {
    for (int epoch = 0; epoch < 2; epoch++) {
      int own = epoch;
      add(
          epoch == 0 ? "H3-first-loss" : "H3-second-loss",
          "Keras' seed 43",
          "2 epochs on 11,610 rows",
          () -> {
            Housing housing = districts();
            return housing
                .fit(adam(housing, 43, DataType.FLOAT), 2, NOTHING)
                .series("loss")
                .get(own);
          });
    }
    add(
        "H3-double-precision",
        "float32 in the place of double precision",
        "the first epoch on 11,610 rows",
        () -> {
          Housing housing = districts();
          return SeriesDistance.largest(
              housing.fit(adam(housing, 42, DataType.FLOAT), 1, NOTHING),
              Reference.kerasSeed42(),
              "/california_adam_double/",
              LossCurves.SERIES);
        });
    add(
        "H3-mean-test-rmse",
        "a rate of 0.0001 in the place of 0.001",
        "one seed, all 20 epochs on 11,610 rows",
        () -> {
          Housing housing = districts();
          Optimizer slow = new Adam(1e-4);
          Model model = housing.model(Seeds.of(42), DataType.FLOAT, slow, 50, 50, 50);
          housing.fit(model, 20, NOTHING);
          return housing.testRmse(model);
        });
    for (String name : LossCurves.SERIES) {
      add(
          "H6-" + name.replace('_', '-'),
          "Keras' seed 43",
          "the first epoch on 11,610 rows",
          () -> {
            Housing housing = districts();
            Model model = housing.model(Seeds.keras2(43), DataType.FLOAT, new Sgd(1e-3), 30, 30);
            return SeriesDistance.largest(
                housing.fit(model, 1, NOTHING).series(name),
                Reference.california().numbers("/sgd/" + name));
          });
    }
  }

  private static Model adam(Housing housing, long seed, DataType type) {
    return housing.model(Seeds.keras2(seed), type, new Adam(), 50, 50, 50);
  }

  private static synchronized FashionMnist fashionMnist() {
    FashionMnist whole = loaded;
    if (whole == null) {
      whole = FashionMnist.load(new DataHome());
      loaded = whole;
    }
    return whole;
  }

  private static Housing districts() {
    return Housing.load(new DataHome(), 0);
  }

  private void add(String claim, String fault, String budget, Supplier<Number> measured) {
    variants.add(Faults.variant(claim, fault, budget, measured));
  }
}
