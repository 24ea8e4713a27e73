package annlab.cli.processes;

import annlab.cli.options.RunSettings;
import annlab.cli.text.ExitCode;
import annlab.lab.Experiment;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.store.RunStore;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs experiments in processes side by side; this process only hands out runs and waits.
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
  private final BlockingQueue<ExperimentProcess.Event> events = new LinkedBlockingQueue<>();
  private final List<ExperimentProcess> processes = new ArrayList<>();
  private final Deque<Experiment> waiting = new ArrayDeque<>();
  private final Map<String, RunId> runs = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private int started;

  ReproductionJobs(
      RunStore store, RunSettings options, Shutdown shutdown, ReproductionProgress progress) {
    this.store = store;
    this.options = options;
    this.shutdown = shutdown;
    this.progress = progress;
  }

  /**
   * Runs experiments, the first of them first.
   *
   * @param experiments what to run
   * @param jobs how many at a time
   * @return the runs that were begun, by the experiment's id
   * @throws PrerequisiteException if something is missing that the next experiment would miss too
   */
  Map<String, RunId> run(List<Experiment> experiments, int jobs) {
    waiting.addAll(experiments);
    try {
      while (!shutdown.signalled() && (!waiting.isEmpty() || underWay())) {
        long wanted = Math.min(jobs, waiting.size() + busy());
        while (processes.size() < wanted) {
          processes.add(start());
        }
        ExperimentProcess.Event event = events.poll(POLL_MS, TimeUnit.MILLISECONDS);
        if (event != null) {
          handle(event);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      endAll();
    }
    return runs;
  }

  /** What failed and why, a line each. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  private boolean underWay() {
    return busy() > 0;
  }

  private long busy() {
    return processes.stream().filter(each -> each.job().isPresent()).count();
  }

  private ExperimentProcess start() {
    Path log =
        store
            .home()
            .resolve("logs")
            .resolve("reproduce-" + ProcessHandle.current().pid() + "-" + ++started + ".log");
    return ExperimentProcess.start(options.wordsWithSeed(), store.home(), log, events::add);
  }

  private void handle(ExperimentProcess.Event event) {
    ExperimentProcess from = event.from();
    switch (event.word()) {
      case ExperimentProcess.READY -> {
        from.setReady();
        next(from);
      }
      case ExperimentProcess.EPOCH ->
          from.job().ifPresent(job -> progress.epoch(job.experiment(), event.text()));
      case ExperimentProcess.ENDED -> {
        from.job().ifPresent(this::ended);
        from.done();
        next(from);
      }
      case ExperimentProcess.FAILED -> {
        from.job().ifPresent(job -> failed(job, event.text()));
        from.done();
      }
      case ExperimentProcess.MISSING -> {
        from.job().ifPresent(this::ended);
        from.done();
        throw new PrerequisiteException(event.text());
      }
      case ExperimentProcess.GONE -> gone(from, event.text());
      default -> throw new IllegalStateException("a process for experiments said " + event.word());
    }
  }

  private void next(ExperimentProcess process) {
    Experiment experiment = waiting.poll();
    if (experiment == null) {
      process.end();
      return;
    }
    RunId id =
        store.queue(
            experiment.id(), options.plainOptionsFor(experiment).parameters(), options.quick());
    runs.put(experiment.id(), id);
    progress.begin(experiment);
    process.give(new ExperimentProcess.Job(experiment.id(), id));
  }

  private void ended(ExperimentProcess.Job job) {
    Run run = store.find(job.run()).orElseThrow();
    progress.end(run);
    if (run.status() == RunStatus.INTERRUPTED) {
      waiting.clear();
    }
  }

  private void failed(ExperimentProcess.Job job, String why) {
    failures.add(job.experiment() + " failed: " + why);
    progress.end(store.find(job.run()).orElseThrow());
  }

  private void gone(ExperimentProcess process, String code) {
    processes.remove(process);
    String why = "the process ended with code " + code + "; its words are in " + process.log();
    if (!process.ready()) {
      throw new IllegalStateException("no experiment can be run: " + why);
    }
    if (process.job().isPresent()) {
      ExperimentProcess.Job job = process.job().get();
      // Ends nothing that ended itself: the store takes an end only once.
      store.fail(job.run(), why);
      process.done();
      if (code.equals(Integer.toString(ExitCode.INTERRUPTED))) {
        ended(job);
      } else {
        failed(job, why);
      }
    }
  }

  /** After the last run, a signal or an error: no process outlives this one. */
  private void endAll() {
    processes.forEach(ExperimentProcess::end);
    processes.forEach(ExperimentProcess::awaitEnd);
    for (RunId id : runs.values()) {
      if (store.status(id).filter(RunStatus.QUEUED::equals).isPresent()) {
        store.requestStop(id);
      }
    }
  }
}
