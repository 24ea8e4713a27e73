package annlab.lab.comparison;

import annlab.lab.runs.Run;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One of the two runs of a comparison.
 *
 * @param label its place on the axis, as {@code float}
 * @param run the run
 * @param timing where its time went
 */
public record Side(String label, Run run, Timing timing) {
  /** The run as {@link Run#json} has it is under {@code run}. */
  ObjectNode json() {
    ObjectNode object = Json.object().put("label", label);
    object.set("timing", timing.json());
    object.set("run", run.json());
    return object;
  }
}
