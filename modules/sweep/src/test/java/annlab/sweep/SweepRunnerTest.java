package annlab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.runner.Runner;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Json;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.networks.Epoch;
import annlab.sweep.engines.Engine;
import annlab.sweep.engines.RetryingEngine;
import annlab.sweep.specification.SweepSpec;
import annlab.sweep.specification.Trial;
import annlab.sweep.trials.InProcess;
import annlab.sweep.trials.TrialEnd;
import annlab.sweep.trials.TrialOrder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps whose trials are trained in this process, one at a time. */
class SweepRunnerTest {
  private static final String RATE = "/compile/optimizer/SGD/learning_rate";

  private static final String FIT =
      """
      'fit': {'data': 'iris', 'split': {'test_size': 0.2, 'random_state': 1}, 'sequential': [
          {'Dense': {'units': 4, 'activation': 'relu'}},
          {'Dense': {'units': 3, 'activation': 'softmax'}}],
        'compile': {'loss': 'sparse_categorical_crossentropy',
          'optimizer': {'SGD': {'learning_rate': 0.1}}, 'metrics': ['accuracy']},
        'fit': {'validation_split': 0.2}}
      """;

  private static final String GRID =
      ", 'grid': {'" + RATE + "': [0.001, 0.003, 0.01, 0.03, 0.1, 0.3]}";
  private static final String HALVING =
      ", 'halving': {'metric': 'val_loss', 'epochs': [1, 2, 4], 'keep': 2}";

  @TempDir Path home;
  private RunStore store;
  private TestEngine engine;

  @BeforeEach
  void open() {
    store = RunStore.open(home);
    engine = new TestEngine();
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** Trains in this process, on a thread of its own; some trials fare badly. */
  private final class TestEngine implements Engine {
    private final InProcess trials =
        new InProcess(
            store, new Runner(store, new Settings(home, home, List.of(), home, home, 0, 0)));
    private final List<TrialOrder> orders = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private Optional<TrialEnd> fate = Optional.empty();
    private int fates;
    private boolean closed;

    @Override
    public int slots() {
      return 1;
    }

    @Override
    public void start(TrialOrder order, Consumer<Epoch> epochs, Consumer<TrialEnd> end) {
      orders.add(order);
      boolean fated = fate.isPresent() && fates-- > 0;
      Thread thread =
          new Thread(
              () -> {
                TrialEnd how =
                    trials.run(fated ? order.withPart(1, order.resume()) : order, epochs);
                end.accept(fated ? fate.get() : how);
              });
      threads.add(thread);
      thread.start();
    }

    @Override
    public void stop(RunId run) {
      store.requestStop(run);
    }

    @Override
    public Optional<String> page() {
      return Optional.empty();
    }

    @Override
    public void close() {
      closed = true;
      threads.forEach(TestEngine::join);
    }

    private static void join(Thread thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final SweepListener SILENT =
      new SweepListener() {
        @Override
        public void stage(int number, List<Trial> trials, long done, long epochs) {}

        @Override
        public void begin(int number) {}

        @Override
        public void epoch(int number, Epoch epoch) {}

        @Override
        public void end(int number, TrialEnd end) {}
      };

  private SweepSpec spec(String members) {
    return SweepSpec.of(Json.parse(("{" + members + "}").replace('\'', '"')), home);
  }

  private SweepResult run(String members, BooleanSupplier signalled) {
    SweepSpec spec = spec(members);
    Sweep sweep = SweepRunner.create(home, spec, Optional.empty());
    return runner(sweep, spec, signalled).run();
  }

  private SweepRunner runner(Sweep sweep, SweepSpec spec, BooleanSupplier signalled) {
    return new SweepRunner(
        store, sweep, spec, new RetryingEngine(engine, store), SILENT, signalled);
  }

  @Test
  void halvingTrainsTheBestToItsEndWithTheBitsOfATrainingInOneGo() {
    SweepResult halved = run(FIT + GRID + HALVING, () -> false);

    assertThat(halved.status()).isEqualTo("finished");
    assertThat(halved.rows().stream().map(row -> row.run().orElseThrow().epochs().size()))
        .containsExactlyInAnyOrder(1, 1, 1, 2, 2, 4);
    SweepResult.Row best = halved.best().orElseThrow();
    assertThat(best.status()).isEqualTo("finished");
    assertThat(halved.rows().stream().map(SweepResult.Row::status).filter("stopped"::equals))
        .hasSize(5);

    String rate = best.trial().parameters().path(RATE).asText();
    SweepResult whole =
        run(
            FIT.replace("'validation_split'", "'epochs': 4, 'validation_split'")
                + ", 'grid': {'"
                + RATE
                + "': ["
                + rate
                + "]}",
            () -> false);
    Run one = whole.rows().get(0).run().orElseThrow();
    Run paused = best.run().orElseThrow();
    assertThat(paused.history()).isEqualTo(one.history());
    assertThat(paused.summary().metrics()).isEqualTo(one.summary().metrics());
    assertThat(one.summary().metrics()).containsKeys("test_loss", "test_accuracy");
    assertThat(best.trial().id()).as("the same trial").isEqualTo(whole.rows().get(0).trial().id());
  }

  @Test
  void whatWasCutShortComesToTheSameEnd() {
    SweepSpec spec = spec(FIT + GRID + HALVING);
    SweepResult straight = run(FIT + GRID + HALVING, () -> false);

    for (int most = 2; most <= 8; most += 5) {
      engine = new TestEngine();
      Sweep sweep = SweepRunner.create(home, spec, Optional.empty());
      int after = most;
      SweepResult cut = runner(sweep, spec, () -> engine.orders.size() >= after).run();
      assertThat(cut.status()).isEqualTo("interrupted");
      assertThat(engine.closed).isTrue();

      Sweep kept = new Sweeps(home).require(sweep.id());
      SweepRunner.requireResumable(store, kept, kept.fingerprint());
      SweepResult resumed =
          runner(kept, SweepSpec.of(kept.specification(), home), () -> false).run();

      assertThat(resumed.status()).isEqualTo("finished");
      assertThat(numbers(resumed)).isEqualTo(numbers(straight));
      assertThat(store.group(sweep.id())).hasSize(6);
    }
  }

  private static List<ObjectNode> numbers(SweepResult result) {
    List<ObjectNode> trials = new ArrayList<>();
    result
        .json()
        .path("trials")
        .forEach(trial -> trials.add(((ObjectNode) trial).deepCopy().without("run")));
    return trials;
  }

  @Test
  void onlyWhatHasNotFinishedIsTrainedAgain() {
    SweepSpec spec = spec(FIT + GRID);
    Sweep sweep = SweepRunner.create(home, spec, Optional.empty());
    runner(sweep, spec, () -> engine.orders.size() >= 4).run();
    long finished =
        store.group(sweep.id()).stream().filter(run -> run.status() == RunStatus.FINISHED).count();
    engine = new TestEngine();

    SweepResult resumed = runner(new Sweeps(home).require(sweep.id()), spec, () -> false).run();

    assertThat(finished).isBetween(3L, 4L);
    assertThat(engine.orders).hasSize(6 - (int) finished);
    assertThat(resumed.status()).isEqualTo("finished");
  }

  @Test
  void summariesOfTheRunsSufficeToSayWhereASweepStands() {
    SweepResult whole = run(FIT + GRID + HALVING, () -> false);
    Sweep sweep = new Sweeps(home).require(whole.sweep().id());
    Map<RunId, RunSummary> summaries = new HashMap<>();
    store.summaries().forEach(run -> summaries.put(run.id(), run));
    SweepResult standing = SweepResult.of(sweep, summaries);
    assertThat(standing.rows()).allMatch(row -> row.run().isEmpty());
    assertThat(standing.status()).isEqualTo("finished");
    assertThat(standing.objective()).isEqualTo(whole.objective());
    assertThat(standing.best().orElseThrow().trial()).isEqualTo(whole.best().orElseThrow().trial());
    assertThat(standing.rows().stream().map(SweepResult.Row::status))
        .containsExactlyElementsOf(whole.rows().stream().map(SweepResult.Row::status).toList());
    RunId gone = whole.rows().get(1).run().orElseThrow().id();
    summaries.remove(gone);
    assertThat(SweepResult.of(sweep, summaries).rows().get(1).status()).isEqualTo("deleted");
  }

  @Test
  void aTrialWhoseRunWasDeletedIsTrainedAgainAndTheOthersKeepTheirs() {
    SweepSpec spec = spec(FIT + GRID);
    SweepResult whole = run(FIT + GRID, () -> false);
    Sweep sweep = new Sweeps(home).require(whole.sweep().id());
    store.delete(whole.rows().get(1).run().orElseThrow().id());
    engine = new TestEngine();

    SweepResult shown = SweepResult.of(sweep, store);
    assertThat(shown.rows().get(1).status()).isEqualTo("deleted");
    assertThat(numbers(shown).get(2)).isEqualTo(numbers(whole).get(2));

    SweepResult resumed = runner(sweep, spec, () -> false).run();
    assertThat(engine.orders).hasSize(1);
    assertThat(numbers(resumed)).isEqualTo(numbers(whole));
  }

  @Test
  void runsThatWereQueuedBeforeTheirSweepNamedThemAreTaken() {
    SweepSpec spec = spec(FIT + GRID);
    Sweep sweep = SweepRunner.create(home, spec, Optional.empty());
    List<Trial> trials = spec.trials(0, Optional.empty());
    List<RunId> queued = new ArrayList<>();
    for (Trial trial : trials.subList(0, 2)) {
      queued.add(store.queue(trial.experiment().id(), trial.settings(), trial.quick(), sweep.id()));
    }

    SweepResult result = runner(sweep, spec, () -> false).run();

    assertThat(store.group(sweep.id())).hasSize(trials.size());
    assertThat(result.rows().subList(0, 2).stream().map(row -> row.run().orElseThrow().id()))
        .containsExactlyElementsOf(queued);
  }

  @Test
  void aTrialWhoseProcessIsKilledGoesOn() {
    engine.fate = Optional.of(new TrialEnd(TrialEnd.Kind.KILLED, "killed", false));
    engine.fates = 5;

    SweepResult result = run(FIT + GRID + HALVING, () -> false);

    assertThat(result.status()).isEqualTo("finished");
    assertThat(result.rows()).hasSize(6);
    assertThat(numbers(result)).isEqualTo(numbers(run(FIT + GRID + HALVING, () -> false)));
  }

  @Test
  void aTrialThatEndsItsProcessTwiceFailsAlone() {
    engine.fate =
        Optional.of(new TrialEnd(TrialEnd.Kind.LOST, "the process ended with 134", false));
    engine.fates = 2;

    SweepSpec spec =
        spec(FIT.replace("'validation_split'", "'epochs': 3, 'validation_split'") + GRID);
    Sweep sweep = SweepRunner.create(home, spec, Optional.empty());
    SweepRunner runner = runner(sweep, spec, () -> false);
    SweepResult result = runner.run();

    assertThat(result.status()).isEqualTo("failed");
    assertThat(result.rows().stream().map(SweepResult.Row::status))
        .containsExactly("failed", "finished", "finished", "finished", "finished", "finished");
    assertThat(runner.failures()).hasSize(1);
    assertThat(runner.failures().get(0)).endsWith(" failed: the process ended with 134");
  }

  @Test
  void aTrialThatDivergesIsAResultAndNoFault() {
    SweepResult result = run(FIT + ", 'grid': {'" + RATE + "': [0.1, 1e30]}", () -> false);

    assertThat(result.status()).isEqualTo("finished");
    assertThat(result.rows().stream().map(SweepResult.Row::status))
        .containsExactly("finished", "failed");
    assertThat(result.best().orElseThrow().trial().parameters().path(RATE).asDouble())
        .isEqualTo(0.1);
  }

  @Test
  void laterStagesGoOnFromTheBestOfAll() {
    SweepResult result =
        run(
            FIT
                + ", 'metric': 'val_loss', 'grid': {'"
                + RATE
                + "': [0.3, 1e-6]}, 'then': [{'grid': {'"
                + RATE
                + "': [1e-7, 1e-8]}}, {'grid': {'/fit/batch_size': [8]}}]",
            () -> false);

    assertThat(result.rows()).hasSize(5);
    Run last = result.rows().get(4).run().orElseThrow();
    assertThat(
            Json.parse(
                    read(store.files().find(last.id(), "specification.json").orElseThrow().file()))
                .at(RATE)
                .asDouble())
        .as("the second stage was worse than the first")
        .isEqualTo(0.3);
  }

  private static String read(Path file) {
    try {
      return java.nio.file.Files.readString(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aMetricThatNoTrialHasIsSaidWithThoseThatThereAre() {
    for (String members :
        List.of(
            ", 'halving': {'metric': 'val_los', 'epochs': [1, 2]}",
            ", 'median': {'metric': 'val_los'}",
            ", 'metric': 'val_los'")) {
      assertThatThrownBy(() -> run(FIT + GRID + members, () -> false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("no trial has the metric 'val_los'; there are accuracy, ")
          .hasMessageContaining("val_loss");
      Sweep sweep = new Sweeps(home).all().get(0);
      assertThat(SweepResult.of(sweep, store).status()).isEqualTo("interrupted");
    }
  }

  @Test
  void whatEveryTrialWouldMissEndsTheSweep() {
    engine.fate = Optional.of(new TrialEnd(TrialEnd.Kind.MISSING, "no data", false));
    engine.fates = 1;

    assertThatThrownBy(() -> run(FIT + GRID, () -> false))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessage("no data");
    assertThat(engine.orders).hasSize(1);
  }

  @Test
  void aWorkerOfOtherCodeIsRefused() {
    SweepSpec spec = spec(FIT);
    Trial trial = spec.trials(0, Optional.empty()).get(0);
    RunId id = store.queue("fit", trial.settings(), false);
    TrialOrder own = TrialOrder.of(id, trial.experiment(), trial.settings(), false);
    TrialOrder order =
        new TrialOrder(
            id,
            "fit",
            Optional.of(trial.request()),
            home,
            own.parameters(),
            false,
            0,
            false,
            Optional.of("0".repeat(64)));

    TrialEnd end = engine.trials.run(TrialOrder.of(order.json()), epoch -> {});

    assertThat(end.kind()).isEqualTo(TrialEnd.Kind.MISSING);
    assertThat(end.reason())
        .startsWith("the worker has other code than the sweep: its sources have SHA-256 ")
        .endsWith("; start both from the same build");
    assertThat(store.status(id)).contains(RunStatus.QUEUED);
  }

  @Test
  void aSweepOfOtherCodeOrUnderWayIsNotResumed() {
    Sweep sweep = SweepRunner.create(home, spec(FIT), Optional.empty());

    if (sweep.fingerprint().isPresent()) {
      assertThatThrownBy(
              () -> SweepRunner.requireResumable(store, sweep, Optional.of("0".repeat(64))))
          .hasMessageStartingWith("sweep " + sweep.id() + " was begun by other code (SHA-256 ");
    }
    store.queue("fit", spec(FIT).trials(0, Optional.empty()).get(0).settings(), false, sweep.id());
    assertThatThrownBy(() -> SweepRunner.requireResumable(store, sweep, sweep.fingerprint()))
        .hasMessage(
            "sweep "
                + sweep.id()
                + " is under way in another process; wait for it, or end that one");
  }

  @Test
  void namesOfSweepsMayBeShortened() {
    Sweep sweep = SweepRunner.create(home, spec(FIT), Optional.empty());
    Sweeps sweeps = new Sweeps(home);

    assertThat(sweeps.require(sweep.id().substring(sweep.id().length() - 3)).id())
        .isEqualTo(sweep.id());
    for (String wrong : List.of("", "nothing", "../x")) {
      assertThatThrownBy(() -> sweeps.require(wrong))
          .hasMessage("no sweep is called '" + wrong + "' in " + home + "; see: annlab sweep");
    }
    assertThat(sweeps.find("../" + sweep.id())).isEmpty();
  }

  @Test
  void theDocumentIsAsItIsDescribed() {
    SweepResult result = run(FIT + ", 'seeds': 2", () -> false);
    ObjectNode json = result.json();

    assertThat(json.fieldNames()).toIterable().containsExactly("id", "status", "trials", "best");
    assertThat(json.at("/trials/0").fieldNames())
        .toIterable()
        .containsExactly("id", "run", "parameters", "status", "history", "metrics");
    assertThat(json.at("/trials/1/parameters").toString()).isEqualTo("{\"/seed\":2}");
    List<RunSummary> group = store.group(result.sweep().id());
    assertThat(json.at("/trials/1/run").asText()).isEqualTo(group.get(1).id().value());
    assertThat(json.at("/best").asText())
        .isIn(json.at("/trials/0/id").asText(), json.at("/trials/1/id").asText());
  }
}
