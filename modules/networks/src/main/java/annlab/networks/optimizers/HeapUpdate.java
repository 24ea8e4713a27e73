package annlab.networks.optimizers;

import annlab.kernels.Numbers;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/** An optimizer's update of parameters on the heap, whose bits are the same on every processor. */
@FunctionalInterface
public interface HeapUpdate {
  /**
   * Changes the parameters, weight decay included.
   *
   * @param parameters to be changed
   * @param gradient the mean over the rows
   * @param state the optimizer's, each part as large as the parameters
   * @param rate learning rate of this step
   * @param step updates done before this one
   * @param type of the parameters
   */
  void apply(
      Numbers parameters,
      Numbers gradient,
      List<Numbers> state,
      double rate,
      int step,
      DataType type);
}
