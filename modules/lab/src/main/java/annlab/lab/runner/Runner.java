package annlab.lab.runner;

import annlab.datasets.DataHome;
import annlab.datasets.DataSet;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.charts.Figure;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Verdict;
import annlab.lab.runs.Origin;
import annlab.lab.runs.Provenance;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunOptions;
import annlab.lab.settings.FailureReason;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.networks.Callback;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Runs experiments in this process and records them in the run store as they go.
 *
 * <p>A run is in the store from its start. It ends as finished, failed (with a message of one line)
 * or interrupted: by {@link RunStore#requestStop}, SIGTERM or Ctrl-C.
 */
public final class Runner {
  private final RunStore store;
  private final Supplier<DataHome> data;
  private final Path project;
  private final Duration checkpointDistance;

  /**
   * A runner.
   *
   * @param store where runs are recorded
   * @param settings where experiments find their data; the project's commit is recorded if it is a
   *     checkout
   */
  public Runner(RunStore store, Settings settings) {
    this(store, () -> new DataHome(settings.dataFolders()), settings.project());
  }

  /** Each run gets a data home of its own, so that it records the files that it used itself. */
  public Runner(RunStore store, Supplier<DataHome> data, Path project) {
    this(store, data, project, Recorder.CHECKPOINT_DISTANCE);
  }

  /** A runner that keeps checkpoints no oftener than once in a time. */
  public Runner(
      RunStore store, Supplier<DataHome> data, Path project, Duration checkpointDistance) {
    this.checkpointDistance = checkpointDistance;
    this.store = store;
    this.data = data;
    this.project = project;
  }

  /**
   * Runs an experiment to its end.
   *
   * @param experiment the experiment
   * @param options its settings, and the run to take over if it is not a new one
   * @return the run: finished, or interrupted
   * @throws IllegalArgumentException if the queued run is not queued any more, or the run to go on
   *     with is under way, finished, or of other code
   * @throws RuntimeException what made the run fail, after the run was marked failed: a {@link
   *     PrerequisiteException} or the data home's exception if something is missing
   */
  public Run run(Experiment experiment, RunOptions options) {
    RunId id = enter(experiment, options);
    long started = System.nanoTime();
    try (Stop stop = new Stop(store, id)) {
      stop.watch();
      try {
        measure(experiment, options, id, stop, started);
      } catch (Throwable e) {
        if (!stop.asked()) {
          fail(id, e);
          throw e;
        }
        // Whatever a training that was cut short leads to is no failure of the experiment.
        store.interrupt(id);
      }
      return store.find(id).orElseThrow();
    }
  }

  private RunId enter(Experiment experiment, RunOptions options) {
    if (options.resumed().isPresent()) {
      return resume(experiment, options.resumed().get());
    }
    if (options.queued().isEmpty()) {
      return store.begin(experiment.id(), options.parameters(), options.quick());
    }
    RunId id = options.queued().get();
    if (!store.start(id)) {
      throw new IllegalArgumentException(
          "run " + id + " is not queued any more; start a new one: annlab run " + experiment.id());
    }
    return id;
  }

  /**
   * Checks that this process can go on with a run and come to the numbers that it was going to.
   *
   * @param experiment the run's experiment
   * @param run the run
   * @throws IllegalArgumentException if it is under way, finished, or of other code or settings
   */
  public void requireResumable(Experiment experiment, Run run) {
    Resumption.check(run, Origin.of(project, experiment.fingerprint(), run.parameters().seed()));
  }

  private RunId resume(Experiment experiment, RunId id) {
    requireResumable(experiment, store.require(id.value()));
    if (!store.resume(id)) {
      throw new IllegalArgumentException(
          "run " + id + " was taken over by another process a moment ago");
    }
    return id;
  }

  /** What made the run fail may keep the store from being written too, as a full disk does. */
  private void fail(RunId id, Throwable cause) {
    try {
      store.fail(id, FailureReason.of(cause));
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private void measure(
      Experiment experiment, RunOptions options, RunId id, Stop stop, long started) {
    stop.check();
    Provenance provenance =
        Origin.of(project, experiment.fingerprint(), options.parameters().seed());
    store.provenance(id, provenance);
    boolean resumed = options.resumed().isPresent();
    DataHome files = data.get();
    Outcome outcome;
    Duration takenOver;
    try (Recorder recorder =
        new Recorder(
            store,
            id,
            stop,
            options.watchers(),
            experiment.feedsTrainingUi(),
            resumed,
            checkpointDistance,
            options.pauseAfter())) {
      stop.beside(recorder::tell);
      outcome = run(experiment, new Context(id, options, files, recorder, stop));
      takenOver = recorder.takenOver();
    }
    stop.check();
    requireDeclared(experiment, files.hashes().keySet());
    List<Verdict> verdicts = judge(experiment, options, outcome);
    Duration took = Duration.ofNanos(System.nanoTime() - started).plus(takenOver);
    store.finish(
        id,
        outcome.metrics(),
        verdicts,
        provenance.ended(files.hashes(), took, Origin.peakMemory()));
    store.checkpoints(id).delete();
  }

  /**
   * Holds that {@link Experiment#dataSets} names what was read: {@link Prerequisites} go by it.
   *
   * @throws IllegalStateException if a file was read of a data set that is not named
   */
  static void requireDeclared(Experiment experiment, Set<String> read) {
    Set<String> unknown = new TreeSet<>(read);
    DataSet.files(experiment.dataSets()).forEach(file -> unknown.remove(file.name()));
    if (!unknown.isEmpty()) {
      throw new IllegalStateException(
          "experiment "
              + experiment.id()
              + " read files of data sets that it does not name in dataSets(): "
              + String.join(", ", unknown));
    }
  }

  private static Outcome run(Experiment experiment, RunContext context) {
    Parameters parameters = context.parameters();
    return parameters
        .precision()
        .during(() -> parameters.step().during(() -> experiment.run(context)));
  }

  /**
   * Judges what was measured. A run with settings of its own, or a quick one, judges nothing.
   *
   * @throws IllegalStateException if the outcome names a claim that the experiment does not have,
   *     or a judged run neither measures a claim nor leaves it out
   */
  static List<Verdict> judge(Experiment experiment, RunOptions options, Outcome outcome) {
    Set<String> claims = Claim.ids(experiment.claims());
    Set<String> measured = outcome.measurements().keySet();
    require(experiment, "measured for claims that it does not have", without(measured, claims));
    require(
        experiment, "leaves claims out that it does not have", without(outcome.leftOut(), claims));
    boolean judged =
        !options.quick() && options.parameters().matchesDefaults(experiment.defaults());
    if (judged) {
      require(
          experiment,
          "measured nothing for claims of its own",
          without(without(claims, measured), outcome.leftOut()));
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (Claim claim : experiment.claims()) {
      Double number = outcome.measurements().get(claim.id());
      if (number == null) {
        verdicts.add(claim.notRun());
      } else if (judged) {
        verdicts.add(claim.judge(number));
      } else {
        OptionalDouble finite =
            Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        verdicts.add(Verdict.notRun(claim, finite));
      }
    }
    return verdicts;
  }

  private static Set<String> without(Set<String> all, Set<String> removed) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(removed);
    return rest;
  }

  private static void require(Experiment experiment, String fault, Set<String> none) {
    if (!none.isEmpty()) {
      throw new IllegalStateException(
          "experiment " + experiment.id() + " " + fault + ": " + String.join(", ", none));
    }
  }

  private final class Context implements RunContext {
    private final RunId id;
    private final RunOptions options;
    private final DataHome files;
    private final Recorder recorder;
    private final Stop stop;

    Context(RunId id, RunOptions options, DataHome files, Recorder recorder, Stop stop) {
      this.id = id;
      this.options = options;
      this.files = files;
      this.recorder = recorder;
      this.stop = stop;
    }

    @Override
    public Parameters parameters() {
      return options.parameters();
    }

    @Override
    public boolean quick() {
      return options.quick();
    }

    @Override
    public DataHome data() {
      return files;
    }

    @Override
    public Callback recorder() {
      stop.check();
      return recorder;
    }

    @Override
    public void artifact(String name, byte[] content) {
      stop.check();
      store.files().write(id, name, content);
    }

    @Override
    public void figure(Figure figure) {
      stop.check();
      store.files().figure(id, figure);
    }

    @Override
    public void stopIfAsked() {
      stop.check();
    }
  }
}
