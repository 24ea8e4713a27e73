package annlab.networks.callbacks;

import annlab.networks.Checkpoint;
import annlab.networks.Epoch;
import annlab.networks.StatefulCallback;
import annlab.networks.Training;
import annlab.networks.config.Hyperparameter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Stops training after epochs without improvement, as Keras' callback: after {@code patience}
 * epochs in a row whose value is not better than the best by more than {@code minDelta}, never in
 * the first epoch. Asked to, it puts the best epoch's weights back at the end of training, also
 * when training ran to its last epoch (Keras 3).
 */
public final class EarlyStopping implements StatefulCallback {
  private Monitor monitor;
  private final int patience;
  private final double minDelta;
  private final boolean restoreBestWeights;
  private @Nullable INDArray bestWeights;
  private double best;
  private int bestEpoch;
  private int waited;
  private boolean stopped;

  /**
   * A callback on the validation loss without a least improvement.
   *
   * @param patience epochs without improvement, at least 0
   * @param restoreBestWeights whether the best epoch's weights come back at the end
   */
  public EarlyStopping(int patience, boolean restoreBestWeights) {
    this("val_loss", patience, 0, restoreBestWeights);
  }

  /**
   * A callback.
   *
   * @param monitor Keras' name of the value; accuracies shall rise, others fall
   * @param patience epochs without improvement, at least 0
   * @param minDelta least improvement, at least 0
   * @param restoreBestWeights whether the best epoch's weights come back at the end
   */
  public EarlyStopping(String monitor, int patience, double minDelta, boolean restoreBestWeights) {
    if (patience < 0) {
      throw new IllegalArgumentException("patience must be at least 0, got " + patience);
    }
    Hyperparameter.require("minDelta", minDelta >= 0, "[0, inf)", minDelta);
    this.monitor = Monitor.of(monitor);
    this.patience = patience;
    this.minDelta = minDelta;
    this.restoreBestWeights = restoreBestWeights;
    this.best = this.monitor.worst();
  }

  @Override
  public void trainBegin(Training training) {
    monitor = monitor.in(training);
    best = monitor.worst();
    bestEpoch = 0;
    bestWeights = null;
    waited = 0;
    stopped = false;
  }

  @Override
  public void epochEnd(Training training, Epoch epoch) {
    double value = monitor.of(epoch);
    if (restoreBestWeights && bestWeights == null) {
      // the first epoch's weights are kept even if its value is NaN
      bestWeights = training.model().parameters();
      bestEpoch = epoch.number();
    }
    waited++;
    if (monitor.better(value, best, minDelta)) {
      best = value;
      bestEpoch = epoch.number();
      waited = 0;
      if (restoreBestWeights) {
        bestWeights = training.model().parameters();
      }
      return;
    }
    if (waited >= patience && epoch.number() > 0) {
      stopped = true;
      training.stopAfterEpoch();
    }
  }

  @Override
  public Map<String, INDArray> state() {
    Map<String, INDArray> state = new LinkedHashMap<>();
    state.put("numbers", Nd4j.createFromArray(best, bestEpoch, waited, stopped ? 1.0 : 0.0));
    if (bestWeights != null) {
      state.put("weights", bestWeights);
    }
    return state;
  }

  @Override
  public void restore(Map<String, INDArray> state) {
    double[] numbers = Checkpoint.numbers(state, "numbers", 4);
    best = numbers[0];
    bestEpoch = (int) numbers[1];
    waited = (int) numbers[2];
    stopped = numbers[3] == 1;
    bestWeights = state.get("weights");
  }

  @Override
  public void trainEnd(Training training) {
    if (bestWeights != null) {
      training.model().setParameters(bestWeights);
    }
  }

  /**
   * The best epoch of the last training.
   *
   * @return 0-based
   */
  public int bestEpoch() {
    return bestEpoch;
  }

  /**
   * Whether the last training was stopped by this callback.
   *
   * @return false if it ran to its end
   */
  public boolean stopped() {
    return stopped;
  }
}
