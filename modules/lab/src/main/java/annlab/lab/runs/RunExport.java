package annlab.lab.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.lab.Parameters;
import annlab.lab.claims.Verdict;
import annlab.lab.settings.Json;
import annlab.networks.Epoch;
import annlab.networks.config.JsonNumbers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A run as one JSON document that another home can take in: all of it but its files.
 *
 * <p>{@code {"format": "annlab-run-1", "id", "experiment", "status", "quick", "parameters",
 * "startedAt", "finishedAt", "metrics", "error", "name", "note", "tags", "provenance", "epochs":
 * [{"number", "logs", "steps", "seconds"}], "verdicts": [{"id", "section", "kind", "statement",
 * "target", "low", "high", "reason", "measured", "judgement"}]}}. Numbers that are not finite are
 * texts, as {@code "NaN"}.
 */
public final class RunExport {
  private static final String FORMAT = "annlab-run-1";

  private static final String SEAL = "sha256";

  private final JsonNode document;
  private final String source;

  private RunExport(JsonNode document, String source) {
    this.document = document;
    this.source = source;
  }

  /**
   * Writes a run that has ended.
   *
   * @param run the run
   * @return the document
   * @throws IllegalArgumentException if the run has not ended
   */
  public static ObjectNode of(Run run) {
    run.requireEnded();
    ObjectNode object = document(run);
    object.remove("group");
    return object;
  }

  /**
   * Writes a run as it is, ended or not, so that it can be told whether the document is as it was
   * written: with its {@code group}, its files as {@code "artifacts": [{"name", "bytes", "sha256",
   * "section", "caption"}]}, what lists show of it as {@code summary}, and as {@code sha256} the
   * SHA-256 of all of this on one line.
   */
  public static ObjectNode sealed(Run run, List<Artifact> artifacts) {
    ObjectNode object = document(run);
    object.set("summary", run.summary().json());
    object.set("artifacts", Json.array(artifacts.stream().map(Artifact::json).toList()));
    return object.put(SEAL, hash(object));
  }

  private static String hash(ObjectNode object) {
    return Artifact.sha256(Json.line(object).getBytes(UTF_8));
  }

  private static ObjectNode document(Run run) {
    ObjectNode object = Json.object().put("format", FORMAT);
    object.setAll(run.summary().head());
    object.remove(List.of("backend", "seed"));
    object.set("metrics", JsonNumbers.of(run.summary().metrics()));
    run.provenance().ifPresent(origin -> object.set("provenance", origin.json()));
    object.set("epochs", Json.array(run.epochs().stream().map(Epoch::json).toList()));
    object.set("verdicts", Json.array(run.verdicts().stream().map(Verdict::document).toList()));
    return object;
  }

  /**
   * Reads a run.
   *
   * @param document what {@link #of} wrote
   * @param source where it is from, for messages
   * @return the run
   * @throws IllegalArgumentException if it is something else, with what is wrong in it
   */
  public static Run read(JsonNode document, String source) {
    RunExport export = new RunExport(document, source);
    try {
      return export.run();
    } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
      throw export.wrong(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads a run from the document that its home keeps of it. One that was under way then is
   * interrupted.
   *
   * @param text what {@link #sealed} wrote
   * @param folder where the run's files are
   * @param source where it is from, for messages
   * @throws IllegalArgumentException if anything in it is not as it was written
   */
  public static Kept kept(String text, Path folder, String source) {
    ObjectNode object;
    try {
      object = (ObjectNode) Json.parse(text);
    } catch (IllegalStateException | ClassCastException e) {
      throw new IllegalArgumentException(source + " is damaged: it is no JSON object", e);
    }
    String seal = object.path(SEAL).asText();
    object.remove(SEAL);
    String actual = hash(object);
    if (!actual.equals(seal)) {
      throw new IllegalArgumentException(
          source + " is damaged: its content has SHA-256 " + actual + ", expected " + seal);
    }
    boolean wasUnderWay = !RunStatus.of(Json.text(object, "status")).hasEnded();
    if (wasUnderWay) {
      object
          .put("status", RunStatus.INTERRUPTED.label())
          .put("finishedAt", RunSummary.TIME.format(Instant.now()));
    }
    List<Artifact> artifacts = new ArrayList<>();
    object.path("artifacts").forEach(file -> artifacts.add(Artifact.of(file, folder)));
    return new Kept(read(object, source), artifacts, wasUnderWay);
  }

  /** A run as its home's document tells of it. */
  public record Kept(Run run, List<Artifact> artifacts, boolean wasUnderWay) {
    public Kept {
      artifacts = List.copyOf(artifacts);
    }
  }

  private Run run() {
    if (!document.path("format").asText().equals(FORMAT)) {
      throw new IllegalArgumentException("it has no \"format\": \"" + FORMAT + "\"");
    }
    List<Epoch> epochs = epochs();
    List<Verdict> verdicts = new ArrayList<>();
    document.path("verdicts").forEach(verdict -> verdicts.add(Verdict.of(verdict)));
    Optional<Provenance> provenance =
        document.has("provenance")
            ? Optional.of(Provenance.of(document.path("provenance")))
            : Optional.empty();
    return new Run(summary(provenance, epochs), provenance, epochs, verdicts);
  }

  private RunSummary summary(Optional<Provenance> provenance, List<Epoch> epochs) {
    RunStatus status = RunStatus.of(Json.text(document, "status"));
    if (!status.hasEnded()) {
      throw new IllegalArgumentException("the run has not ended");
    }
    return new RunSummary(
        new RunId(Json.text(document, "id")),
        Json.text(document, "experiment"),
        status,
        provenance.map(Provenance::backend),
        Parameters.of(document.path("parameters")),
        document.path("quick").asBoolean(),
        Instant.parse(Json.text(document, "startedAt")),
        Optional.of(Instant.parse(Json.text(document, "finishedAt"))),
        JsonNumbers.map(document.path("metrics")),
        epochs.size(),
        Map.of(),
        Map.of(),
        OptionalInt.empty(),
        0,
        0,
        Json.optionalText(document, "error"),
        document.path("stopRequested").asBoolean(),
        document.path("resumes").asInt(),
        Json.optionalText(document, "group"),
        Labels.of(document));
  }

  private List<Epoch> epochs() {
    List<Epoch> epochs = new ArrayList<>();
    int last = -1;
    for (JsonNode item : document.path("epochs")) {
      Epoch epoch = Epoch.of(item);
      if (epoch.number() <= last) {
        throw new IllegalArgumentException(
            "epoch " + epoch.number() + " comes after epoch " + last);
      }
      last = epoch.number();
      epochs.add(epoch);
    }
    return epochs;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        source + " is no run export: " + what + "; make one with: annlab runs --export RUN");
  }
}
