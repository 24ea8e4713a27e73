package annlab.web;

import annlab.datasets.FashionMnist;
import annlab.lab.runs.Artifact;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Json;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Optional;

/**
 * The prediction of the newest model of Fashion MNIST, or of an uploaded one, for a picture that a
 * reader drew.
 */
final class DrawApi {
  /** Where a model is sent to. */
  static final String UPLOADS = "/draw/models";

  private static final String EXPERIMENT = "fashion-mnist";
  private static final String BRIGHTEST = "brightest";

  private final RunStore store;
  private final LaboratoryWorker worker;
  private final ModelUploads uploads;
  private final long uploadBytes;

  /** A run with its model. */
  private record Trained(RunSummary run, Artifact model) {}

  DrawApi(SiteOptions options, LaboratoryWorker worker) {
    this.store = options.store();
    this.worker = worker;
    this.uploads = new ModelUploads(store, worker);
    this.uploadBytes = options.settings().orders().uploadBytes();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/draw", this::describe),
        Route.post("/draw", this::judge),
        Route.post(UPLOADS, request -> Answers.send(request, uploads.take(request::body))),
        Route.post(UPLOADS + "/{id}/evaluation", this::evaluate));
  }

  private Optional<Trained> newest() {
    return store.summaries().stream()
        .filter(run -> run.experiment().equals(EXPERIMENT))
        .flatMap(
            run ->
                store.files().find(run.id(), RunModels.OWN).map(m -> new Trained(run, m)).stream())
        .findFirst();
  }

  private void describe(Context request) {
    ObjectNode answer = Json.object();
    ArrayNode names = answer.putArray("classNames");
    FashionMnist.CLASS_NAMES.forEach(names::add);
    answer.put("uploadBytes", uploadBytes);
    newest()
        .ifPresent(
            trained -> {
              answer
                  .put("run", trained.run().id().value())
                  .put("quick", trained.run().quick())
                  .put("startedAt", trained.run().startedAt().toString());
            });
    Answers.send(request, answer);
  }

  private void judge(Context request) {
    ObjectNode asked = Json.object().put("do", "draw");
    JsonNode body;
    try {
      body = Body.object(request.body());
      asked.put("pixels", Body.text(body, "pixels"));
      brightest(body).ifPresent(brightest -> asked.put(BRIGHTEST, brightest));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
    if (body.has("model")) {
      String id = body.path("model").asText();
      Answers.send(request, worker.answer(asked.put("model", uploaded(id))).put("model", id));
      return;
    }
    Trained trained =
        newest()
            .orElseThrow(
                () ->
                    new ConflictResponse(
                        "No run has kept a model of Fashion MNIST yet; start one:"
                            + " annlab run fashion-mnist"));
    asked.put("model", trained.model().file().toString());
    Answers.send(request, worker.answer(asked).put("run", trained.run().id().value()));
  }

  private void evaluate(Context request) {
    ObjectNode asked = Json.object().put("do", "evaluate");
    try {
      brightest(Body.object(request.body()))
          .ifPresent(brightest -> asked.put(BRIGHTEST, brightest));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
    asked.put("model", uploaded(request.pathParam("id")));
    Answers.send(request, worker.answer(asked));
  }

  private static Optional<Integer> brightest(JsonNode body) {
    if (!body.has(BRIGHTEST)) {
      return Optional.empty();
    }
    if (!body.path(BRIGHTEST).isInt()) {
      throw new IllegalArgumentException("brightest must be 1 or 255");
    }
    return Optional.of(body.path(BRIGHTEST).asInt());
  }

  private String uploaded(String id) {
    return uploads
        .find(id)
        .orElseThrow(
            () -> new NotFoundResponse("No such model is here (any more); upload it again."))
        .toString();
  }
}
