package annlab.web;

import annlab.lab.Demonstration;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A demonstration that has nothing to show, and refuses to be asked for {@code too} much. */
public final class FakeDemonstration implements Demonstration {
  @Override
  public String id() {
    return "fake";
  }

  @Override
  public ObjectNode show(JsonNode question) {
    if (question.has("too")) {
      throw new IllegalArgumentException("that is too much");
    }
    ObjectNode answer = Json.object();
    answer.putArray("z");
    answer.putArray("functions");
    return answer;
  }
}
