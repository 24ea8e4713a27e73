package annlab.web;

import annlab.lab.Json;
import annlab.lab.Run;
import annlab.lab.RunId;
import annlab.lab.RunStatus;
import annlab.lab.RunStore;
import annlab.networks.Epoch;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs as streams of server-sent events: {@code epoch}, whose id is the epoch's number, so that a
 * client which comes back with {@code Last-Event-ID} misses none; {@code status} when that changes;
 * {@code end} behind the last epoch.
 *
 * <p>The run trains in another process, so the store is asked again and again.
 */
final class RunEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunEvents.class);
  private static final long POLL_MS = 250;

  /** A comment after so many quiet polls finds out whether the client is still there. */
  private static final int QUIET_POLLS = 40;

  /** A client that reads slowly holds a thread while it is written to. */
  private static final int THREADS = 4;

  private final RunStore store;
  private final ScheduledExecutorService pool =
      Executors.newScheduledThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "run-events");
            thread.setDaemon(true);
            return thread;
          });

  RunEvents(RunStore store) {
    this.store = store;
  }

  /**
   * Sends a run's events until it ends or the client goes.
   *
   * @param id the run
   * @param client the client
   */
  void stream(RunId id, SseClient client) {
    client.keepAlive();
    Stream stream = new Stream(id, client, lastSeen(client.ctx()));
    ScheduledFuture<?> turns =
        pool.scheduleWithFixedDelay(stream, 0, POLL_MS, TimeUnit.MILLISECONDS);
    client.onClose(() -> turns.cancel(false));
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
    pool.shutdownNow();
  }

  private final class Stream implements Runnable {
    private final RunId id;
    private final SseClient client;
    private int last;
    private @Nullable RunStatus status;
    private int quiet;

    Stream(RunId id, SseClient client, int last) {
      this.id = id;
      this.client = client;
      this.last = last;
    }

    @Override
    public void run() {
      try {
        poll();
      } catch (RuntimeException e) {
        // The client comes back by itself and says what it has.
        LOG.warn("the events of run {} broke off", id, e);
        client.close();
      }
    }

    private void poll() {
      if (client.terminated()) {
        return;
      }
      // The status is read before the epochs: none can follow those that are read after an end.
      RunStatus now = store.find(id).map(Run::status).orElse(RunStatus.INTERRUPTED);
      quiet++;
      if (now != status) {
        status = now;
        send("status", Json.object().put("status", now.label()), null);
      }
      for (Epoch epoch : store.epochsAfter(id, last)) {
        last = epoch.number();
        send("epoch", json(epoch), Integer.toString(last));
      }
      if (now != RunStatus.QUEUED && now != RunStatus.RUNNING) {
        send("end", Json.object().put("status", now.label()), null);
        client.close();
      } else if (quiet >= QUIET_POLLS && !client.terminated()) {
        quiet = 0;
        client.sendComment("still here");
      }
    }

    private void send(String event, ObjectNode data, @Nullable String eventId) {
      quiet = 0;
      if (!client.terminated()) {
        client.sendEvent(event, Json.line(data), eventId);
      }
    }

    private static ObjectNode json(Epoch epoch) {
      ObjectNode object = Json.object().put("epoch", epoch.number());
      ObjectNode logs = object.putObject("logs");
      epoch
          .logs()
          .forEach(
              (name, value) -> {
                if (Double.isFinite(value)) {
                  logs.put(name, value);
                }
              });
      return object;
    }
  }
}
