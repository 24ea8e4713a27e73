package annlab.sweep.trials;

import annlab.lab.runner.Runner;
import annlab.lab.settings.Json;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process that trains one trial after the other: reads requests, one JSON object per line, and
 * answers each with objects of the same {@code id}.
 *
 * <pre>{@code
 * {"id": 1, "do": "hello"}      -> {"id": 1, "answer": {}}
 * {"id": 2, "do": "trial", ...} -> {"id": 2, "epoch": {...}} ..., {"id": 2, "answer": {"end": ...}}
 * }</pre>
 *
 * It ends with its input, and interrupts what is under way then: whoever hands out trials is gone.
 */
public final class TrialWorker {
  /** What a worker is asked first: whether it can train at all. */
  public static final String HELLO = "hello";

  /**
   * Nanoseconds of a trial after which its garbage is collected: its data sets lie outside the
   * heap, and the collector, which sees none of that, would keep those of many trials.
   */
  private static final long LONG = TimeUnit.SECONDS.toNanos(2);

  private final PrintWriter out;
  private final Runnable ready;
  private final Runnable orphaned;
  private final TrialRun trials;

  /** Empty at the end of the input. */
  private final BlockingQueue<Optional<JsonNode>> requests = new LinkedBlockingQueue<>();

  private volatile boolean underWay;

  /**
   * A worker.
   *
   * @param store where the runs are
   * @param settings where data are
   * @param out where it answers
   * @param ready makes sure that this process can train, or throws
   * @param orphaned ends the process, when the input has ended while a trial is under way
   */
  public TrialWorker(
      RunStore store, Settings settings, PrintWriter out, Runnable ready, Runnable orphaned) {
    this.out = out;
    this.ready = ready;
    this.orphaned = orphaned;
    this.trials = new TrialRun(store, new Runner(store, settings));
  }

  /**
   * Trains until the input ends.
   *
   * @param in requests, one per line
   * @throws InterruptedException if this thread is interrupted
   */
  public void serve(BufferedReader in) throws InterruptedException {
    Thread reader = new Thread(() -> read(in), "annlab-input");
    reader.setDaemon(true);
    reader.start();
    for (Optional<JsonNode> next = requests.take(); next.isPresent(); next = requests.take()) {
      underWay = true;
      long start = System.nanoTime();
      answer(next.get());
      underWay = false;
      if (System.nanoTime() - start > LONG) {
        System.gc();
      }
    }
  }

  private void read(BufferedReader in) {
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        requests.add(Optional.of(Json.parse(line)));
      }
    } catch (IOException e) {
      // as good as the end of the input
    }
    requests.add(Optional.empty());
    if (underWay) {
      orphaned.run();
    }
  }

  private void answer(JsonNode request) {
    long id = request.path("id").asLong();
    ObjectNode answer = Json.object().put("id", id);
    try {
      if (request.path("do").asText().equals(HELLO)) {
        ready.run();
        answer.putObject("answer");
      } else {
        TrialEnd end =
            trials.run(
                TrialOrder.of(request),
                epoch -> {
                  ObjectNode said = Json.object().put("id", id);
                  said.set("epoch", epoch.json());
                  send(said);
                });
        answer.set("answer", end.json());
      }
    } catch (RuntimeException | LinkageError e) {
      answer.put("error", annlab.lab.settings.FailureReason.of(e));
      answer.put("clientError", e instanceof IllegalArgumentException);
    }
    send(answer);
  }

  private synchronized void send(ObjectNode message) {
    out.println(Json.line(message));
    out.flush();
  }
}
