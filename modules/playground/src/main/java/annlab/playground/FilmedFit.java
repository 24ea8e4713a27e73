package annlab.playground;

import annlab.datasets.DataHome;
import annlab.estimators.specification.ChosenSettings;
import annlab.estimators.specification.FitSpec;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.claims.Claim;
import annlab.lab.runs.RunId;
import annlab.lab.settings.Json;
import annlab.lab.settings.PlaygroundLimits;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A training that a page asked for, as a run that judges nothing: the fit of a specification, with
 * its film and the specification kept as {@value #FILM} and {@value #SPECIFICATION}.
 */
final class FilmedFit implements Experiment {
  /** The id under which such runs are listed. */
  static final String ID = "playground";

  static final String FILM = "film.json";
  static final String SPECIFICATION = "specification.json";

  private final FitSpec spec;
  private final JsonNode json;
  private final Plane plane;
  private final PlaygroundLimits limits;
  private final Film film;

  FilmedFit(
      FitSpec spec,
      JsonNode json,
      DataHome home,
      PlaygroundLimits limits,
      Consumer<ObjectNode> audience) {
    this.spec = spec;
    this.json = json;
    this.plane = Plane.of(spec, home, limits.rows());
    this.limits = limits;
    this.film = new Film(plane, spec.epochs(), Duration.ofSeconds(limits.seconds()), audience);
  }

  /** The points, before anything is trained. */
  ObjectNode points() {
    return plane.json();
  }

  /**
   * Keeps the film as far as it goes, also of a training that was stopped or failed.
   *
   * @param store the run's store
   * @param run the run
   */
  void keepFilm(RunStore store, RunId run) {
    ObjectNode kept = film.json();
    kept.set("spec", json);
    store.files().write(run, FILM, Json.line(kept).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String section() {
    return "1.2";
  }

  @Override
  public String title() {
    return "The playground";
  }

  @Override
  public List<Claim> claims() {
    return List.of();
  }

  @Override
  public Parameters defaults() {
    return new Parameters(spec.seed(), spec.epochs(), 0, ChosenSettings.of(json));
  }

  @Override
  public Parameters quick() {
    return defaults();
  }

  @Override
  public Outcome run(RunContext context) {
    context.artifact(SPECIFICATION, Json.print(json).getBytes(StandardCharsets.UTF_8));
    spec.run(context.data(), film, context.recorder()).orThrow();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", film.accuracy());
    metrics.put("loss", film.loss());
    if (film.late()) {
      metrics.put("seconds_allowed", (double) limits.seconds());
    }
    return new Outcome(metrics, Map.of());
  }
}
