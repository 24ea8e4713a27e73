package annlab.playground;

import annlab.datasets.DataHome;
import annlab.estimators.specification.FitLimits;
import annlab.estimators.specification.FitSpec;
import annlab.lab.runner.Runner;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunOptions;
import annlab.lab.settings.Json;
import annlab.lab.settings.PlaygroundLimits;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's side of the playground: reads requests, one JSON object per line, and answers each
 * with objects of the same {@code id}.
 *
 * <pre>{@code
 * {"id": 1, "do": "points", "spec": {...}}   -> {"id": 1, "answer": {"points": ...}}
 * {"id": 2, "do": "train", "spec": {...}}    -> {"id": 2, "run": RUN}, {"id": 2, "frame": {...}} ...,
 *                                               {"id": 2, "answer": {"status": ...}}
 * {"id": 5, "do": "steps", "spec": {...}}    -> {"id": 5, "answer": {"visits": ..., "mistakes": ...}}
 * {"id": 3, "do": "java", "spec": {...}}     -> {"id": 3, "answer": {"java": ...}}
 * {"id": 4, "do": "draw", "model": ..., "pixels": ...} -> {"id": 4, "answer": {"outputs": ...}}
 * {"id": 5, "do": "evaluate", "model": ...}  -> {"id": 5, "answer": {"accuracy": ...}}
 * {"id": 6, "do": "describe", "model": ..., "name": ...} -> {"id": 6, "answer": {"layers": ...}}
 * {"id": 7, "do": "convert", "model": ..., "to": ...} -> {"id": 7, "answer": {"bytes": ...}}
 * }</pre>
 *
 * What cannot be done is answered by {@code {"id": 1, "error": "why"}}. It ends when its input
 * does, so with the server that started it.
 */
public final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A perceptron and a network on the same points train side by side. */
  private static final int TRAININGS = 2;

  /** The first training of a process takes seconds: classes and natives are loaded by it. */
  private static final String WARM_UP =
      "{\"data\":{\"name\":\"xor\",\"rows\":8},\"sequential\":[{\"Dense\":{\"units\":2,"
          + "\"activation\":\"tanh\"}},{\"Dense\":{\"units\":1,\"activation\":\"sigmoid\"}}],"
          + "\"compile\":{\"loss\":\"binary_crossentropy\",\"optimizer\":\"sgd\"},"
          + "\"fit\":{\"epochs\":2}}";

  private final RunStore store;
  private final Settings settings;
  private final PrintWriter out;
  private final Runner runner;
  private final Drawings drawings = new Drawings();
  private final ExecutorService trainings = Executors.newFixedThreadPool(TRAININGS);
  private final ExecutorService questions = Executors.newSingleThreadExecutor();

  /**
   * A worker.
   *
   * @param store where its runs are recorded
   * @param settings where data and uploads are, and how much may be asked for
   * @param out where it answers
   */
  public Worker(RunStore store, Settings settings, PrintWriter out) {
    this.store = store;
    this.settings = settings;
    this.out = out;
    this.runner = new Runner(store, settings);
  }

  /**
   * Where uploads lie, each under a name of 16 hexadecimal digits.
   *
   * @param home the home
   * @return a folder in it
   */
  public static Path uploads(Path home) {
    return home.resolve("uploads");
  }

  /**
   * Answers until the input ends.
   *
   * @param in requests, one per line
   * @throws IOException if the input breaks off
   */
  public void serve(BufferedReader in) throws IOException {
    questions.execute(this::warmUp);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode request = read(line);
      boolean trains = request.path("do").asText().equals("train");
      (trains ? trainings : questions).execute(() -> answer(request));
    }
    // Nobody is there any more to look at what is still training.
    trainings.shutdownNow();
    questions.shutdownNow();
  }

  private static JsonNode read(String line) throws IOException {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IOException("a request is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private void warmUp() {
    try {
      FitSpec spec = FitSpec.parse(WARM_UP, store.home());
      DataHome home = home();
      Plane plane = Plane.of(spec, home, Integer.MAX_VALUE);
      spec.run(home, new Film(plane, 2, Duration.ofMinutes(1), frame -> {}));
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("the worker cannot train", e);
    }
  }

  private DataHome home() {
    return new DataHome(settings.dataFolders());
  }

  private void answer(JsonNode request) {
    ObjectNode answer = Json.object().put("id", request.path("id").asLong());
    try {
      answer.set("answer", done(request));
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("request {} failed", request, e);
      String message = e.getMessage();
      answer.put("error", message == null ? e.getClass().getSimpleName() : message);
      answer.put("clientError", e instanceof IllegalArgumentException);
    }
    send(answer);
  }

  private ObjectNode done(JsonNode request) {
    return switch (request.path("do").asText()) {
      case "points" -> filmed(request).points();
      case "steps" -> Steps.of(spec(request), home());
      case "train" -> train(request);
      case "java" -> Json.object().put("java", spec(request).toJava());
      case "draw" -> drawings.judge(request);
      case "evaluate" -> drawings.evaluate(request, home());
      case "describe" -> ModelFiles.describe(request);
      case "convert" -> ModelFiles.convert(request);
      default -> throw new IllegalArgumentException("no such request: " + request.path("do"));
    };
  }

  private ObjectNode train(JsonNode request) {
    FilmedFit fit = filmed(request);
    RunId id = store.queue(fit.id(), fit.defaults(), false);
    send(Json.object().put("id", request.path("id").asLong()).put("run", id.value()));
    try {
      Run run = runner.run(fit, RunOptions.full(fit).withQueued(id));
      return Json.object().put("status", run.status().label());
    } finally {
      fit.keepFilm(store, id);
    }
  }

  private FilmedFit filmed(JsonNode request) {
    long id = request.path("id").asLong();
    return new FilmedFit(
        spec(request),
        request.path("spec"),
        home(),
        settings.playground(),
        frame -> {
          ObjectNode message = Json.object().put("id", id);
          message.set("frame", frame);
          send(message);
        });
  }

  private FitSpec spec(JsonNode request) {
    PlaygroundLimits most = settings.playground();
    return FitSpec.parseFromPage(
        request.path("spec").toString(),
        uploads(store.home()),
        new FitLimits(most.rows(), most.layers(), most.units(), most.epochs()));
  }

  private synchronized void send(ObjectNode message) {
    out.println(Json.line(message));
    out.flush();
  }
}
