package annlab.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.datasets.DataSet;
import annlab.lab.charts.Figure;
import annlab.lab.charts.LearningCurves;
import annlab.lab.claims.Change;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Target;
import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.Training;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Optimizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** An experiment with every sort of claim and a training that computes nothing. */
public final class FakeExperiment implements Experiment {
  public static final int EPOCHS = 30;
  public static final double ACCURACY = 0.88912;

  private final Consumer<RunContext> last;
  private final String code;
  private final List<DataSet> sets;
  private final List<Change> changes;

  /** As found by the service loader. */
  public FakeExperiment() {
    this(context -> {}, "a".repeat(64), List.of(), List.of());
  }

  private FakeExperiment(
      Consumer<RunContext> last, String code, List<DataSet> sets, List<Change> changes) {
    this.last = last;
    this.code = code;
    this.sets = sets;
    this.changes = changes;
  }

  /** The same with data sets that it says it reads. */
  public FakeExperiment reading(DataSet... named) {
    return new FakeExperiment(last, code, List.of(named), changes);
  }

  /** The same with something to do at the end of its run. */
  public FakeExperiment then(Consumer<RunContext> more) {
    return new FakeExperiment(more, code, sets, changes);
  }

  /** The same after an edit. */
  public FakeExperiment edited() {
    return new FakeExperiment(last, "b".repeat(64), sets, changes);
  }

  /** The same with what later versions of a library changed. */
  public FakeExperiment changedBy(Change... named) {
    return new FakeExperiment(last, code, sets, List.of(named));
  }

  @Override
  public List<Change> changes() {
    return changes;
  }

  @Override
  public Optional<String> fingerprint() {
    return Optional.of(code);
  }

  @Override
  public List<DataSet> dataSets() {
    return sets;
  }

  @Override
  public String id() {
    return "toy";
  }

  @Override
  public String section() {
    return "1.3.2";
  }

  @Override
  public String title() {
    return "A toy with every sort of claim";
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        claim(
            "T1-count",
            Claim.Kind.CLAIM,
            "The network has 266,610 parameters.",
            new Target.Exact(266_610, "A count admits no deviation.")),
        claim(
            "T2-accuracy",
            Claim.Kind.CLAIM,
            "Thirty epochs reach a validation accuracy of 0.8894.",
            new Target.Within(0.8894, 0.01, "Twice the spread over ten seeds.")),
        claim(
            "T3-footwear",
            Claim.Kind.CLAIM,
            "The first test image gets at least 0.95 of its probability as footwear.",
            new Target.Between(0.95, Double.POSITIVE_INFINITY, "Every published run has more.")),
        claim(
            "T4-order",
            Claim.Kind.CLAIM,
            "A larger alpha gives smaller weights.",
            new Target.Property("Twenty seeds were tried; one larger norm would refute it.")),
        claim(
            "T5-curve",
            Claim.Kind.EXHIBIT,
            "The learning curves.",
            new Target.Exhibit("A figure has no number.")),
        claim(
            "T6-missing",
            Claim.Kind.CLAIM,
            "Something that this toy does not measure.",
            new Target.Between(0.89, 0.905, "The band of five seeds.")),
        claim(
            "X1-sign",
            Claim.Kind.ERRATUM,
            "The rule subtracts the prediction from the target; the text swaps them.",
            new Target.Property("The worked example comes out only with the rule as given here.")));
  }

  private static Claim claim(String id, Claim.Kind kind, String statement, Target target) {
    return new Claim(id, "1.3.2", kind, statement, target);
  }

  @Override
  public Parameters defaults() {
    return new Parameters(42, EPOCHS, 0, Map.of("batch_size", "32"));
  }

  @Override
  public Parameters quick() {
    return defaults().withEpochs(2).withRows(100);
  }

  @Override
  public Outcome run(RunContext context) {
    new Fit(context.parameters().epochs(), 2).run(context.recorder(), 0);
    context.artifact("note.txt", "a note".getBytes(UTF_8));
    context.figure(
        new Figure(
            "curve",
            "1.3.2",
            "Learning curves of the toy.",
            LearningCurves.chart("Learning curves", curves(EPOCHS), curves(EPOCHS)).svg()));
    last.accept(context);
    return new Outcome(
        Map.of("test_accuracy", 0.8864, "diverged", Double.NaN),
        Map.of(
            "T1-count",
            266_610.0,
            "T2-accuracy",
            ACCURACY,
            "T3-footwear",
            0.93,
            "T4-order",
            0.0,
            "T5-curve",
            Double.NaN,
            "X1-sign",
            0.0),
        Set.of("T6-missing"));
  }

  static Map<String, List<Double>> curves(int epochs) {
    Map<String, List<Double>> curves = new LinkedHashMap<>();
    for (int number = 0; number < epochs; number++) {
      logs(number)
          .forEach(
              (name, value) -> curves.computeIfAbsent(name, k -> new ArrayList<>()).add(value));
    }
    return curves;
  }

  static Map<String, Double> logs(int number) {
    Map<String, Double> logs = new LinkedHashMap<>();
    logs.put("loss", 0.25 + 0.5 / (number + 1));
    logs.put("accuracy", 0.91 - 0.2 / (number + 1));
    logs.put("val_loss", 0.32 + 0.2 / (number + 1));
    logs.put("val_accuracy", 0.885 - 0.06 / (number + 1));
    return logs;
  }

  public static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A training that leaves its model alone: calls back as {@code Model.fit} does. */
  public static final class Fit implements Training {
    private static final Model MODEL =
        Sequential.of(Input.of(2), new Dense(1))
            .compile(Loss.meanSquaredError(), Optimizer.of("sgd"));

    private final int epochs;
    private final int steps;
    private volatile boolean stopped;

    public Fit(int epochs, int steps) {
      this.epochs = epochs;
      this.steps = steps;
    }

    public void run(Callback callback, long stepMilliseconds) {
      callback.trainBegin(this);
      for (int epoch = 0; epoch < epochs && !stopped; epoch++) {
        callback.epochBegin(this, epoch);
        for (int step = 0; step < steps && !stopped; step++) {
          callback.batchBegin(this, step);
          if (stepMilliseconds > 0) {
            sleep(stepMilliseconds);
          }
          callback.batchEnd(this, step, 1);
        }
        if (!stopped) {
          callback.epochEnd(
              this, new Epoch(epoch, FakeExperiment.logs(epoch), steps, Duration.ofMillis(3)));
        }
      }
      callback.trainEnd(this);
    }

    public boolean stopped() {
      return stopped;
    }

    @Override
    public Map<String, Double> logs() {
      return Map.of("loss", 1.0);
    }

    @Override
    public Model model() {
      return MODEL;
    }

    @Override
    public int epochs() {
      return epochs;
    }

    @Override
    public int stepsPerEpoch() {
      return steps;
    }

    @Override
    public void stopNow() {
      stopped = true;
    }

    @Override
    public void stopAfterEpoch() {
      stopped = true;
    }
  }
}
