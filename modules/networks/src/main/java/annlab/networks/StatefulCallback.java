package annlab.networks;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A callback that remembers earlier epochs where they bear on what it does next. A checkpoint holds
 * its state beside the model's, so that a training that goes on from there takes the same turns.
 */
public interface StatefulCallback extends Callback {
  /**
   * What it remembers.
   *
   * @return arrays by name, each FLOAT or DOUBLE; single numbers as DOUBLE of shape [1]
   */
  Map<String, INDArray> state();

  /**
   * Takes back what {@link #state} gave. Called after {@link #trainBegin} and before the first
   * epoch.
   *
   * @param state the arrays by name
   */
  void restore(Map<String, INDArray> state);
}
