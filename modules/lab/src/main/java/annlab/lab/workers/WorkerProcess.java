package annlab.lab.workers;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker in a process of its own: it reads requests, one JSON object per line, and answers each
 * with objects of the same {@code id}, the last of which has an {@code answer} or an {@code error}.
 * It is started when it is first wanted and stays; one that has ended is started again by the next
 * request, and one that does not answer in time is ended.
 */
public final class WorkerProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** How long a process may take to be gone once it has closed its output. */
  private static final long LAST_WAIT_SECONDS = 5;

  private static final int UNKNOWN = -1;

  private final ProcessBuilder builder;
  private final Path log;
  private final AtomicLong numbers = new AtomicLong();

  // guarded by this
  private Optional<Running> running = Optional.empty();
  private boolean closed;

  /** A request that awaits its answer. */
  private record Waiting(
      CompletableFuture<ObjectNode> answer, Consumer<ObjectNode> between, Process process) {}

  private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();

  private record Running(Process process, BufferedWriter in) {}

  /**
   * A worker that is not started yet.
   *
   * @param builder how it is started
   * @param log where it writes what goes wrong
   */
  public WorkerProcess(ProcessBuilder builder, Path log) {
    this.builder = builder;
    this.log = log;
  }

  /**
   * Asks.
   *
   * @param request what the worker is to do, without its {@code id}
   * @param most how long the answer may take; then the worker is ended
   * @param between sees what comes before the answer, in order
   * @return the answer; completed by an IllegalArgumentException if the request was at fault, else
   *     by an IllegalStateException with the reason, a {@link WorkerEndedException} if the worker
   *     is gone
   */
  public CompletableFuture<ObjectNode> ask(
      ObjectNode request, Duration most, Consumer<ObjectNode> between) {
    long id = numbers.incrementAndGet();
    CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
    try {
      synchronized (this) {
        Running worker = process();
        waiting.put(id, new Waiting(answer, between, worker.process()));
        worker.in().write(Json.line(request.put("id", id)));
        worker.in().newLine();
        worker.in().flush();
      }
    } catch (IOException | UncheckedIOException e) {
      waiting.remove(id);
      LOG.debug("the worker takes no request", e);
      answer.completeExceptionally(
          running
              .map(gone -> (RuntimeException) new WorkerEndedException(code(gone.process()), log))
              .orElseGet(() -> new IllegalStateException(e.getMessage(), e)));
    }
    return answer
        .orTimeout(most.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (done, fault) -> {
              Waiting gone = waiting.remove(id);
              if (fault instanceof TimeoutException && gone != null) {
                LOG.warn("the worker did not answer in {}; it is ended", most);
                gone.process().destroyForcibly();
              }
            });
  }

  private synchronized Running process() {
    if (closed) {
      throw new IllegalStateException("the server ends");
    }
    if (running.isEmpty() || !running.get().process().isAlive()) {
      try {
        Files.createDirectories(log.toAbsolutePath().getParent());
        Process process = builder.redirectError(log.toFile()).start();
        BufferedWriter in =
            new BufferedWriter(
                new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        running = Optional.of(new Running(process, in));
        Thread reader = new Thread(() -> listen(process), "annlab-worker");
        reader.setDaemon(true);
        reader.start();
      } catch (IOException e) {
        throw new UncheckedIOException("the worker cannot be started", e);
      }
    }
    return running.orElseThrow();
  }

  private void listen(Process process) {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        handleLine(line);
      }
    } catch (IOException e) {
      LOG.debug("the worker broke off", e);
    }
    waiting.values().stream()
        .filter(one -> one.process().equals(process))
        .forEach(
            one ->
                one.answer().completeExceptionally(new WorkerEndedException(code(process), log)));
  }

  private static int code(Process process) {
    try {
      return process.waitFor(LAST_WAIT_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }

  private void handleLine(String line) {
    JsonNode message;
    try {
      message = MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      LOG.warn("the worker said: {}", line);
      return;
    }
    Waiting one = waiting.get(message.path("id").asLong());
    if (one == null || !(message instanceof ObjectNode object)) {
      return; // its time is over
    }
    if (object.path("answer") instanceof ObjectNode answer) {
      one.answer().complete(answer);
    } else if (object.has("error")) {
      String error = object.path("error").asText();
      one.answer()
          .completeExceptionally(
              object.path("clientError").asBoolean()
                  ? new IllegalArgumentException(error)
                  : new IllegalStateException(error));
    } else {
      one.between().accept(object);
    }
  }

  /**
   * Tells the worker something that has no answer. Nothing happens if it is not running.
   *
   * @param message what it is told
   */
  public synchronized void tell(ObjectNode message) {
    if (running.isEmpty()) {
      return;
    }
    try {
      running.get().in().write(Json.line(message));
      running.get().in().newLine();
      running.get().in().flush();
    } catch (IOException e) {
      LOG.debug("the worker takes no message", e);
    }
  }

  /**
   * Lets the worker end by closing its input, and forces it if it does not in time. What it wrote
   * is kept if it did not end well.
   *
   * @param most how long it may take
   */
  public void end(Duration most) {
    Optional<Running> last;
    synchronized (this) {
      closed = true;
      last = running;
    }
    if (last.isEmpty()) {
      return;
    }
    Process process = last.get().process();
    try {
      last.get().in().close();
    } catch (IOException e) {
      process.destroy();
    }
    try {
      if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      } else if (process.exitValue() == 0) {
        Files.deleteIfExists(log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (IOException e) {
      LOG.debug("{} stays", log, e); // a log too many does no harm
    }
  }

  /** Ends the worker. */
  @Override
  public synchronized void close() {
    closed = true;
    running.ifPresent(one -> one.process().destroy());
  }
}
