package annlab.web;

import annlab.lab.Demonstrations;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;

/** What the laboratories compute while their reader waits. */
final class DemonstrationsApi {
  private static final ObjectMapper MAPPER = new ObjectMapper();

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

  private static JsonNode question(Context request) {
    String text = request.queryParam("question");
    try {
      JsonNode question = MAPPER.readTree(text == null ? "{}" : text);
      if (question.isObject()) {
        return question;
      }
    } catch (JsonProcessingException e) {
      // said below
    }
    throw new IllegalArgumentException("question must be one JSON object, got " + text);
  }
}
