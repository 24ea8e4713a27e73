package annlab.web;

import annlab.datasets.FashionMnist;
import annlab.lab.runs.Artifact;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Json;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** What the newest model of Fashion MNIST makes of a picture that a reader drew. */
final class DrawApi {
  private static final String EXPERIMENT = "fashion-mnist";
  private static final String MODEL = "model.zip";

  private final RunStore store;
  private final LaboratoryWorker worker;

  /** A run with its model. */
  private record Trained(RunSummary run, Artifact model) {}

  DrawApi(RunStore store, LaboratoryWorker worker) {
    this.store = store;
    this.worker = worker;
  }

  List<Route> routes() {
    return List.of(Route.get("/draw", this::describe), Route.post("/draw", this::judge));
  }

  private Optional<Trained> newest() {
    return store.summaries().stream()
        .filter(run -> run.experiment().equals(EXPERIMENT))
        .flatMap(run -> store.files().find(run.id(), MODEL).map(m -> new Trained(run, m)).stream())
        .findFirst();
  }

  private void describe(Context request) {
    ObjectNode answer = Json.object();
    ArrayNode names = answer.putArray("classNames");
    FashionMnist.CLASS_NAMES.forEach(names::add);
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
    Trained trained =
        newest()
            .orElseThrow(
                () ->
                    new ConflictResponse(
                        "No run has kept a model of Fashion MNIST yet; start one:"
                            + " annlab run fashion-mnist"));
    ObjectNode asked = Json.object().put("do", "draw");
    asked.put("pixels", Body.text(request.body(), "pixels"));
    asked.put("model", trained.model().file().toString());
    Answers.send(request, worker.answer(asked).put("run", trained.run().id().value()));
  }
}
