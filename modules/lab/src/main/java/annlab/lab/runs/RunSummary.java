package annlab.lab.runs;

import annlab.lab.Parameters;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A run without its history and claims, as lists show it.
 *
 * @param id its name
 * @param experiment the experiment's id
 * @param status where it stands
 * @param backend {@code cpu} or {@code cuda}, as ND4J reported it; empty before ND4J was loaded
 * @param parameters its settings
 * @param quick whether it is a quick run
 * @param startedAt when it was started; while queued when it was asked for
 * @param finishedAt when it ended, well or not
 * @param metrics final figures by name
 * @param epochs epochs recorded so far
 * @param last what the newest epoch gave, under Keras' names
 * @param best what the best epoch gave: the one of least {@code val_loss}, or else {@code loss}
 * @param bestEpoch its number, from 0; empty before the first epoch
 * @param passed claims with PASS
 * @param failed claims with FAIL
 * @param error one line, if it failed
 * @param stopRequested whether somebody asked it to stop
 * @param resumes how often it went on after it had been cut short
 * @param group what it shares with runs of other seeds that were started with it
 * @param labels what people call it and say of it
 */
public record RunSummary(
    RunId id,
    String experiment,
    RunStatus status,
    Optional<String> backend,
    Parameters parameters,
    boolean quick,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Map<String, Double> metrics,
    int epochs,
    Map<String, Double> last,
    Map<String, Double> best,
    OptionalInt bestEpoch,
    int passed,
    int failed,
    Optional<String> error,
    boolean stopRequested,
    int resumes,
    Optional<String> group,
    Labels labels) {
  /** ISO 8601 in UTC with milliseconds always, so that texts sort as times do. */
  public static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  public RunSummary {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    last = Collections.unmodifiableMap(new LinkedHashMap<>(last));
    best = Collections.unmodifiableMap(new LinkedHashMap<>(best));
  }

  /**
   * Words that people have given it.
   *
   * @return in alphabetical order
   */
  public List<String> tags() {
    return labels.tags();
  }

  /**
   * As JSON: the fields of a run without {@code history} and {@code claims}, and the counts {@code
   * epochs}, {@code passed} and {@code failed}, and the numbers of the {@code last} and the {@code
   * best} epoch in their place.
   *
   * @return an object
   */
  public ObjectNode json() {
    ObjectNode object = head();
    object.put("epochs", epochs);
    object.put("passed", passed);
    object.put("failed", failed);
    object.set("last", Json.numbers(last));
    object.set("best", Json.numbers(best));
    bestEpoch.ifPresent(number -> object.put("bestEpoch", number));
    return object;
  }

  /** The fields that a run and its summary share. */
  ObjectNode head() {
    ObjectNode object = Json.object();
    object.put("id", id.value());
    object.put("experiment", experiment);
    object.put("status", status.label());
    backend.ifPresent(name -> object.put("backend", name));
    object.put("seed", parameters.seed());
    object.put("quick", quick);
    object.put("startedAt", TIME.format(startedAt));
    finishedAt.ifPresent(time -> object.put("finishedAt", TIME.format(time)));
    object.set("parameters", parameters.json());
    object.set("metrics", Json.numbers(metrics));
    error.ifPresent(message -> object.put("error", message));
    if (stopRequested) {
      object.put("stopRequested", true);
    }
    if (resumes > 0) {
      object.put("resumes", resumes);
    }
    group.ifPresent(name -> object.put("group", name));
    return object.setAll(labels.json());
  }
}
