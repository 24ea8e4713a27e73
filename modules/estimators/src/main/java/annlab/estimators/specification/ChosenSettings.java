package annlab.estimators.specification;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a specification chooses, so that two runs can be told apart by it. */
public final class ChosenSettings {
  /** What a run has a name of its own for: data, model, seed and epochs. */
  private static final Set<String> NAMED =
      Set.of(
          "/data",
          "/data/name",
          "/estimator",
          "/seed",
          "/fit/epochs",
          "/parameters/random_state",
          "/parameters/max_iter");

  private ChosenSettings() {}

  /**
   * The data set or file that a specification names.
   *
   * @param specification as {@code annlab fit} takes it
   * @return a name of the catalogue, a path, or {@code upload}
   */
  public static String data(JsonNode specification) {
    JsonNode data = specification.path("data");
    return data.isTextual()
        ? data.asText()
        : data.path("name").asText(data.path("csv").asText("upload"));
  }

  /**
   * Every choice in a specification.
   *
   * @param specification as {@code annlab fit} takes it
   * @return {@code data} and {@code model}, and the others by their JSON Pointers, as {@code
   *     /compile/optimizer/SGD/learning_rate}
   */
  public static Map<String, String> of(JsonNode specification) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("data", data(specification));
    settings.put("model", specification.path("estimator").asText("Sequential"));
    add(specification, "", settings);
    return settings;
  }

  private static void add(JsonNode node, String pointer, Map<String, String> settings) {
    if (node.isObject()) {
      node.properties()
          .forEach(each -> add(each.getValue(), pointer + "/" + each.getKey(), settings));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        add(node.get(i), pointer + "/" + i, settings);
      }
    } else if (!NAMED.contains(pointer)) {
      settings.put(pointer, node.asText());
    }
  }
}
