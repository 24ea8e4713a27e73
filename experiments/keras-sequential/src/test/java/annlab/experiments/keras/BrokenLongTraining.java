package annlab.experiments.keras;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.experiments.keras.seeds.SeedTraining;
import annlab.experiments.keras.seeds.SeedTraining.Trained;
import annlab.experiments.keras.seeds.SeedsMeasures;
import annlab.lab.BrokenVariants.Variant;
import annlab.networks.Callback;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The chapter's network without its activations, trained as long as the chapter's: what claims
 * about the end of a training must refuse. All claims share one run of two seeds, 30 epochs each,
 * and the first seed's 30 epochs more.
 */
final class BrokenLongTraining {
  private static final int EPOCHS = 30;
  private static final String LINEAR = "no activation in the hidden layers";
  private static final String BUDGET = "2 seeds, all 30 epochs on 55,000 rows; one of them 60";

  private final Map<String, Double> numbers = new HashMap<>();

  private BrokenLongTraining() {}

  static List<Variant> variants() {
    BrokenLongTraining broken = new BrokenLongTraining();
    List<Variant> variants = new ArrayList<>();
    for (String id :
        List.of(
            "G5-validation-accuracy",
            "G5-mean-validation-accuracy",
            "G6-gap",
            "G10-best-validation-accuracy",
            "G13-test-accuracy",
            "G13-test-loss",
            "G13-mean-test-accuracy",
            "G13-test-loss-in-band")) {
      variants.add(
          Faults.variant(id, LINEAR, BUDGET, () -> broken.numbers().getOrDefault(id, 0.0)));
    }
    variants.add(
        Faults.variant(
            "G10-steps",
            "the second call of fit is for another model",
            BUDGET,
            () -> broken.numbers().getOrDefault("G10-steps", 0.0)));
    return variants;
  }

  private Map<String, Double> numbers() {
    if (numbers.isEmpty()) {
      FashionMnist data = FashionMnist.load(new DataHome());
      SeedTraining training =
          new SeedTraining(
              data.train(DataType.FLOAT),
              data.validation(DataType.FLOAT),
              data.test(DataType.FLOAT),
              BrokenLongTraining::linear);
      measure(training);
    }
    return numbers;
  }

  private void measure(SeedTraining training) {
    Callback nothing = new Callback() {};
    List<Trained> trained = new CopyOnWriteArrayList<>();
    List<History> further = new CopyOnWriteArrayList<>();
    SideBySide.run(
        List.of(
            () -> {
              Trained first = training.from(1, EPOCHS, nothing);
              trained.add(first);
              further.add(training.further(first, 2 * EPOCHS, nothing));
            },
            () -> trained.add(training.from(2, EPOCHS, nothing))),
        SideBySide.threads());
    SeedsMeasures measures = new SeedsMeasures(trained.stream().map(Trained::history).toList());
    measures.measure(numbers);
    measures.measureTests(trained.stream().map(Trained::test).toList(), numbers);
    Trained one = trained.get(0);
    SeedsMeasures.measureFurther(further.get(0), trainedOnce(trained), numbers);
    numbers.put("G5-validation-accuracy", TrainingChecks.last(one.history(), "val_accuracy"));
    numbers.put("G13-test-accuracy", one.test().value("accuracy"));
    numbers.put("G13-test-loss", one.test().loss());
  }

  /** The model that was trained once only. */
  private static Model trainedOnce(List<Trained> trained) {
    Model first = trained.get(0).model();
    Model second = trained.get(1).model();
    return first.iterations() < second.iterations() ? first : second;
  }

  private static Model linear(long seed) {
    return Sequential.of(
            Input.of(28, 28),
            new Flatten(),
            new Dense(300, Activation.LINEAR),
            new Dense(100, Activation.LINEAR),
            new Dense(10, Activation.SOFTMAX))
        .seed(seed)
        .compile(new Loss.SparseCategoricalCrossentropy(), new Sgd(), new Metric.Accuracy());
  }
}
