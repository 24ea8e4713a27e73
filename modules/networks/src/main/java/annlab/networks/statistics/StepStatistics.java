package annlab.networks.statistics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one step of an epoch was like inside.
 *
 * @param epoch 0-based
 * @param step 0-based within the epoch
 * @param rows rows of its batch
 * @param learningRate the step's
 * @param layers those with weights, from the first to the last
 * @param seconds wall time by phase: of the step {@code forward}, {@code backward} and {@code
 *     update}; of the epoch {@code training}, {@code validation} and {@code statistics}
 * @param heapBytes memory in use on Java's heap
 * @param offHeapBytes memory of ND4J's arrays outside it
 */
public record StepStatistics(
    int epoch,
    int step,
    int rows,
    double learningRate,
    List<LayerStatistics> layers,
    Map<String, Double> seconds,
    long heapBytes,
    long offHeapBytes) {
  public StepStatistics {
    layers = List.copyOf(layers);
    seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
  }

  /**
   * The same under another number.
   *
   * @param number the epoch's, 0-based
   * @return a changed copy
   */
  public StepStatistics withEpoch(int number) {
    return new StepStatistics(
        number, step, rows, learningRate, layers, seconds, heapBytes, offHeapBytes);
  }

  /**
   * The Euclidean norm of the whole gradient.
   *
   * @return the norm; empty where a tensor has no gradient to show
   */
  public OptionalDouble gradientNorm() {
    double squares = 0;
    for (LayerStatistics layer : layers) {
      for (TensorStatistics tensor : layer.tensors()) {
        if (tensor.gradients().isEmpty()) {
          return OptionalDouble.empty();
        }
        squares += tensor.size() * tensor.gradients().get().meanSquare();
      }
    }
    return OptionalDouble.of(Math.sqrt(squares));
  }
}
