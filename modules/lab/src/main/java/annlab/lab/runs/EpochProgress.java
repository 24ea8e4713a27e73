package annlab.lab.runs;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * How far a training is in an epoch that has not ended.
 *
 * @param epoch its number from 0, through all trainings of the run
 * @param step steps that are done, from 1
 * @param steps steps that the epoch has
 * @param took time since the epoch began
 */
public record EpochProgress(int epoch, int step, int steps, Duration took) {
  private static final double MILLIS_PER_SECOND = 1000;

  public EpochProgress {
    if (epoch < 0 || step < 1 || steps < step || took.isNegative()) {
      throw new IllegalArgumentException(
          "step must be in [1, steps], epoch and took not below 0, got "
              + step
              + " of "
              + steps
              + " in epoch "
              + epoch
              + " after "
              + took);
    }
  }

  /**
   * As JSON.
   *
   * @return {@code epoch}, {@code step}, {@code steps} and {@code seconds}
   */
  public ObjectNode json() {
    return Json.object()
        .put("epoch", epoch)
        .put("step", step)
        .put("steps", steps)
        .put("seconds", took.toMillis() / MILLIS_PER_SECOND);
  }
}
