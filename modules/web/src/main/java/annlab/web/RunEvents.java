package annlab.web;

import annlab.lab.runs.EpochProgress;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.Json;
import annlab.lab.store.RunStore;
import annlab.networks.Epoch;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs as streams of server-sent events: {@code epoch}, whose id is the epoch's number, so that a
 * client which comes back with {@code Last-Event-ID} misses none; {@code step} while an epoch
 * lasts; {@code status} when that changes; {@code end} behind the last epoch.
 *
 * <p>The run trains in another process, so the store is asked again and again: once for all clients
 * of a run. What a run has for a client is written by a thread of the client's, so that one who
 * does not read keeps nobody waiting.
 */
final class RunEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunEvents.class);
  private static final long POLL_MS = 250;

  /** A comment after so many quiet polls finds out whether the client is still there. */
  private static final int QUIET_POLLS = 40;

  private final RunStore store;
  private final ScheduledExecutorService poller =
      Executors.newSingleThreadScheduledExecutor(daemon("run-events"));
  private final ExecutorService writers =
      Executors.newCachedThreadPool(daemon("run-events-client"));

  private final ScheduledFuture<?> turns;

  // guarded by this
  private final Map<RunId, Feed> feeds = new HashMap<>();

  RunEvents(RunStore store) {
    this.store = store;
    this.turns = poller.scheduleWithFixedDelay(this::poll, POLL_MS, POLL_MS, TimeUnit.MILLISECONDS);
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Sends a run's events until it ends or the client goes.
   *
   * @param id the run
   * @param client the client
   */
  void stream(RunId id, SseClient client) {
    client.keepAlive();
    Listener listener = new Listener(client, lastSeen(client.ctx()));
    synchronized (this) {
      feeds.computeIfAbsent(id, key -> new Feed()).newcomers.add(listener);
    }
    // What there is already need not wait for the next turn.
    poller.execute(this::poll);
  }

  /** The last epoch that the client has: what it says on coming back, or what its page asks for. */
  private static int lastSeen(Context request) {
    String header = request.header("Last-Event-ID");
    String text = header != null ? header : request.queryParam("after");
    try {
      return text == null ? -1 : Math.max(-1, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return -1; // all of them: too many do no harm, one too few would
    }
  }

  @Override
  public void close() {
    turns.cancel(false);
    poller.shutdownNow();
    writers.shutdownNow();
  }

  /** One turn: what each run has that is new, to all who follow it. Runs in the poller only. */
  private void poll() {
    Map<RunId, Feed> now;
    synchronized (this) {
      feeds.values().removeIf(Feed::isDeserted);
      now = new HashMap<>(feeds);
    }
    now.forEach(
        (id, feed) -> {
          try {
            poll(id, feed);
          } catch (RuntimeException e) {
            // The clients come back by themselves and say what they have.
            LOG.warn("the events of run {} broke off", id, e);
            remove(id, feed);
            feed.listeners.forEach(Listener::close);
          }
        });
  }

  private void poll(RunId id, Feed feed) {
    synchronized (this) {
      feed.listeners.removeIf(listener -> listener.client.terminated());
      feed.arrived.addAll(feed.newcomers);
      feed.newcomers.clear();
    }
    // The status is read before the epochs: none can follow those that are read after an end.
    RunStatus status = store.status(id).orElse(RunStatus.INTERRUPTED);
    boolean changed = status != feed.status;
    feed.status = status;
    List<Epoch> epochs = store.epochsAfter(id, feed.last);
    if (!epochs.isEmpty()) {
      feed.last = epochs.get(epochs.size() - 1).number();
    }
    Optional<EpochProgress> progress =
        status == RunStatus.RUNNING ? store.progress(id, feed.last + 1) : Optional.empty();
    Optional<EpochProgress> news = progress.filter(now -> !progress.equals(feed.progress));
    feed.progress = progress;
    feed.listeners.forEach(listener -> listener.send(changed, status, epochs, news));
    for (Listener listener : feed.arrived) {
      listener.send(true, status, store.epochsAfter(id, listener.last), progress);
    }
    feed.listeners.addAll(feed.arrived);
    feed.arrived.clear();
    if (status.hasEnded()) {
      remove(id, feed);
      feed.listeners.forEach(listener -> listener.end(status));
    }
  }

  /** Who came in between is served by a new feed. */
  private synchronized void remove(RunId id, Feed feed) {
    feeds.remove(id);
    if (!feed.newcomers.isEmpty()) {
      Feed next = new Feed();
      next.newcomers.addAll(feed.newcomers);
      feed.newcomers.clear();
      feeds.put(id, next);
    }
  }

  /**
   * A run that somebody follows. Newcomers are guarded by the outer object, the rest is poller's.
   */
  private static final class Feed {
    private final List<Listener> newcomers = new ArrayList<>();
    private final List<Listener> arrived = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();
    private int last = -1;
    private @Nullable RunStatus status;
    private Optional<EpochProgress> progress = Optional.empty();

    boolean isDeserted() {
      return newcomers.isEmpty()
          && listeners.stream().allMatch(listener -> listener.client.terminated());
    }
  }

  /** One who follows a run, with what is still to be written to it. */
  private final class Listener implements Runnable {
    private final SseClient client;

    /** The poller's: what was handed to the queue, not what was written. */
    private int last;

    private int quiet;

    // guarded by waiting
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean writing;

    Listener(SseClient client, int last) {
      this.client = client;
      this.last = last;
    }

    void send(
        boolean changed, RunStatus status, List<Epoch> epochs, Optional<EpochProgress> progress) {
      quiet++;
      if (changed) {
        event("status", Json.object().put("status", status.label()), null);
      }
      for (Epoch epoch : epochs) {
        if (epoch.number() > last) {
          last = epoch.number();
          event("epoch", json(epoch), Integer.toString(last));
        }
      }
      // without an id: the browser keeps the epoch's
      progress.ifPresent(now -> event("step", now.json(), null));
      if (quiet >= QUIET_POLLS) {
        quiet = 0;
        later(() -> client.sendComment("still here"));
      }
    }

    void end(RunStatus status) {
      event("end", Json.object().put("status", status.label()), null);
      later(client::close);
    }

    void close() {
      later(client::close);
    }

    private void event(String name, ObjectNode data, @Nullable String eventId) {
      quiet = 0;
      String text = Json.line(data);
      later(() -> client.sendEvent(name, text, eventId));
    }

    private void later(Runnable write) {
      synchronized (waiting) {
        waiting.add(write);
        if (writing) {
          return;
        }
        writing = true;
      }
      writers.execute(this);
    }

    @Override
    public void run() {
      while (true) {
        List<Runnable> turn;
        synchronized (waiting) {
          if (waiting.isEmpty() || client.terminated()) {
            writing = false;
            return;
          }
          turn = List.copyOf(waiting);
          waiting.clear();
        }
        for (Runnable write : turn) {
          if (!client.terminated()) {
            write.run();
          }
        }
      }
    }

    private static ObjectNode json(Epoch epoch) {
      ObjectNode object = Json.object().put("epoch", epoch.number());
      object.set("logs", Json.numbers(epoch.logs()));
      return object.put("steps", epoch.steps()).put("seconds", epoch.seconds());
    }
  }
}
