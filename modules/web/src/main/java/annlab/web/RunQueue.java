package annlab.web;

import annlab.lab.Experiments;
import annlab.lab.runner.Prerequisites;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Json;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.sweep.trials.FitExperiment;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs that pages asked for. Each trains in a process of its own, one at a time: two would slow
 * each other down and falsify each other's timings.
 *
 * <p>A child is {@code COMMAND run EXPERIMENT --queued RUN [--quick] [--seed N] [--epochs N]}: it
 * takes the queued run over in the store. One that goes on with a run is {@code COMMAND run
 * --resume RUN}. A child goes on when the site ends; a run that still waits then is interrupted.
 */
final class RunQueue implements AutoCloseable {
  private static final long POLL_MS = 200;

  private static final Logger LOG = LoggerFactory.getLogger(RunQueue.class);

  /** How long a run may take to reach its next step and end by itself. */
  private static final long GRACE_SECONDS = 10;

  private final RunStore store;
  private final Settings settings;
  private final List<String> command;
  private final Set<RunId> waiting = ConcurrentHashMap.newKeySet();
  private final Set<RunId> resuming = ConcurrentHashMap.newKeySet();
  private final Map<RunId, String> refused = new ConcurrentHashMap<>();
  private final Map<RunId, Process> children = new ConcurrentHashMap<>();
  private final ExecutorService trainer = daemon("run-queue");
  private final ExecutorService killer = daemon("run-stopper");

  RunQueue(SiteOptions options) {
    this.store = options.store();
    this.settings = options.settings();
    this.command = options.command();
  }

  /**
   * Puts a run at the end of the queue.
   *
   * @param request what to run
   * @return the run, status queued; empty if as many wait as may
   * @throws annlab.lab.settings.PrerequisiteException if it could not come to its end here
   */
  synchronized Optional<RunId> submit(RunRequest request) {
    if (waiting.size() >= settings.orders().waiting()) {
      return Optional.empty();
    }
    Prerequisites.require(settings, List.of(request.experiment()), request.quick());
    RunId id = store.queue(request.experiment().id(), request.parameters(), request.quick());
    waiting.add(id);
    trainer.execute(() -> train(id, request));
    return Optional.of(id);
  }

  /**
   * Whether a run can go on from where it was cut short, as an object of {@code state} and, if it
   * was tried in vain, {@code reason}.
   *
   * @param run the run
   * @return {@code possible}, {@code waiting} or {@code refused}; empty for a run that cannot
   */
  Optional<ObjectNode> resumption(RunSummary run) {
    if (!resumable(run)) {
      return Optional.empty();
    }
    if (resuming.contains(run.id())) {
      return Optional.of(Json.object().put("state", "waiting"));
    }
    String reason = refused.get(run.id());
    return Optional.of(
        reason == null
            ? Json.object().put("state", "possible")
            : Json.object().put("state", "refused").put("reason", reason));
  }

  /** A playground's training is made anew in a moment, and a trial's sweep goes on as a whole. */
  private static boolean resumable(RunSummary run) {
    boolean cutShort = run.status() == RunStatus.INTERRUPTED || run.status() == RunStatus.FAILED;
    boolean known =
        Experiments.all().stream().anyMatch(one -> one.id().equals(run.experiment()))
            || run.experiment().equals(FitExperiment.ID);
    return cutShort
        && known
        && !FitExperiment.isTrial(run)
        && !run.tags().contains(RunStore.IMPORTED);
  }

  /**
   * Goes on with a run that was cut short, behind those that wait.
   *
   * @param run the run
   * @throws IllegalArgumentException if it cannot go on; the message says why
   */
  synchronized void resume(RunSummary run) {
    if (!resumable(run)) {
      throw new IllegalArgumentException(
          "Run " + run.id() + " is " + run.status().label() + " and cannot be resumed.");
    }
    if (waiting.size() + resuming.size() >= settings.orders().waiting()) {
      throw new IllegalArgumentException(
          "As many runs wait already as may (runs-waiting = "
              + settings.orders().waiting()
              + " in annlab.conf); stop one or wait until one has ended.");
    }
    if (!resuming.add(run.id())) {
      return; // it waits already
    }
    refused.remove(run.id());
    trainer.execute(() -> resumeInChild(run));
  }

  private void resumeInChild(RunSummary run) {
    RunId id = run.id();
    try {
      Path log = log(id);
      Process child = start(log, List.of("run", "--resume", id.value()));
      children.put(id, child);
      // what it is now is said by the store as soon as the child has taken it over
      while (!child.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
        if (status(id) == RunStatus.RUNNING) {
          resuming.remove(id);
        }
      }
      boolean taken =
          store.find(id).filter(now -> now.summary().resumes() > run.resumes()).isPresent();
      if (!taken) {
        refused.put(id, "the process ended with code " + child.exitValue() + lastLine(log));
      }
    } catch (IOException e) {
      refused.put(id, "the process could not be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the site ends; the child goes on
    } catch (RuntimeException e) {
      LOG.warn("run {} could not be followed", id, e);
    } finally {
      resuming.remove(id);
      children.remove(id);
    }
  }

  /**
   * Stops a run: a queued one at once, a running one at its next step; a child that takes longer
   * than the grace time is ended.
   *
   * @param id the run
   * @return false if it had ended already
   */
  boolean stop(RunId id) {
    boolean stopping = store.requestStop(id);
    waiting.remove(id);
    Process child = children.get(id);
    if (stopping && child != null) {
      killer.execute(() -> end(child));
    }
    return stopping;
  }

  private static void end(Process child) {
    try {
      if (!child.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        child.destroy();
        if (!child.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
          child.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the site ends; the child was asked to stop
    }
  }

  private void train(RunId id, RunRequest request) {
    waiting.remove(id);
    try {
      if (status(id) != RunStatus.QUEUED) {
        return; // stopped while it waited
      }
      Path log = log(id);
      List<String> words =
          new ArrayList<>(List.of("run", request.experiment().id(), "--queued", id.value()));
      words.addAll(request.options());
      Process child = start(log, words);
      children.put(id, child);
      boolean late = !child.waitFor(request.timeout().toSeconds(), TimeUnit.SECONDS);
      if (late) {
        store.fail(
            id, "stopped after " + request.timeout().toSeconds() + " s, the time it was given");
        // The child's stop finds its run ended, and the queue goes on.
        child.destroy();
        end(child);
      }
      int code = child.waitFor();
      // Ends nothing that ended itself: the store takes an end only once.
      store.fail(id, "the process ended with code " + code + lastLine(log));
    } catch (IOException e) {
      store.fail(id, "the process could not be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the site ends; the child goes on
    } catch (RuntimeException e) {
      LOG.warn("run {} could not be followed", id, e);
    } finally {
      children.remove(id);
    }
  }

  private RunStatus status(RunId id) {
    return store.status(id).orElse(RunStatus.INTERRUPTED);
  }

  private Path log(RunId id) throws IOException {
    return Files.createDirectories(store.home().resolve("logs")).resolve(id + ".log");
  }

  private Process start(Path log, List<String> words) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("ANNLAB_HOME", store.home().toString());
    builder
        .environment()
        .put(
            "ANNLAB_DATA",
            settings.dataFolders().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
    return builder.start();
  }

  /** The last thing that the child said, or nothing. */
  private static String lastLine(Path log) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1).strip();
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    trainer.shutdownNow();
    killer.shutdownNow();
    for (RunSummary run : store.summaries()) {
      if (run.status() == RunStatus.QUEUED && !children.containsKey(run.id())) {
        store.requestStop(run.id());
      }
    }
  }

  private static ExecutorService daemon(String name) {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
