package annlab.web;

import annlab.lab.Artifact;
import annlab.lab.Claim;
import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.Json;
import annlab.lab.Parameters;
import annlab.lab.Run;
import annlab.lab.RunId;
import annlab.lab.RunStore;
import annlab.lab.RunSummary;
import annlab.lab.Verdict;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.sse.SseHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The site's JSON, below {@value #ROOT}.
 *
 * <ul>
 *   <li>{@code GET /experiments}: what can be run, with claims
 *   <li>{@code GET /runs}: all runs without histories, newest first
 *   <li>{@code POST /runs}: starts one; see {@link Order}
 *   <li>{@code GET /runs/ID}: one with everything
 *   <li>{@code POST /runs/ID/stop}
 *   <li>{@code GET /runs/ID/events}: its events as they come; see {@link RunEvents}
 *   <li>{@code GET /runs/ID/artifacts/NAME}: a file of it
 * </ul>
 */
final class Api {
  static final String ROOT = "/api/v1";

  private static final Map<String, String> TYPES =
      Map.of(
          "json", "application/json",
          "csv", "text/csv; charset=utf-8",
          "txt", "text/plain; charset=utf-8",
          "svg", "image/svg+xml");

  private final RunStore store;
  private final RunQueue queue;
  private final RunEvents events;
  private final TrainingUi trainingUi;

  Api(RunStore store, RunQueue queue, RunEvents events, TrainingUi trainingUi) {
    this.store = store;
    this.queue = queue;
    this.events = events;
    this.trainingUi = trainingUi;
  }

  void addTo(RoutesConfig routes) {
    routes.get(ROOT + "/experiments", this::experiments);
    routes.get(ROOT + "/runs", this::runs);
    routes.post(ROOT + "/runs", this::start);
    routes.get(ROOT + "/runs/{id}", this::run);
    routes.post(ROOT + "/runs/{id}/stop", this::stop);
    routes.get(ROOT + "/runs/{id}/events", this::follow);
    routes.get(ROOT + "/runs/{id}/artifacts/{name}", this::artifact);
  }

  private void experiments(Context request) {
    send(request, Json.array(Experiments.all().stream().map(Api::json).toList()));
  }

  private static ObjectNode json(Experiment experiment) {
    ObjectNode object =
        Json.object()
            .put("id", experiment.id())
            .put("section", experiment.section())
            .put("title", experiment.title());
    object.set("defaults", json(experiment.defaults()));
    object.set("quick", json(experiment.quick()));
    object.set("claims", toCome(experiment));
    return object;
  }

  private static ObjectNode json(Parameters parameters) {
    ObjectNode object =
        Json.object()
            .put("seed", parameters.seed())
            .put("epochs", parameters.epochs())
            .put("rows", parameters.rows());
    parameters.others().forEach(object::put);
    return object;
  }

  private static ArrayNode toCome(Experiment experiment) {
    return Json.array(experiment.claims().stream().map(Claim::notRun).map(Verdict::json).toList());
  }

  private void runs(Context request) {
    send(request, Json.array(store.summaries().stream().map(RunSummary::json).toList()));
  }

  private void start(Context request) {
    RunId id;
    try {
      id = queue.submit(Order.read(request.body()));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
    request.status(HttpStatus.ACCEPTED).header("Location", ROOT + "/runs/" + id);
    send(request, Json.object().put("id", id.value()));
  }

  private void run(Context request) {
    Run run = required(request);
    ObjectNode object = run.json();
    experimentOf(run)
        .ifPresentOrElse(
            experiment -> {
              object.put("title", experiment.title()).put("section", experiment.section());
              if (run.verdicts().isEmpty()) {
                object.set("claims", toCome(experiment));
              }
            },
            // A store outlives an experiment that is renamed or gone.
            () -> object.put("title", run.experiment()));
    ArrayNode names = object.putArray("artifacts");
    store.artifacts(run.id()).forEach(artifact -> names.add(artifact.name()));
    object.set("trainingUi", trainingUi.describe(run.id()));
    send(request, object);
  }

  private static Optional<Experiment> experimentOf(Run run) {
    return Experiments.all().stream()
        .filter(experiment -> experiment.id().equals(run.experiment()))
        .findFirst();
  }

  private void stop(Context request) {
    RunId id = required(request).id();
    if (!queue.stop(id)) {
      throw new ConflictResponse("This run has ended already.");
    }
    request.status(HttpStatus.ACCEPTED);
    send(request, Json.object().put("id", id.value()).put("stopRequested", true));
  }

  private void follow(Context request) throws Exception {
    RunId id = required(request).id();
    if (!String.valueOf(request.header("Accept")).contains("text/event-stream")) {
      throw new BadRequestResponse("This is an event stream: ask with Accept: text/event-stream.");
    }
    new SseHandler(0, client -> events.stream(id, client)).handle(request);
  }

  private void artifact(Context request) {
    RunId id = required(request).id();
    String name = request.pathParam("name");
    // The store finds a name among those that it wrote itself, so no name can lead out of a folder.
    Artifact artifact =
        store
            .artifact(id, name)
            .orElseThrow(() -> new NotFoundResponse("This run has no such file."));
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    try {
      request
          .contentType(TYPES.getOrDefault(ending, "application/octet-stream"))
          // Opened in the browser, a file could run what a data set smuggled in.
          .header("Content-Disposition", "attachment; filename=\"" + artifact.name() + "\"")
          .result(Files.newInputStream(artifact.file()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + artifact.file(), e);
    }
  }

  private Run required(Context request) {
    try {
      return store.find(new RunId(request.pathParam("id"))).orElseThrow(Api::noSuchRun);
    } catch (IllegalArgumentException e) {
      throw noSuchRun();
    }
  }

  private static NotFoundResponse noSuchRun() {
    return new NotFoundResponse("There is no run of this name. It may have been deleted.");
  }

  private static void send(Context request, JsonNode document) {
    request
        .header("Cache-Control", "no-store")
        .contentType("application/json")
        .result(Json.print(document));
  }
}
