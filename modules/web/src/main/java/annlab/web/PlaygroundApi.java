package annlab.web;

import annlab.datasets.DataSet;
import annlab.estimators.specification.UploadedTable;
import annlab.lab.runs.Artifact;
import annlab.lab.settings.Json;
import annlab.lab.settings.PlaygroundLimits;
import annlab.lab.store.RunStore;
import annlab.networks.files.AtomicFiles;
import annlab.playground.Worker;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.sse.SseHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Trainings of the playground: their points, their films as they grow, code, and uploads. */
final class PlaygroundApi implements AutoCloseable {
  /** Of trainings that have ended only the newest are still streamed; the rest are on disk. */
  private static final int FEEDS = 16;

  /** Two train at once; a few may wait. */
  private static final int MAX_AT_ONCE = 6;

  /** Where a table is sent to. */
  static final String UPLOADS = "/playground/uploads";

  /** Each is held in memory, as bytes and as text, until it is read. */
  private static final int UPLOADS_AT_ONCE = 2;

  private static final int LONGEST_NAME = 200;

  private final RunStore store;
  private final PlaygroundLimits limits;
  private final long uploadBytes;
  private final Semaphore uploads = new Semaphore(UPLOADS_AT_ONCE);
  private final LaboratoryWorker worker;
  private final AtomicInteger open = new AtomicInteger();
  private final ExecutorService writers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "film-client");
            thread.setDaemon(true);
            return thread;
          });

  // guarded by itself; oldest first
  private final Map<String, FilmFeed> feeds = new LinkedHashMap<>();

  PlaygroundApi(SiteOptions options, LaboratoryWorker worker) {
    this.store = options.store();
    this.limits = options.settings().playground();
    this.uploadBytes = options.settings().orders().uploadBytes();
    this.worker = worker;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/playground", this::describe),
        Route.post("/playground/points", request -> ask(request, "points")),
        Route.post("/playground/steps", request -> ask(request, "steps")),
        Route.post("/playground/java", request -> ask(request, "java")),
        Route.post("/playground/runs", this::start),
        Route.get("/playground/runs/{id}/frames", this::follow),
        Route.post(UPLOADS, this::takeUpload));
  }

  /** The page asks for its points next, which starts the worker: reading alone changes nothing. */
  private void describe(Context request) {
    ObjectNode answer =
        Json.object()
            .put("rows", limits.rows())
            .put("layers", limits.layers())
            .put("units", limits.units())
            .put("epochs", limits.epochs())
            .put("seconds", limits.seconds())
            .put("uploadBytes", uploadBytes);
    answer.set(
        "dataSets",
        Json.array(
            DataSet.ALL.stream()
                .filter(set -> !set.layout().pictures() && !set.layout().classNames().isEmpty())
                .map(PlaygroundApi::json)
                .toList()));
    Answers.send(request, answer);
  }

  /** A table with classes, two of whose columns can be drawn. */
  private static ObjectNode json(DataSet set) {
    ObjectNode object = Json.object().put("id", set.id()).put("title", set.title());
    ArrayNode columns = object.putArray("columns");
    set.layout().featureNames().forEach(columns::add);
    ArrayNode classes = object.putArray("classNames");
    set.layout().classNames().forEach(classes::add);
    return object;
  }

  private static ObjectNode asked(Context request, String what) {
    ObjectNode asked = Json.object().put("do", what);
    JsonNode spec = Body.object(request.body()).path("spec");
    if (!spec.isObject()) {
      throw new IllegalArgumentException("the body must have an object 'spec'");
    }
    asked.set("spec", spec);
    return asked;
  }

  private void ask(Context request, String what) {
    Answers.send(request, worker.answer(bad(() -> asked(request, what))));
  }

  /** What is wrong with a request is the sender's to hear. */
  private static ObjectNode bad(Supplier<ObjectNode> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
  }

  private void start(Context request) {
    ObjectNode asked = bad(() -> asked(request, "train"));
    if (open.incrementAndGet() > MAX_AT_ONCE) {
      open.decrementAndGet();
      throw tooMany(
          "The playground trains "
              + MAX_AT_ONCE
              + " models already; stop one or wait until it has ended.");
    }
    FilmFeed feed = new FilmFeed();
    CompletableFuture<String> begun = new CompletableFuture<>();
    Duration most = Duration.ofSeconds((long) MAX_AT_ONCE * limits.seconds() + 120);
    Object unused =
        worker
            .process()
            .ask(
                asked,
                most,
                message -> {
                  if (message.has("run")) {
                    begun.complete(message.path("run").asText());
                  } else if (message.path("frame") instanceof ObjectNode frame) {
                    feed.add(frame);
                  }
                })
            .whenComplete(
                (answer, fault) -> {
                  open.decrementAndGet();
                  if (fault == null) {
                    feed.end(answer);
                  } else {
                    begun.completeExceptionally(fault);
                    feed.end(Json.object().put("status", "failed").put("error", reason(fault)));
                  }
                });
    String run = worker.await(begun);
    keep(run, feed);
    request.status(HttpStatus.ACCEPTED).header("Location", Api.ROOT + "/runs/" + run);
    Answers.send(request, Json.object().put("id", run));
  }

  /**
   * The sentence of a fault, without the name of the class that a stage of a future wraps it in.
   */
  private static String reason(Throwable fault) {
    Throwable cause = fault.getCause();
    Throwable own = fault instanceof CompletionException && cause != null ? cause : fault;
    return String.valueOf(own.getMessage());
  }

  private void keep(String run, FilmFeed feed) {
    synchronized (feeds) {
      feeds.put(run, feed);
      while (feeds.size() > FEEDS) {
        feeds.remove(feeds.keySet().iterator().next());
      }
    }
  }

  private void follow(Context request) throws Exception {
    FilmFeed feed;
    synchronized (feeds) {
      feed = feeds.get(request.pathParam("id"));
    }
    if (feed == null) {
      throw new NotFoundResponse("No film of this run is being made. It may be kept with the run.");
    }
    if (!String.valueOf(request.header("Accept")).contains("text/event-stream")) {
      throw new BadRequestResponse("This is an event stream: ask with Accept: text/event-stream.");
    }
    int seen = lastSeen(request);
    new SseHandler(
            0,
            client -> {
              client.keepAlive();
              writers.execute(() -> feed.pump(client, seen));
            })
        .handle(request);
  }

  private static int lastSeen(Context request) {
    String header = request.header("Last-Event-ID");
    return header != null && header.matches("[0-9]{1,9}") ? Integer.parseInt(header) : -1;
  }

  private static HttpResponseException tooMany(String message) {
    return new HttpResponseException(HttpStatus.TOO_MANY_REQUESTS.getCode(), message);
  }

  /** Nothing of the body is read before there is room for it. */
  private void takeUpload(Context request) {
    if (!uploads.tryAcquire()) {
      throw tooMany(UPLOADS_AT_ONCE + " files are being uploaded already; try again.");
    }
    try {
      upload(request);
    } finally {
      uploads.release();
    }
  }

  private void upload(Context request) {
    String name;
    String content;
    UploadedTable table;
    try {
      JsonNode body = Body.object(request.body());
      name = Body.text(body, "name");
      content = Body.text(body, "content");
      if (name.length() > LONGEST_NAME) {
        throw new IllegalArgumentException(
            "the name has " + name.length() + " characters; at most " + LONGEST_NAME + " may be");
      }
      table = UploadedTable.read(name, content, limits.rows());
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
    String id = keep(content.getBytes(StandardCharsets.UTF_8));
    ObjectNode answer = Json.object().put("id", id).put("name", name).put("rows", table.rows());
    ArrayNode columns = answer.putArray("columns");
    table.columns().forEach(columns::add);
    answer.put("target", table.target());
    ArrayNode classes = answer.putArray("classes");
    table.classes().forEach(one -> classes.addObject().put("id", one.id()).put("name", one.name()));
    Answers.send(request, answer);
  }

  /** Under the hash of its content, so that the same file is kept once. */
  private String keep(byte[] content) {
    try {
      String id = Artifact.sha256(content).substring(0, 16);
      Path folder = Files.createDirectories(Worker.uploads(store.home()));
      Path file = folder.resolve(id + ".csv");
      if (!Files.exists(file)) {
        AtomicFiles.write(file, content);
      }
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException("the upload cannot be kept in " + store.home(), e);
    }
  }

  @Override
  public void close() {
    writers.shutdownNow();
  }
}
