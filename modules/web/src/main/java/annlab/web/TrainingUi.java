package annlab.web;

import annlab.lab.runs.RunId;
import annlab.lab.runs.TrainingStats;
import annlab.lab.settings.Json;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.VertxUIServer;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DL4J's own training UI beside the site. Each run has its address there, {@code
 * /train/RUN/overview}; the records come out of the run store when the UI asks for them, and go on
 * coming while the run goes on.
 *
 * <p>DL4J has one UI server in a JVM, so there is one of these at a time. It starts in the
 * background: loading it takes longer than the site may take to answer.
 */
final class TrainingUi implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingUi.class);

  /** Runs whose records are held in memory; the one unused for longest goes first. */
  private static final int SESSIONS = 8;

  private static final long POLL_MS = 1_000;

  /** The site's first page needs the processor more. */
  private static final long START_MS = 1_000;

  private static final long START_SECONDS = 60;
  private static final String DOWN = "DL4J's training UI is not running: ";

  private final RunStore store;
  private final int port;
  private final boolean near;
  private final CompletableFuture<LoopbackUiServer> started = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Where Vert.x keeps files that it reads from jars; of this process alone. */
  private volatile Optional<Path> cache = Optional.empty();

  // guarded by this; in order of use
  private final Map<RunId, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * A UI that is not started.
   *
   * @param store the runs that it shows
   * @param port its port on 127.0.0.1, 0 for any
   * @param near whether the site's readers sit at this machine, which alone can reach the UI
   */
  TrainingUi(RunStore store, int port, boolean near) {
    this.store = store;
    this.port = port;
    this.near = near;
  }

  /** Begins to start; {@link #describe} tells when it is up. */
  void start() {
    Thread thread = new Thread(this::serve, "training-ui");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    try {
      if (closed.await(START_MS, TimeUnit.MILLISECONDS)) {
        started.completeExceptionally(new IllegalStateException("the site ended first"));
        return;
      }
      deploy();
      while (!closed.await(POLL_MS, TimeUnit.MILLISECONDS)) {
        refresh();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts this thread but to end it
    }
  }

  private void deploy() {
    try {
      VertxUIServer other = VertxUIServer.getInstance();
      if (other != null && !other.isStopped()) {
        throw new IllegalStateException("this process has one already");
      }
      LoopbackUiServer server = new LoopbackUiServer(port, this::recordsOf);
      // Its default is one folder for all users of the machine, which is the first one's.
      cache = Optional.of(Files.createTempDirectory("annlab-training-ui"));
      FileSystemOptions files =
          new FileSystemOptions().setFileCacheDir(cache.orElseThrow().resolve("files").toString());
      Vertx.vertx(new VertxOptions().setFileSystemOptions(files))
          .deployVerticle(
              server,
              deployed -> {
                if (deployed.succeeded()) {
                  started.complete(server);
                } else {
                  started.completeExceptionally(deployed.cause());
                }
              });
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.warn("DL4J's training UI does not start: {}", e.toString());
      started.completeExceptionally(e);
    }
  }

  /** Where this UI listens, as {@code http://127.0.0.1:9000}; empty while it is not up. */
  Optional<String> origin() {
    return near && started.isDone() && !started.isCompletedExceptionally()
        ? Optional.of("http://" + Loopback.ADDRESS + ":" + started.join().getPort())
        : Optional.empty();
  }

  /**
   * Where this UI shows a run.
   *
   * @param id the run
   * @return {@code state}: up, with {@code address}; or starting, empty or down, with {@code
   *     reason}
   */
  ObjectNode describe(RunId id) {
    if (!near) {
      return state("down", "DL4J's training UI is shown on the server's own machine only.");
    }
    if (!started.isDone()) {
      return state("starting", "DL4J's training UI is starting.");
    }
    LoopbackUiServer server;
    try {
      server = started.join();
    } catch (RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return state("down", DOWN + cause.getMessage());
    }
    if (session(id).isEmpty()) {
      return state("empty", "No records for DL4J's training UI.");
    }
    return Json.object()
        .put("state", "up")
        .put(
            "address",
            "http://" + Loopback.ADDRESS + ":" + server.getPort() + "/train/" + id + "/overview");
  }

  private static ObjectNode state(String state, String reason) {
    return Json.object().put("state", state).put("reason", reason);
  }

  /** What the UI calls for a session that it does not know: null means that there is none. */
  private @Nullable StatsStorage recordsOf(String sessionId) {
    RunId id;
    try {
      id = new RunId(sessionId);
    } catch (IllegalArgumentException e) {
      return null;
    }
    Session session = session(id);
    return session.isEmpty() ? null : session.storage;
  }

  private synchronized Session session(RunId id) {
    Session session = sessions.computeIfAbsent(id, Session::new);
    session.refresh();
    Iterator<Session> oldest = sessions.values().iterator();
    while (sessions.size() > SESSIONS) {
      Session gone = oldest.next();
      oldest.remove();
      if (started.isDone() && !started.isCompletedExceptionally()) {
        started.join().detach(gone.storage);
      }
    }
    return session;
  }

  private synchronized void refresh() {
    try {
      sessions.values().forEach(Session::refresh);
    } catch (RuntimeException e) {
      // The next turn tries again; an exception thrown here would end the turns.
      LOG.warn("the run store did not give its records to DL4J's training UI", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      // A server that is half started cannot be stopped.
      started.get(START_SECONDS, TimeUnit.SECONDS);
      VertxUIServer.stopInstance();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("DL4J's training UI was not running", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // DL4J declares every exception; the process goes on to end.
      LOG.warn("DL4J's training UI did not stop: {}", e.toString());
    }
    cache.ifPresent(TrainingUi::delete);
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.debug("{} stays", folder, e);
    }
  }

  /** The records of one run, as far as they were read. */
  private final class Session {
    private final RunId id;
    private final StatsStorage storage = new InMemoryStatsStorage();
    private long last;

    Session(RunId id) {
      this.id = id;
    }

    void refresh() {
      for (TrainingStats stats : store.statsAfter(id, last)) {
        stats.putInto(storage);
        last = stats.id();
      }
    }

    boolean isEmpty() {
      return !storage.sessionExists(id.value());
    }
  }
}
