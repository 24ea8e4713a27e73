package annlab.networks.statistics;

import java.util.Optional;

/**
 * One of a layer's tensors in a step.
 *
 * @param name Keras' name of it: {@code kernel}, {@code bias}, {@code gamma}, {@code beta}
 * @param size how many numbers it has
 * @param weights the numbers after the step
 * @param gradients of the loss, penalties included, mean over the batch's rows; empty where the
 *     step has none to show
 * @param updates what the step added to the numbers
 */
public record TensorStatistics(
    String name,
    long size,
    Distribution weights,
    Optional<Distribution> gradients,
    Distribution updates) {
  /**
   * How large the updates are beside the weights; about -3 is healthy, far above it a training
   * jumps, far below it crawls.
   *
   * @return {@code log10(mean |update| / mean |weight|)}; not finite where either mean is 0
   */
  public double logRatio() {
    return Math.log10(updates.meanMagnitude() / weights.meanMagnitude());
  }
}
