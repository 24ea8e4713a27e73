package annlab.sweep.trials;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.datasets.DataSet;
import annlab.estimators.specification.ChosenSettings;
import annlab.estimators.specification.FitResult;
import annlab.estimators.specification.FitSpec;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.claims.Claim;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fit of {@code annlab fit} as a run without claims. Its numbers are the fit's to the bit; the
 * specification is kept with it as {@value #SPECIFICATION}.
 */
public final class FitExperiment implements Experiment {
  /** The id under which such runs are listed. */
  public static final String ID = "fit";

  /** What its run keeps, as the fit took it. */
  public static final String SPECIFICATION = "specification.json";

  /** What a run that somebody asked for by itself keeps of a Sequential model. */
  private static final String MODEL = "model.zip";

  private static final List<JsonPointer> PATHS =
      List.of(JsonPointer.compile("/data/csv"), JsonPointer.compile("/weights"));

  private final ObjectNode json;
  private final FitSpec spec;
  private final boolean keepsModel;
  private Optional<FitResult> result = Optional.empty();

  /**
   * The fit of a specification.
   *
   * @param json the specification
   * @param folder where its relative paths start
   * @throws IllegalArgumentException if it is none
   */
  public FitExperiment(ObjectNode json, Path folder) {
    this(json, FitSpec.parse(Json.line(json), folder), false);
  }

  private FitExperiment(ObjectNode json, FitSpec spec, boolean keepsModel) {
    this.json = json;
    this.spec = spec;
    this.keepsModel = keepsModel;
  }

  /**
   * A fit by itself, which keeps its model. The paths of its specification are kept as absolute
   * ones, so that its run can be gone on with from any folder.
   *
   * @param file the specification
   * @return the fit
   * @throws annlab.datasets.DataUnavailableException if the file cannot be read
   * @throws IllegalArgumentException if it is no specification
   */
  public static FitExperiment read(Path file) {
    String text = FitSpec.text(file);
    FitSpec spec = FitSpec.parse(text, FitSpec.folder(file));
    ObjectNode json = (ObjectNode) Json.parse(text);
    for (JsonPointer pointer : PATHS) {
      if (json.at(pointer).isTextual()) {
        Path named = FitSpec.folder(file).resolve(json.at(pointer).asText());
        ((ObjectNode) json.at(pointer.head()))
            .put(pointer.last().getMatchingProperty(), named.toString());
      }
    }
    return new FitExperiment(json, spec, true);
  }

  /**
   * The fit of a run that was made by {@link #read}.
   *
   * @param text what the run keeps as {@value #SPECIFICATION}
   * @return the fit
   */
  public static FitExperiment again(String text) {
    return new FitExperiment((ObjectNode) Json.parse(text), FitSpec.parse(text, Path.of("")), true);
  }

  /**
   * Whether a run is a fit of a sweep, which goes on as a whole, and not one by itself.
   *
   * @param run the run
   * @return true for a trial
   */
  public static boolean isTrial(RunSummary run) {
    return run.experiment().equals(ID) && run.group().isPresent();
  }

  /**
   * What a fit is called.
   *
   * @param settings its {@code data} and {@code model}
   * @return a title for people
   */
  public static String title(Map<String, String> settings) {
    return "A fit of " + settings.get("data") + " by " + settings.get("model");
  }

  /**
   * What is fitted.
   *
   * @return the specification
   */
  public FitSpec spec() {
    return spec;
  }

  /**
   * What the fit gave, also if it diverged or was stopped.
   *
   * @return empty before its training has ended
   */
  public Optional<FitResult> result() {
    return result;
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
    return title(ChosenSettings.of(json));
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
  public List<DataSet> dataSets() {
    return DataSet.named(ChosenSettings.data(json)).stream().toList();
  }

  @Override
  public Outcome run(RunContext context) {
    context.artifact(SPECIFICATION, Json.print(json).getBytes(UTF_8));
    FitResult fitted = spec.run(context.data(), context.recorder());
    result = Optional.of(fitted);
    fitted.orThrow();
    if (keepsModel && spec.hasWeights()) {
      context.artifact(MODEL, bytes(fitted));
    }
    return new Outcome(metrics(fitted.json()), Map.of());
  }

  @Override
  public boolean feedsTrainingUi() {
    return false; // DL4J can tell of few of the models that may be specified
  }

  private static byte[] bytes(FitResult fitted) {
    try {
      Path file = Files.createTempFile("annlab-", "-" + MODEL);
      try {
        fitted.save(file);
        return Files.readAllBytes(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the model cannot be kept: " + e.getMessage(), e);
    }
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
      if (entry.getValue().isNumber()) {
        metrics.put("test_" + entry.getKey(), entry.getValue().doubleValue());
      }
    }
    return metrics;
  }
}
