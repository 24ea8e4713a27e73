package annlab.experiments.keras.tuning;

import annlab.datasets.DataSet;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.experiments.keras.AcrossSeeds;
import annlab.experiments.keras.StopCheck;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.experiments.keras.tuning.Search.Trial;
import annlab.experiments.keras.tuning.Setting.Learner;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.claims.Claim;
import annlab.networks.Callback;
import annlab.networks.layers.Activation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;

/** The chapter's order of knobs, each with its effect: what to turn when a network is not good. */
public final class TuningExperiment implements Experiment {
  static final List<Double> RATES = List.of(1e-4, 1e-3, 1e-2, 1e-1, 1.0);

  private static final long SEED = 1;
  private static final int EPOCHS = 10;
  private static final int ROWS = 4_000;
  private static final String DRAWS = "random_draws";
  private static final List<Double> RATES_AGAIN = List.of(1e-4, 1e-3, 1e-2);

  /** For the services' loader. */
  public TuningExperiment() {}

  @Override
  public String id() {
    return "fashion-mnist-tuning";
  }

  @Override
  public String section() {
    return "1.3.2";
  }

  @Override
  public String title() {
    return "Tuning Fashion MNIST: a grid and a random search, knob by knob";
  }

  @Override
  public List<Claim> claims() {
    return TuningClaims.all();
  }

  @Override
  public Parameters defaults() {
    return new Parameters(SEED, EPOCHS, ROWS, Map.of(DRAWS, "6"));
  }

  @Override
  public Parameters quick() {
    return new Parameters(SEED, 2, 600, Map.of(DRAWS, "2"));
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
    Samples train = FashionMnistExperiment.first(data.train(DataType.FLOAT), parameters.rows());
    Samples validation = FashionMnistExperiment.first(data.validation(DataType.FLOAT), 1_000);
    SealedTest test = new SealedTest(data.test(DataType.FLOAT));
    Search search =
        new Search(
            train, validation, parameters.epochs(), parameters.seed(), new StopCheck(context));
    int draws = Integer.parseInt(parameters.others().getOrDefault(DRAWS, "6"));
    Map<String, Double> numbers = new LinkedHashMap<>();

    // listing: G12-tuned, G14-validation-above-test
    Trial tuned = turnEachKnob(search, draws, numbers);
    test.choose(); // from here on nothing is changed
    Samples rows = test.read("the tuned network and the chapter's");
    Trial untuned =
        search.trials().stream()
            .filter(trial -> trial.setting().equals(Setting.CHAPTER))
            .findFirst()
            .orElseThrow();
    double before = accuracy(untuned, rows);
    double after = accuracy(tuned, rows);
    numbers.put("G12-tuned", after - before);
    numbers.put("G14-validation-above-test", tuned.accuracy() - after);
    // end listing
    numbers.put("G14-warning", (double) wrongWarnings(train, validation, rows, test));
    numbers.put(
        "G14-optimism",
        new AcrossSeeds(Optimism.of(search.trials(), rows, Optimism::most)).atLeast());
    context.artifact("trials.csv", TrialPictures.table(search.trials()));
    context.figure(TrialPictures.knobByKnob(search.trials()));
    return new Outcome(
        Map.of(
            "val_accuracy",
            tuned.accuracy(),
            "test_accuracy",
            after,
            "untuned_test_accuracy",
            before),
        numbers);
  }

  private static Trial turnEachKnob(Search search, int draws, Map<String, Double> numbers) {
    // listing: G12-learning-rate
    // first the learning rate, from 0.0001 to 1
    List<Trial> rates = search.grid("learning rate", Setting.CHAPTER::withRate, RATES);
    Trial rated = Search.best(rates);
    double effect = Search.effect(rates); // best validation accuracy less the worst
    numbers.put("G12-learning-rate", effect);
    // end listing
    List<Trial> learners = new ArrayList<>(List.of(rated));
    for (Learner learner : List.of(Learner.MOMENTUM, Learner.ADAM, Learner.RMSPROP)) {
      Trial best =
          Search.best(
              search.grid(
                  "optimizer", rated.setting().withOptimizer(learner)::withRate, RATES_AGAIN));
      learners.add(best);
      if (learner == Learner.ADAM) {
        numbers.put("G12-rate-again", rateAgain(search, rated.setting(), best.accuracy()));
      }
    }
    numbers.put("G12-optimizer", Search.effect(learners));

    Trial learned = Search.best(learners);
    List<Trial> structures =
        search.random("structure", random -> structure(learned.setting(), random), draws);
    numbers.put("G12-structure", Search.effect(structures));

    // listing: G12-batch-size
    Trial best = Search.best(search.trials());
    List<Trial> batches = new ArrayList<>(List.of(best)); // batches of 32 so far
    batches.addAll(search.grid("batch size", best.setting()::withBatchSize, List.of(16, 64, 256)));
    numbers.put("G12-batch-size", Search.effect(batches));
    Trial tuned = Search.best(search.trials()); // the best of all on the validation set
    // end listing
    return tuned;
  }

  /** What Adam loses if it keeps the rate that was best for gradient descent. */
  public static double rateAgain(Search search, Setting rated, double tunedAgain) {
    // listing: G12-rate-again
    Setting kept = rated.withOptimizer(Learner.ADAM); // another optimizer, the same rate
    Trial trial = search.attempt("optimizer", List.of(kept)).get(0);
    double sameRate = trial.accuracy();
    double lost = tunedAgain - sameRate; // tunedAgain: Adam with the best of its own rates
    return lost;
    // end listing
  }

  private static Setting structure(Setting setting, SplittableRandom random) {
    // listing: G12-structure
    int layers = 1 + random.nextInt(3);
    int units = List.of(30, 100, 300).get(random.nextInt(3));
    Activation activation =
        List.of(Activation.RELU, Activation.TANH, Activation.ELU).get(random.nextInt(3));
    Setting drawn = setting.withLayers(layers, units, activation);
    // end listing
    return drawn;
  }

  /** Searches that are warned of without reason, or not warned of. */
  public static int wrongWarnings(
      Samples train, Samples validation, Samples test, SealedTest clean) {
    int wrong = clean.warnings().size();
    // listing: G14-warning
    SealedTest peeked = new SealedTest(test);
    List<Setting> rates = List.of(Setting.CHAPTER.withRate(0.01), Setting.CHAPTER.withRate(0.1));
    Search search = new Search(train, validation, 1, SEED, new Callback() {});
    for (Trial trial : search.attempt("learning rate", rates)) {
      Samples rows = peeked.read("learning rate " + trial.setting().rate());
      accuracy(trial, rows); // a search that compares rates on the test set
    }
    wrong += Math.abs(2 - peeked.warnings().size()); // is warned of, each time
    // end listing
    return wrong;
  }

  public static double accuracy(Trial trial, Samples rows) {
    return trial.model().evaluate(rows.x(), rows.y()).value("accuracy");
  }
}
