package annlab.lab.comparison;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The durations of a run's phases.
 *
 * @param startSeconds from the start of the process to the first step: Java, ND4J, data, model
 * @param firstStepMs the first step, which loads kernels and runs without compiled code
 * @param msPerStep median of the second half of the steps
 * @param steps steps of the main model
 * @param totalSeconds wall time of the whole process
 */
public record Timing(
    double startSeconds, double firstStepMs, double msPerStep, int steps, double totalSeconds) {
  ObjectNode json() {
    return Json.object()
        .put("startSeconds", startSeconds)
        .put("firstStepMs", firstStepMs)
        .put("msPerStep", msPerStep)
        .put("steps", steps)
        .put("totalSeconds", totalSeconds);
  }
}
