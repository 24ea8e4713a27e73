package annlab.sweep.trials;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.datasets.DataSet;
import annlab.estimators.specification.FitSpec;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.claims.Claim;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code annlab fit} does, as a run that judges nothing. Its numbers are the fit's to the bit;
 * the specification is kept with it as {@value #SPECIFICATION}.
 */
public final class FitExperiment implements Experiment {
  /** The id under which such runs are listed. */
  public static final String ID = "fit";

  static final String SPECIFICATION = "specification.json";

  private final ObjectNode json;
  private final FitSpec spec;

  /**
   * The fit of a specification.
   *
   * @param json the specification
   * @param folder where its relative paths start
   * @throws IllegalArgumentException if it is none
   */
  public FitExperiment(ObjectNode json, Path folder) {
    this.json = json;
    this.spec = FitSpec.parse(Json.line(json), folder);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String section() {
    return "1.3";
  }

  @Override
  public String title() {
    return "A fit of " + data() + " by " + json.path("estimator").asText("Sequential");
  }

  private String data() {
    JsonNode data = json.path("data");
    return data.isTextual()
        ? data.asText()
        : data.path("name").asText(data.path("csv").asText("data"));
  }

  @Override
  public List<Claim> claims() {
    return List.of();
  }

  @Override
  public Parameters defaults() {
    return new Parameters(
        spec.seed(),
        spec.epochs(),
        0,
        Map.of("data", data(), "model", json.path("estimator").asText("Sequential")));
  }

  @Override
  public Parameters quick() {
    return defaults();
  }

  @Override
  public List<DataSet> dataSets() {
    return DataSet.named(data()).stream().toList();
  }

  @Override
  public Outcome run(RunContext context) {
    context.artifact(SPECIFICATION, Json.print(json).getBytes(UTF_8));
    return new Outcome(
        metrics(spec.run(context.data(), context.recorder()).orThrow().json()), Map.of());
  }

  /** The numbers of a result; what was measured on the test part is called so. */
  private static Map<String, Double> metrics(ObjectNode result) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (var entry : result.properties()) {
      if (entry.getValue().isNumber()) {
        metrics.put(entry.getKey(), entry.getValue().doubleValue());
      }
    }
    for (var entry : result.path("test").properties()) {
      metrics.put("test_" + entry.getKey(), entry.getValue().doubleValue());
    }
    return metrics;
  }
}
