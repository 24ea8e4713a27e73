package annlab.networks.formats;

import annlab.networks.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The state of an optimizer as Keras keeps it.
 *
 * @param iterations updates done
 * @param learningRate the rate of the next step; empty where a schedule gives it
 * @param parts the state's parts, each with one array a trainable variable
 */
public record OptimizerVariables(
    long iterations, OptionalDouble learningRate, List<List<INDArray>> parts) {
  public OptimizerVariables {
    parts = List.copyOf(parts);
  }

  /** Keras' list of the arrays behind step and rate. */
  List<INDArray> inOrder(Optimizer optimizer) {
    List<INDArray> all = new ArrayList<>();
    if (optimizer.partsAlternate()) {
      for (int v = 0; v < (parts.isEmpty() ? 0 : parts.get(0).size()); v++) {
        for (List<INDArray> part : parts) {
          all.add(part.get(v));
        }
      }
    } else {
      parts.forEach(all::addAll);
    }
    return all;
  }

  /** Sorts Keras' list into parts. */
  static List<List<INDArray>> parts(Optimizer optimizer, int variables, List<INDArray> all) {
    int factor = optimizer.stateFactor();
    List<List<INDArray>> parts = new ArrayList<>();
    for (int part = 0; part < factor; part++) {
      List<INDArray> arrays = new ArrayList<>();
      for (int v = 0; v < variables; v++) {
        arrays.add(all.get(optimizer.partsAlternate() ? v * factor + part : part * variables + v));
      }
      parts.add(List.copyOf(arrays));
    }
    return parts;
  }
}
