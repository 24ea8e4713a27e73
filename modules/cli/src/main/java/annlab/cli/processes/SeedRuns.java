package annlab.cli.processes;

import annlab.cli.options.RunSettings;
import annlab.cli.text.Output;
import annlab.lab.Experiment;
import annlab.lab.Parameters;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs an experiment once for each of several seeds, each in a process of its own and as many at a
 * time as there are cores; this process only waits.
 *
 * <p>A native crash or a lack of memory ends one seed and not the others. Each child computes with
 * one thread, so that a seed gives the same bits however many run beside it.
 */
public final class SeedRuns {
  private static final long POLL_MS = 300;

  /** How long a child may take to reach its next step and end by itself. */
  private static final long GRACE_SECONDS = 5;

  private final RunStore store;
  private final RunSettings options;
  private final Output output;
  private final Shutdown shutdown;
  private final Map<RunId, Process> children = new LinkedHashMap<>();

  public SeedRuns(RunStore store, RunSettings options, Output output, Shutdown shutdown) {
    this.store = store;
    this.options = options;
    this.output = output;
    this.shutdown = shutdown;
  }

  /**
   * Runs an experiment from several seeds.
   *
   * @param experiment the experiment
   * @param first the first seed
   * @param count how many: first, first + 1 and so on
   * @return the runs in the order of their seeds; those not started when a signal came are
   *     interrupted
   */
  public List<RunSummary> run(Experiment experiment, long first, int count) {
    Parameters parameters = options.plainOptionsFor(experiment).parameters();
    String group = RunId.draw(experiment.id(), java.time.Instant.now()).value();
    Map<RunId, Long> seeds = new LinkedHashMap<>();
    for (long seed = first; seed < first + count; seed++) {
      seeds.put(
          store.queue(experiment.id(), parameters.withSeed(seed), options.quick(), group), seed);
    }
    int most = Math.min(count, Runtime.getRuntime().availableProcessors());
    output.note(
        experiment.section()
            + "  "
            + experiment.id()
            + ": seeds "
            + first
            + " to "
            + (first + count - 1)
            + ", "
            + most
            + " at a time");
    try {
      follow(experiment, seeds, most);
    } finally {
      endAll(seeds.keySet());
    }
    return store.group(group);
  }

  private void follow(Experiment experiment, Map<RunId, Long> seeds, int most) {
    Deque<RunId> waiting = new ArrayDeque<>(seeds.keySet());
    int ended = 0;
    while (!shutdown.signalled() && (!waiting.isEmpty() || !children.isEmpty())) {
      while (children.size() < most && !waiting.isEmpty()) {
        RunId id = waiting.removeFirst();
        children.put(id, start(experiment, id, seeds.getOrDefault(id, 0L)));
      }
      pause();
      for (RunId id : List.copyOf(children.keySet())) {
        Process child = children.get(id);
        if (child != null && !child.isAlive()) {
          children.remove(id);
          ended++;
          note(id, child.exitValue(), ended, seeds.size());
        }
      }
    }
  }

  private void note(RunId id, int code, int ended, int all) {
    // Ends nothing that ended itself: the store takes an end only once.
    store.fail(id, "the process ended with code " + code + "; its words are in " + log(id));
    RunSummary run = store.find(id).orElseThrow().summary();
    output.note(
        "  seed "
            + run.parameters().seed()
            + " "
            + run.status().label()
            + run.error().map(error -> " (" + error + ")").orElse("")
            + ", "
            + ended
            + " of "
            + all);
  }

  private Process start(Experiment experiment, RunId id, long seed) {
    List<String> words = new ArrayList<>(ThisProgram.words());
    words.addAll(List.of("run", experiment.id(), "--queued", id.value()));
    words.addAll(List.of("--seed", Long.toString(seed)));
    words.addAll(options.words());
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("ANNLAB_HOME", store.home().toString());
    try {
      Files.createDirectories(log(id).getParent());
      builder.redirectErrorStream(true).redirectOutput(log(id).toFile());
      Process child = builder.start();
      child.getOutputStream().close();
      return child;
    } catch (IOException e) {
      throw new IllegalStateException("cannot start a process for seed " + seed, e);
    }
  }

  private Path log(RunId id) {
    return store.home().resolve("logs").resolve(id + ".log");
  }

  /** After a signal or an error: no child outlives this process. */
  private void endAll(Iterable<RunId> runs) {
    children.values().forEach(Process::destroy);
    for (Process child : children.values()) {
      try {
        if (!child.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
          child.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        child.destroyForcibly();
      }
    }
    for (RunId id : runs) {
      if (store.find(id).filter(run -> run.status() == RunStatus.QUEUED).isPresent()) {
        store.requestStop(id);
      }
    }
    children.clear();
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
