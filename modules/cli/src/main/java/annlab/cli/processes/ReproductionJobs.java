package annlab.cli.processes;

import annlab.cli.options.RunSettings;
import annlab.lab.Experiment;
import annlab.lab.Parameters;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.store.RunStore;
import annlab.networks.Epoch;
import annlab.sweep.engines.Engine;
import annlab.sweep.trials.TrialEnd;
import annlab.sweep.trials.TrialOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs experiments side by side on an engine; this process only hands out runs and waits.
 *
 * <p>A run that fails, or whose process dies, takes no other one with it. A run that was stopped by
 * hand lets those under way end and begins no other.
 */
final class ReproductionJobs {
  private static final long POLL_MS = 300;

  private final RunStore store;
  private final RunSettings options;
  private final Shutdown shutdown;
  private final ReproductionProgress progress;
  private final Engine engine;
  private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
  private final Deque<Experiment> waiting = new ArrayDeque<>();
  private final Map<String, RunId> runs = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private int underWay;

  /** What the engine says of an experiment: an epoch, or its end. */
  private record Said(
      Experiment experiment, RunId run, Optional<Epoch> epoch, Optional<TrialEnd> end) {}

  ReproductionJobs(
      RunStore store,
      RunSettings options,
      Shutdown shutdown,
      ReproductionProgress progress,
      Engine engine) {
    this.store = store;
    this.options = options;
    this.shutdown = shutdown;
    this.progress = progress;
    this.engine = engine;
  }

  /**
   * Runs experiments, the first of them first.
   *
   * @param experiments what to run
   * @return the runs that were begun, by the experiment's id
   * @throws PrerequisiteException if something is missing that the next experiment would miss too
   */
  Map<String, RunId> run(List<Experiment> experiments) {
    waiting.addAll(experiments);
    try {
      while (!shutdown.signalled() && (!waiting.isEmpty() || underWay > 0)) {
        while (underWay < engine.slots() && !waiting.isEmpty()) {
          begin(waiting.removeFirst());
        }
        Said next = said.poll(POLL_MS, TimeUnit.MILLISECONDS);
        if (next != null) {
          next.epoch().ifPresent(epoch -> epoch(next.experiment(), epoch));
          next.end().ifPresent(end -> ended(next, end));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      engine.close();
      for (RunId id : runs.values()) {
        if (store.status(id).filter(RunStatus.QUEUED::equals).isPresent()) {
          store.requestStop(id);
        }
      }
    }
    return runs;
  }

  /** What failed and why, one line each. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  private void begin(Experiment experiment) {
    Parameters parameters = options.plainOptionsFor(experiment).parameters();
    RunId id = store.queue(experiment.id(), parameters, options.quick());
    runs.put(experiment.id(), id);
    underWay++;
    progress.begin(experiment);
    engine.start(
        TrialOrder.of(id, experiment, parameters, options.quick()),
        epoch -> said.add(new Said(experiment, id, Optional.of(epoch), Optional.empty())),
        end -> said.add(new Said(experiment, id, Optional.empty(), Optional.of(end))));
  }

  private void epoch(Experiment experiment, Epoch epoch) {
    int all = options.plainOptionsFor(experiment).parameters().epochs();
    int number = epoch.number() + 1;
    progress.epoch(experiment.id(), number <= all ? number + "/" + all : Integer.toString(number));
  }

  private void ended(Said of, TrialEnd end) {
    underWay--;
    switch (end.kind()) {
      case FINISHED -> progress.end(store.find(of.run()).orElseThrow());
      case INTERRUPTED -> {
        progress.end(store.find(of.run()).orElseThrow());
        waiting.clear();
      }
      case FAILED -> failed(of, end.reason());
      case MISSING -> {
        progress.end(store.find(of.run()).orElseThrow());
        throw new PrerequisiteException(end.reason());
      }
      case LOST, KILLED -> {
        // Ends nothing that ended itself: the store takes an end only once.
        store.fail(of.run(), end.reason());
        Run run = store.find(of.run()).orElseThrow();
        if (run.status() == RunStatus.INTERRUPTED) {
          progress.end(run);
          waiting.clear();
        } else {
          failed(of, end.reason());
        }
      }
    }
  }

  private void failed(Said of, String why) {
    failures.add(of.experiment().id() + " failed: " + why);
    progress.end(store.find(of.run()).orElseThrow());
  }
}
