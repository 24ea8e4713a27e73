package annlab.web;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.sse.SseClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The frames of a training under way, for any number of clients. A frame's event id is its place,
 * so that a client which comes back with {@code Last-Event-ID} misses none; {@code end} follows the
 * last. Each client is served by a thread of its own.
 */
final class FilmFeed {
  private static final long QUIET_MS = 10_000;

  // guarded by this
  private final List<String> frames = new ArrayList<>();
  private Optional<String> end = Optional.empty();

  synchronized void add(ObjectNode frame) {
    frames.add(Json.line(frame));
    notifyAll();
  }

  /** Ends the film; the first end counts. */
  synchronized void end(ObjectNode how) {
    if (end.isEmpty()) {
      end = Optional.of(Json.line(how));
      notifyAll();
    }
  }

  /**
   * Sends frames as they come, until the film ends or the client goes.
   *
   * @param client the client
   * @param seen the last frame that it has; -1 for none
   */
  void pump(SseClient client, int seen) {
    int next = Math.max(0, seen + 1);
    try {
      while (!client.terminated()) {
        List<String> news = await(next);
        for (String frame : news) {
          client.sendEvent("frame", frame, Integer.toString(next++));
        }
        Optional<String> over = endBehind(next);
        if (over.isPresent()) {
          client.sendEvent("end", over.get());
          client.close();
          return;
        }
        if (news.isEmpty()) {
          client.sendComment("still here");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the site ends
    }
  }

  private synchronized List<String> await(int next) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(QUIET_MS);
    long left = QUIET_MS;
    while (next >= frames.size() && end.isEmpty() && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    }
    return next < frames.size() ? List.copyOf(frames.subList(next, frames.size())) : List.of();
  }

  private synchronized Optional<String> endBehind(int next) {
    return next >= frames.size() ? end : Optional.empty();
  }
}
