package annlab.sweep.trials;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The end of a trial or of a part of it.
 *
 * @param kind how
 * @param reason why, where it is no good end
 * @param diverged whether its loss was no finite number any more: a result, and nobody's fault
 */
public record TrialEnd(Kind kind, String reason, boolean diverged) {
  /** How trials end. */
  public enum Kind {
    /** It has come to its end. */
    FINISHED,
    /** It is paused where it should be, or was stopped. */
    INTERRUPTED,
    /** It ended in an error of its own. */
    FAILED,
    /** Something is missing that the next trial would miss too. */
    MISSING,
    /** Its process is gone. */
    LOST,
    /** Somebody ended its process, so that the same may well succeed once more. */
    KILLED
  }

  /**
   * As a worker's answer.
   *
   * @return {@code end}, {@code reason} where there is one, and {@code diverged}
   */
  ObjectNode json() {
    ObjectNode object = Json.object().put("end", kind.name());
    if (!reason.isEmpty()) {
      object.put("reason", reason);
    }
    return object.put("diverged", diverged);
  }

  /**
   * Reads a worker's answer.
   *
   * @param json the answer
   * @return what it says
   */
  public static TrialEnd of(JsonNode json) {
    return new TrialEnd(
        Kind.valueOf(json.path("end").asText()),
        json.path("reason").asText(),
        json.path("diverged").asBoolean());
  }
}
