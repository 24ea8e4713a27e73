package annlab.networks.statistics;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A layer with weights in a step.
 *
 * @param name the layer's
 * @param tensors its trainable tensors, in Keras' order
 * @param activations what it puts out for the batch, behind the mask of a Dropout layer that
 *     follows where the fused step computes
 * @param silent share of a ReLU layer's units that put out 0 for each row of the batch, 0 to 1; a
 *     dead unit is always among them; empty for other activations
 */
public record LayerStatistics(
    String name, List<TensorStatistics> tensors, Distribution activations, OptionalDouble silent) {
  public LayerStatistics {
    tensors = List.copyOf(tensors);
  }
}
