package annlab.experiments.keras;

import annlab.lab.Demonstration;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The published losses of section 1.3.2, whose training curve a reader moves by half an epoch. */
public final class LossCurves implements Demonstration {
  /** Made by {@link java.util.ServiceLoader}. */
  public LossCurves() {}

  @Override
  public String id() {
    return "learning-curves";
  }

  /** One value an epoch; the question is not looked at. */
  @Override
  public ObjectNode show(JsonNode question) {
    Published published = Published.load();
    List<Double> loss = published.series("loss");
    List<Double> validation = published.series("val_loss");
    ObjectNode answer = Json.object().put("source", published.source());
    ArrayNode training = answer.putArray("loss");
    loss.forEach(training::add);
    ArrayNode validated = answer.putArray("valLoss");
    validation.forEach(validated::add);
    return answer.put("ratio", HalfEpochShift.ratio(loss, validation, HalfEpochShift.LEFT));
  }
}
