package annlab.web;

import annlab.lab.runs.Provenance;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Json;
import annlab.lab.store.RunStore;
import annlab.sweep.Sweep;
import annlab.sweep.SweepResult;
import annlab.sweep.Sweeps;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sweeps of {@code annlab sweep}: many trials of one specification. */
final class SweepsApi {
  private final Sweeps sweeps;
  private final RunStore store;

  SweepsApi(RunStore store) {
    this.store = store;
    this.sweeps = new Sweeps(store.home());
  }

  List<Route> routes() {
    return List.of(
        Route.get("/sweeps", request -> Answers.send(request, heads())),
        Route.get("/sweeps/{id}", this::sweep));
  }

  /** Of the runs their summaries suffice, which the store keeps at hand. */
  private ArrayNode heads() {
    List<Sweep> all = sweeps.all();
    Map<RunId, RunSummary> runs = new HashMap<>();
    if (!all.isEmpty()) {
      store.summaries().forEach(run -> runs.put(run.id(), run));
    }
    return Json.array(all.stream().map(sweep -> head(sweep, runs)).toList());
  }

  private static ObjectNode head(Sweep sweep, Map<RunId, RunSummary> runs) {
    SweepResult result = SweepResult.of(sweep, runs);
    ObjectNode head = describe(sweep, Json.object().put("id", sweep.id()));
    head.put("status", result.status()).put("trials", sweep.trials().size());
    head.put(
        "ended",
        result.rows().stream()
            .flatMap(row -> row.summary().stream())
            .filter(run -> run.finishedAt().isPresent())
            .count());
    result
        .objective()
        .ifPresent(
            objective -> {
              head.put("metric", objective.metric());
              result
                  .best()
                  .ifPresent(
                      row ->
                          row.value(objective.metric()).ifPresent(best -> head.put("best", best)));
            });
    return head;
  }

  private static ObjectNode describe(Sweep sweep, ObjectNode object) {
    object.put("title", sweep.title());
    object.put("startedAt", RunSummary.TIME.format(sweep.startedAt()));
    sweep.master().ifPresent(text -> object.put("master", text));
    return object;
  }

  private void sweep(Context request) {
    Sweep sweep =
        sweeps
            .find(request.pathParam("id"))
            .orElseThrow(() -> new NotFoundResponse("There is no sweep of this name."));
    SweepResult result = SweepResult.of(sweep, store);
    ObjectNode object = describe(sweep, result.json());
    sweep.page().ifPresent(address -> object.put("page", address));
    result
        .objective()
        .ifPresent(
            objective ->
                object
                    .put("metric", objective.metric())
                    .put("mode", objective.minimize() ? "min" : "max"));
    for (int i = 0; i < result.rows().size(); i++) {
      SweepResult.Row row = result.rows().get(i);
      ObjectNode trial = (ObjectNode) object.path("trials").path(i);
      trial.put("stage", row.trial().stage());
      result
          .objective()
          .ifPresent(
              objective ->
                  row.value(objective.metric()).ifPresent(value -> trial.put("value", value)));
      row.run().ifPresent(run -> place(run, trial));
    }
    Answers.send(request, object);
  }

  private static void place(Run run, ObjectNode trial) {
    RunSummary summary = run.summary();
    summary.finishedAt().ifPresent(time -> trial.put("finishedAt", RunSummary.TIME.format(time)));
    run.provenance().flatMap(Provenance::place).ifPresent(place -> trial.put("host", place.host()));
  }
}
