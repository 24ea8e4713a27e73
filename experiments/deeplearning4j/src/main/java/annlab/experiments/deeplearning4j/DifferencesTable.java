package annlab.experiments.deeplearning4j;

import annlab.lab.Demonstration;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The differences for the site's page; their measured numbers stand in the ledger. */
public final class DifferencesTable implements Demonstration {
  /** Made by {@link java.util.ServiceLoader}. */
  public DifferencesTable() {}

  @Override
  public String id() {
    return "dl4j";
  }

  @Override
  public ObjectNode show(JsonNode question) {
    ObjectNode answer = Json.object().put("library", Libraries.DL4J);
    ArrayNode topics = answer.putArray("topics");
    for (Topic topic : Topic.values()) {
      ObjectNode shown = topics.addObject().put("id", topic.anchor()).put("title", topic.title());
      ArrayNode rows = shown.putArray("differences");
      Differences.all().stream()
          .filter(difference -> difference.topic() == topic)
          .forEach(difference -> rows.add(json(difference)));
    }
    return answer;
  }

  private static ObjectNode json(Difference difference) {
    ObjectNode row =
        Json.object()
            .put("id", difference.id())
            .put("statement", difference.statement())
            .put("claim", difference.claimId())
            .put("remedyClaim", difference.remedyId())
            .put("instead", difference.remedy().code());
    row.putObject("reference")
        .put("library", difference.reference().library())
        .put("code", difference.reference().code())
        .put("value", difference.reference().value());
    row.putObject("plain")
        .put("code", difference.plain().code())
        .put("value", difference.plain().value());
    return row;
  }
}
