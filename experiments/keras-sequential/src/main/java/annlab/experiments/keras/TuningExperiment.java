package annlab.experiments.keras;

import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.experiments.keras.Search.Trial;
import annlab.experiments.keras.Setting.Learner;
import annlab.lab.Claim;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.networks.Activation;
import annlab.networks.Callback;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
  private static final List<Integer> BATCHES = List.of(16, 64, 256);

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

    Trial untuned = search.attempt(Setting.CHAPTER);
    Trial tuned = turnEachKnob(search, draws, numbers);
    test.choose();
    Samples rows = test.read("the tuned network and the chapter's");
    double before = accuracy(untuned, rows);
    double after = accuracy(tuned, rows);
    numbers.put("G12-tuned", after - before);
    numbers.put("G14-warning", (double) wrongWarnings(train, validation, rows, test));
    numbers.put(
        "G14-optimism",
        new AcrossSeeds(Optimism.of(search.trials(), rows, Optimism::most)).atLeast());
    numbers.put("G14-validation-above-test", tuned.accuracy() - after);
    context.artifact("trials.csv", table(search.trials()));
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
    List<Trial> rates = search.grid(Setting.CHAPTER::withRate, RATES); // first the learning rate
    numbers.put("G12-learning-rate", Search.effect(rates));
    Setting rated = Search.best(rates).setting();
    // end listing
    List<Trial> best = new ArrayList<>(List.of(Search.best(rates)));
    List<Trial> adam = List.of();
    for (Learner learner : List.of(Learner.MOMENTUM, Learner.ADAM, Learner.RMSPROP)) {
      List<Trial> again = search.grid(rated.withOptimizer(learner)::withRate, RATES_AGAIN);
      best.add(Search.best(again));
      adam = learner == Learner.ADAM ? again : adam;
    }
    numbers.put("G12-optimizer", Search.effect(best));
    numbers.put("G12-rate-again", rateAgain(search, rated, Search.best(adam).accuracy()));

    Setting learner = Search.best(best).setting();
    List<Trial> structures = search.random(random -> structure(learner, random), draws);
    numbers.put("G12-structure", Search.effect(structures));
    Setting structure = Search.best(List.of(Search.best(best), Search.best(structures))).setting();

    List<Trial> batches = search.grid(structure::withBatchSize, BATCHES);
    numbers.put("G12-batch-size", Search.effect(batches));
    return Search.best(search.trials());
  }

  /** What Adam loses if it keeps the rate that was best for gradient descent. */
  static double rateAgain(Search search, Setting rated, double best) {
    // listing: G12-rate-again
    Trial kept = search.attempt(rated.withOptimizer(Learner.ADAM)); // another optimizer, same rate
    double lost = best - kept.accuracy(); // best: Adam with a rate of its own
    // end listing
    return lost;
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
  static int wrongWarnings(Samples train, Samples validation, Samples test, SealedTest clean) {
    int wrong = clean.warnings().size();
    // listing: G14-warning
    SealedTest peeked = new SealedTest(test);
    for (double rate : List.of(0.01, 0.1)) { // a search that compares rates on the test set
      Trial trial =
          new Search(train, validation, 1, SEED, new Callback() {})
              .attempt(Setting.CHAPTER.withRate(rate));
      accuracy(trial, peeked.read("learning rate " + rate)); // warned of, each time
    }
    wrong += Math.abs(2 - peeked.warnings().size());
    // end listing
    return wrong;
  }

  static double accuracy(Trial trial, Samples rows) {
    return trial.model().evaluate(rows.x(), rows.y()).value("accuracy");
  }

  private static byte[] table(List<Trial> trials) {
    StringBuilder csv = new StringBuilder("setting,val_accuracy\n");
    trials.forEach(
        trial ->
            csv.append(
                String.format(Locale.ROOT, "\"%s\",%.4f%n", trial.setting(), trial.accuracy())));
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }
}
