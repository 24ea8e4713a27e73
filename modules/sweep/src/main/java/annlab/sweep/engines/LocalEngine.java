package annlab.sweep.engines;

import annlab.lab.runs.RunId;
import annlab.lab.settings.Json;
import annlab.lab.store.RunStore;
import annlab.lab.workers.WorkerEndedException;
import annlab.lab.workers.WorkerProcess;
import annlab.networks.Epoch;
import annlab.sweep.trials.TrialEnd;
import annlab.sweep.trials.TrialOrder;
import annlab.sweep.trials.TrialWorker;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Processes of this machine, each a {@link TrialWorker} that stays warm and writes the run store
 * itself: starting one takes longer than most trials.
 */
public final class LocalEngine implements Engine {
  /** No trial is cut short by it. */
  private static final Duration FOREVER = Duration.ofDays(3650);

  /** How long a process may take to load what trains. */
  private static final Duration START = Duration.ofMinutes(5);

  /** How long a trial may take to reach its next step and end by itself. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final RunStore store;
  private final List<String> command;
  private final String name;
  private final int slots;
  private final Deque<WorkerProcess> free = new ArrayDeque<>();
  private final List<WorkerProcess> all = new ArrayList<>();
  private int started;

  /**
   * Processes that are not started yet.
   *
   * @param store where the runs are
   * @param command the words that start a {@link TrialWorker}
   * @param name what their logs are called
   * @param slots how many there are at most
   */
  public LocalEngine(RunStore store, List<String> command, String name, int slots) {
    this.store = store;
    this.command = List.copyOf(command);
    this.name = name;
    this.slots = slots;
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public void start(TrialOrder order, Consumer<Epoch> epochs, Consumer<TrialEnd> end) {
    WorkerProcess worker = worker();
    Consumer<ObjectNode> between = said -> epochs.accept(Epoch.of(said.path("epoch")));
    var unused =
        greeted(worker)
            .thenCompose(hello -> worker.ask(order.json(), FOREVER, between))
            .handle((answer, fault) -> ending(answer, fault))
            .thenAccept(
                how -> {
                  giveBack(worker, how);
                  end.accept(how);
                });
  }

  private static TrialEnd ending(
      @org.jspecify.annotations.Nullable ObjectNode answer,
      @org.jspecify.annotations.Nullable Throwable fault) {
    if (answer != null) {
      return TrialEnd.of(answer);
    }
    Throwable cause =
        fault instanceof CompletionException e && e.getCause() != null ? e.getCause() : fault;
    String reason = String.valueOf(cause == null ? "" : cause.getMessage());
    if (cause instanceof WorkerEndedException ended) {
      TrialEnd.Kind kind = ended.killed() ? TrialEnd.Kind.KILLED : TrialEnd.Kind.LOST;
      return new TrialEnd(
          kind,
          "the process ended with code " + ended.code() + "; its words are in " + ended.log(),
          false);
    }
    return new TrialEnd(TrialEnd.Kind.MISSING, reason, false);
  }

  /** Whether it can train at all: asked again of each process, which may be a new one. */
  private static CompletableFuture<ObjectNode> greeted(WorkerProcess worker) {
    return worker.ask(Json.object().put("do", TrialWorker.HELLO), START, said -> {});
  }

  private synchronized WorkerProcess worker() {
    WorkerProcess worker = free.pollFirst();
    if (worker == null) {
      Path log =
          store
              .home()
              .resolve("logs")
              .resolve(name + "-" + ProcessHandle.current().pid() + "-" + ++started + ".log");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("ANNLAB_HOME", store.home().toString());
      worker = new WorkerProcess(builder, log);
      all.add(worker);
    }
    return worker;
  }

  /** After a trial that failed a process is not used any more. */
  private synchronized void giveBack(WorkerProcess worker, TrialEnd how) {
    if (how.kind() == TrialEnd.Kind.FAILED && !how.diverged()) {
      all.remove(worker);
      new Thread(() -> worker.end(GRACE), "annlab-worker-end").start();
    } else {
      free.addFirst(worker);
    }
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
    List<WorkerProcess> last;
    synchronized (this) {
      last = List.copyOf(all);
    }
    List<Thread> ends = new ArrayList<>();
    for (WorkerProcess worker : last) {
      Thread end = new Thread(() -> worker.end(GRACE), "annlab-worker-end");
      end.start();
      ends.add(end);
    }
    for (Thread end : ends) {
      try {
        end.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
