package annlab.web;

import annlab.lab.comparison.Comparisons;
import annlab.lab.runs.RunId;
import annlab.lab.settings.Json;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;

/** The records of {@code annlab compare}: two runs of one experiment, step by step. */
final class ComparisonsApi {
  private final Comparisons comparisons;
  private final RunStore store;

  ComparisonsApi(RunStore store) {
    this.store = store;
    this.comparisons = new Comparisons(store.home());
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/comparisons",
            request ->
                Answers.send(
                    request,
                    Json.array(comparisons.all().stream().map(ComparisonsApi::head).toList()))),
        Route.get("/comparisons/{id}", this::comparison));
  }

  /** What a list shows of a comparison: the two runs by name only, and not each step. */
  private static ObjectNode head(JsonNode whole) {
    ObjectNode head = Json.object();
    List.of("id", "experiment", "axis", "startedAt", "seed", "epochs", "rows", "quick")
        .forEach(name -> head.set(name, whole.path(name)));
    ArrayNode sides = head.putArray("sides");
    for (JsonNode side : whole.path("sides")) {
      sides
          .addObject()
          .put("label", side.path("label").asText())
          .put("run", side.path("run").path("id").asText());
    }
    JsonNode firstStep = whole.path("drift").path("firstStep");
    if (firstStep.isInt()) {
      head.set("firstStep", firstStep);
    }
    return head;
  }

  /** The whole record. It holds both runs and so outlives them: {@code kept} tells of each. */
  private void comparison(Context request) {
    JsonNode whole =
        comparisons
            .find(request.pathParam("id"))
            .orElseThrow(() -> new NotFoundResponse("There is no comparison of this name."));
    for (JsonNode side : whole.path("sides")) {
      if (side instanceof ObjectNode object) {
        object.put("kept", isKept(side.path("run").path("id").asText()));
      }
    }
    Answers.send(request, whole);
  }

  private boolean isKept(String run) {
    try {
      return store.status(new RunId(run)).isPresent();
    } catch (IllegalArgumentException e) {
      return false; // a record that somebody has edited
    }
  }
}
