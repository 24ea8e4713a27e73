package annlab.sweep;

import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.store.RunStore;
import annlab.networks.Epoch;
import annlab.sweep.engines.Engine;
import annlab.sweep.policies.Board;
import annlab.sweep.policies.Policy;
import annlab.sweep.specification.Objective;
import annlab.sweep.specification.SweepSpec;
import annlab.sweep.specification.Trial;
import annlab.sweep.trials.FitExperiment;
import annlab.sweep.trials.TrialEnd;
import annlab.sweep.trials.TrialOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs the trials of a sweep on an engine, as its policy says. Each trial is a run of the sweep's
 * group; what the store has of them is all that a resumed sweep goes by.
 */
public final class SweepRunner {
  private static final long POLL_MS = 300;

  private final RunStore store;
  private final Sweeps sweeps;
  private final Engine engine;
  private final SweepListener listener;
  private final BooleanSupplier signalled;
  private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();

  private Sweep sweep;
  private final SweepSpec spec;

  // of the stage under way
  private List<Trial> trials = List.of();
  private List<RunId> runs = List.of();
  private Board board = new Board(0);
  private final Set<Integer> asked = new HashSet<>();

  /** What the engine says of a trial: an epoch, or its end. */
  private record Said(int trial, Optional<Epoch> epoch, Optional<TrialEnd> end) {}

  /**
   * A runner of a sweep.
   *
   * @param store the run store
   * @param sweep the sweep, as {@link #create} or a home gives it
   * @param spec its specification
   * @param engine where trials run
   * @param listener told how it goes
   * @param signalled whether the process is to end
   */
  public SweepRunner(
      RunStore store,
      Sweep sweep,
      SweepSpec spec,
      Engine engine,
      SweepListener listener,
      BooleanSupplier signalled) {
    this.store = store;
    this.sweeps = new Sweeps(store.home());
    this.sweep = sweep;
    this.spec = spec;
    this.engine = engine;
    this.listener = listener;
    this.signalled = signalled;
  }

  /**
   * Puts a new sweep into a home.
   *
   * @param home the home
   * @param spec what it tries; all of its first trials are checked
   * @param master the cluster that it runs on; empty for processes of this machine
   * @return the sweep, in which nothing has begun
   * @throws IllegalArgumentException if one of the trials is no valid specification
   */
  public static Sweep create(Path home, SweepSpec spec, Optional<String> master) {
    List<Trial> first = spec.trials(0, Optional.empty());
    Sweeps sweeps = new Sweeps(home);
    Sweep sweep =
        new Sweep(
            sweeps.draw(),
            spec.title(),
            Instant.now(),
            spec.document(),
            spec.folder(),
            master,
            Optional.empty(),
            first.get(0).experiment().fingerprint(),
            spec.objective(),
            first.stream().map(trial -> Sweep.Member.of(trial, 0)).toList(),
            Optional.empty());
    sweeps.save(sweep);
    return sweep;
  }

  /**
   * Checks that a sweep can go on in this process.
   *
   * @param store the run store
   * @param sweep the sweep
   * @param fingerprint of this code
   * @throws IllegalArgumentException if it is under way elsewhere, or was begun by other code
   */
  public static void requireResumable(RunStore store, Sweep sweep, Optional<String> fingerprint) {
    if (sweep.fingerprint().isPresent() && !sweep.fingerprint().equals(fingerprint)) {
      throw new IllegalArgumentException(
          "sweep "
              + sweep.id()
              + " was begun by other code (SHA-256 of the sources "
              + sweep.fingerprint().get()
              + ", this is "
              + fingerprint.orElse("unknown")
              + "); check that code out to resume it, or start a new one");
    }
    if (store.group(sweep.id()).stream().anyMatch(run -> !run.status().hasEnded())) {
      throw new IllegalArgumentException(
          "sweep " + sweep.id() + " is under way in another process; wait for it, or end that one");
    }
  }

  /**
   * Runs what is not done yet.
   *
   * @return what has come of it
   * @throws IllegalArgumentException if no trial has the metric that they are to be compared by
   * @throws PrerequisiteException if something is missing that every trial would miss
   */
  public SweepResult run() {
    sweep = sweep.withEnd(Optional.empty());
    sweeps.save(sweep);
    String end = RunStatus.INTERRUPTED.label();
    try {
      List<Trial> every = new ArrayList<>();
      Optional<Trial> best = Optional.empty();
      boolean complete = true;
      for (int stage = 0; stage < spec.stages() && complete; stage++) {
        enter(stage, best);
        complete = work(spec.policy(stage));
        every.addAll(trials);
        best = best(every).or(() -> Optional.of(every.get(0)));
      }
      if (complete) {
        end = failures().isEmpty() ? RunStatus.FINISHED.label() : RunStatus.FAILED.label();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      engine.close();
      for (RunSummary run : store.group(sweep.id())) {
        if (!run.status().hasEnded()) {
          store.interrupt(run.id());
        }
      }
      sweep = sweep.withEngine(sweep.master(), Optional.empty()).withEnd(Optional.of(end));
      sweeps.save(sweep);
    }
    return SweepResult.of(sweep, store);
  }

  /**
   * What failed through no fault of its settings.
   *
   * @return one line each
   */
  public List<String> failures() {
    return store.group(sweep.id()).stream()
        .filter(run -> run.status() == RunStatus.FAILED)
        .filter(run -> !run.tags().contains(SweepResult.DIVERGED))
        .map(run -> "run " + run.id() + " failed: " + run.error().orElse("no reason is known"))
        .toList();
  }

  private void enter(int stage, Optional<Trial> best) {
    trials = spec.trials(stage, best);
    int offset = (int) sweep.trials().stream().filter(trial -> trial.stage() < stage).count();
    List<Sweep.Member> members = new ArrayList<>(sweep.trials());
    if (members.size() == offset) {
      trials.forEach(trial -> members.add(Sweep.Member.of(trial, stage)));
      sweep = sweep.withTrials(members);
      sweeps.save(sweep);
    }
    List<RunId> there = store.group(sweep.id()).stream().map(RunSummary::id).toList();
    // What was queued before a process could say so: in the order of the trials that have no run
    // yet.
    Deque<RunId> unnamed = new ArrayDeque<>(there);
    members.forEach(member -> member.run().ifPresent(unnamed::remove));
    List<RunId> all = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      Sweep.Member member = members.get(offset + i);
      RunId id =
          member
              .run()
              .filter(there::contains)
              .orElseGet(
                  () ->
                      member.run().isEmpty() && !unnamed.isEmpty()
                          ? unnamed.remove()
                          : store.queue(
                              trial.experiment().id(),
                              trial.settings(),
                              trial.quick(),
                              sweep.id()));
      members.set(offset + i, member.withRun(id));
      all.add(id);
    }
    sweep = sweep.withTrials(members);
    sweeps.save(sweep);
    runs = List.copyOf(all);
    board = new Board(trials.size());
    asked.clear();
    long done = 0;
    for (int i = 0; i < runs.size(); i++) {
      done += take(i);
    }
    listener.stage(
        stage,
        trials,
        done,
        spec.policy(stage).epochs(trials.size(), trials.get(0).settings().epochs()));
  }

  /** Puts on the board what the store has of a trial: the number of its epochs. */
  private int take(int trial) {
    Run run = store.find(runs.get(trial)).orElseThrow();
    run.epochs().forEach(epoch -> record(trial, epoch));
    board.set(
        trial,
        switch (run.status()) {
          case FINISHED -> Board.State.FINISHED;
          case FAILED ->
              run.summary().tags().contains(SweepResult.DIVERGED)
                  ? Board.State.FAILED
                  : Board.State.IDLE;
          case INTERRUPTED ->
              run.summary().tags().contains(SweepResult.STOPPED)
                  ? Board.State.STOPPED
                  : Board.State.IDLE;
          case QUEUED, RUNNING -> Board.State.IDLE;
        });
    return run.epochs().size();
  }

  private void record(int trial, Epoch epoch) {
    objective(epoch)
        .ifPresent(
            known -> {
              Double value = epoch.logs().get(known.metric());
              board.record(
                  trial,
                  epoch.number(),
                  value == null ? Double.POSITIVE_INFINITY : known.cost(value));
            });
  }

  private Optional<Objective> objective(Epoch epoch) {
    if (sweep.objective().isEmpty()) {
      Objective.among(epoch.logs().keySet())
          .ifPresent(
              known -> {
                sweep = sweep.withObjective(known);
                sweeps.save(sweep);
              });
    }
    return sweep.objective();
  }

  /** Trains until the policy has nothing more; false if it was cut short. */
  private boolean work(Policy policy) throws InterruptedException {
    while (!signalled.getAsBoolean()) {
      while (board.count(Board.State.UNDER_WAY) < engine.slots()) {
        Optional<Policy.Step> step = policy.next(board);
        if (step.isEmpty()) {
          break;
        }
        begin(step.get());
      }
      retire(policy);
      if (board.count(Board.State.UNDER_WAY) == 0) {
        return board.count(Board.State.IDLE) == 0;
      }
      Said next = said.poll(POLL_MS, TimeUnit.MILLISECONDS);
      if (next != null) {
        next.epoch().ifPresent(epoch -> epoch(policy, next.trial(), epoch));
        next.end().ifPresent(end -> ended(policy, next.trial(), end));
      }
    }
    return false;
  }

  private void begin(Policy.Step step) {
    int trial = step.trial();
    RunId run = runs.get(trial);
    boolean begunBefore = store.status(run).filter(RunStatus.QUEUED::equals).isEmpty();
    Trial what = trials.get(trial);
    TrialOrder order =
        TrialOrder.of(run, what.experiment(), what.settings(), what.quick())
            .withPart(step.until(), begunBefore);
    if (what.experiment() instanceof FitExperiment) {
      order = order.withSpecification(what.request(), spec.folder());
    }
    board.set(trial, Board.State.UNDER_WAY);
    listener.begin(trial);
    engine.start(
        order,
        epoch -> said.add(new Said(trial, Optional.of(epoch), Optional.empty())),
        end -> said.add(new Said(trial, Optional.empty(), Optional.of(end))));
    engine
        .page()
        .filter(page -> !sweep.page().equals(Optional.of(page)))
        .ifPresent(
            page -> {
              sweep = sweep.withEngine(sweep.master(), Optional.of(page));
              sweeps.save(sweep);
            });
  }

  private void epoch(Policy policy, int trial, Epoch epoch) {
    if (policy.compares()) {
      requireMetric(epoch.logs().keySet());
    }
    record(trial, epoch);
    listener.epoch(trial, epoch);
  }

  private void requireMetric(Set<String> names) {
    sweep
        .objective()
        .map(Objective::metric)
        .filter(metric -> !names.contains(metric))
        .ifPresent(
            metric -> {
              throw new IllegalArgumentException(
                  "no trial has the metric '"
                      + metric
                      + "'; there are "
                      + String.join(", ", names.stream().sorted().toList()));
            });
  }

  private void ended(Policy policy, int trial, TrialEnd end) {
    RunId run = runs.get(trial);
    switch (end.kind()) {
      case FINISHED -> {
        take(trial);
        Run whole = store.find(run).orElseThrow();
        Set<String> names = new HashSet<>(whole.summary().metrics().keySet());
        whole.epochs().forEach(epoch -> names.addAll(epoch.logs().keySet()));
        if (!policy.compares()) {
          requireMetric(names);
        }
      }
      case INTERRUPTED -> interrupted(trial, run);
      case FAILED -> {
        board.set(trial, Board.State.FAILED);
        if (end.diverged()) {
          store.tag(run, SweepResult.DIVERGED);
        }
      }
      case MISSING -> {
        board.set(trial, Board.State.IDLE);
        throw new PrerequisiteException(end.reason());
      }
      case LOST, KILLED -> {
        store.fail(run, end.reason());
        board.set(trial, Board.State.FAILED);
      }
    }
    listener.end(trial, end);
  }

  private void interrupted(int trial, RunId run) {
    take(trial);
    if (asked.contains(trial)) {
      store.tag(run, SweepResult.STOPPED);
      board.set(trial, Board.State.STOPPED);
    } else if (store.find(run).orElseThrow().summary().stopRequested()) {
      board.set(trial, Board.State.STOPPED); // by hand: for this time, --resume goes on with it
    }
  }

  /** Ends what is to go no further. */
  private void retire(Policy policy) {
    for (int trial : policy.out(board)) {
      if (board.state(trial) == Board.State.UNDER_WAY) {
        if (asked.add(trial)) {
          engine.stop(runs.get(trial));
        }
      } else {
        store.tag(runs.get(trial), SweepResult.STOPPED);
        board.set(trial, Board.State.STOPPED);
      }
    }
  }

  /** The best of the trials so far, those of a stage that is to come aside. */
  private Optional<Trial> best(List<Trial> every) {
    SweepResult result = SweepResult.of(sweep, store);
    List<SweepResult.Row> rows = result.rows().subList(0, every.size());
    return result
        .objective()
        .flatMap(known -> SweepResult.best(rows, known))
        .map(row -> every.get(rows.indexOf(row)));
  }
}
