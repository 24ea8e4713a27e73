package annlab.web;

import annlab.lab.Demonstrations;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;

/** The computations of the laboratories that take no training. */
final class DemonstrationsApi {
  List<Route> routes() {
    return List.of(Route.get("/demonstrations/{id}", DemonstrationsApi::show));
  }

  private static void show(Context request) {
    var demonstration =
        Demonstrations.find(request.pathParam("id"))
            .orElseThrow(() -> new NotFoundResponse("There is no demonstration of this name."));
    try {
      Answers.send(request, demonstration.show(question(request)));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
  }

  /** As small and shallow as a body must be. */
  private static JsonNode question(Context request) {
    String text = request.queryParam("question");
    try {
      return Body.object(text == null ? "{}" : text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("question must be one JSON object, got " + text, e);
    }
  }
}
