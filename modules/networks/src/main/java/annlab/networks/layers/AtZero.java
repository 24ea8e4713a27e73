package annlab.networks.layers;

import java.util.function.Supplier;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Mends a derivative of DL4J's at exactly 0, where a function bends and Keras has another one. */
final class AtZero {
  private AtZero() {}

  /**
   * Turns dLoss/da into dLoss/dz.
   *
   * @param z sums, which DL4J may overwrite
   * @param epsilon dLoss/da, likewise
   * @param more Keras' derivative at 0 less DL4J's
   * @param backprop DL4J's
   * @return dLoss/dz in place of DL4J's
   */
  static Pair<INDArray, INDArray> add(
      INDArray z, INDArray epsilon, double more, Supplier<Pair<INDArray, INDArray>> backprop) {
    INDArray zeros = z.eq(0);
    if (!zeros.any()) {
      return backprop.get();
    }
    INDArray difference = zeros.castTo(epsilon.dataType()).muli(epsilon).muli(more);
    Pair<INDArray, INDArray> back = backprop.get();
    back.getFirst().addi(difference);
    return back;
  }
}
