package annlab.networks.callbacks;

import annlab.networks.Checkpoint;
import annlab.networks.Epoch;
import annlab.networks.Model;
import annlab.networks.StatefulCallback;
import annlab.networks.Training;
import annlab.networks.config.Hyperparameter;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Multiplies the learning rate by a factor after epochs without improvement, as Keras' {@code
 * ReduceLROnPlateau}; after that it waits {@code cooldown} epochs before it counts again.
 */
public final class ReduceLrOnPlateau implements StatefulCallback {
  private Monitor monitor;
  private final double factor;
  private final int patience;
  private final double minDelta;
  private final int cooldown;
  private final double minRate;
  private double best;
  private int waited;
  private int cooling;

  /** Keras' defaults: {@code val_loss}, factor 0.1, patience 10, least improvement 1e-4. */
  public ReduceLrOnPlateau() {
    this("val_loss", 0.1, 10, 1e-4, 0, 0);
  }

  /**
   * A callback.
   *
   * @param monitor Keras' name of the value; accuracies shall rise, others fall
   * @param factor in (0, 1)
   * @param patience epochs without improvement, at least 0
   * @param minDelta least improvement, at least 0
   * @param cooldown epochs after a reduction that do not count, at least 0
   * @param minRate bound that the rate does not go below, at least 0
   */
  public ReduceLrOnPlateau(
      String monitor, double factor, int patience, double minDelta, int cooldown, double minRate) {
    Hyperparameter.require("factor", factor > 0 && factor < 1, "(0, 1)", factor);
    Hyperparameter.require("patience", patience >= 0, "[0, inf)", patience);
    Hyperparameter.require("minDelta", minDelta >= 0, "[0, inf)", minDelta);
    Hyperparameter.require("cooldown", cooldown >= 0, "[0, inf)", cooldown);
    Hyperparameter.require("minRate", minRate >= 0, "[0, inf)", minRate);
    this.monitor = Monitor.of(monitor);
    this.factor = factor;
    this.patience = patience;
    this.minDelta = minDelta;
    this.cooldown = cooldown;
    this.minRate = minRate;
    this.best = this.monitor.worst();
  }

  @Override
  public void trainBegin(Training training) {
    monitor = monitor.in(training);
    best = monitor.worst();
    waited = 0;
    cooling = 0;
  }

  @Override
  public Map<String, INDArray> state() {
    return Map.of("numbers", Nd4j.createFromArray(best, (double) waited, (double) cooling));
  }

  @Override
  public void restore(Map<String, INDArray> state) {
    double[] numbers = Checkpoint.numbers(state, "numbers", 3);
    best = numbers[0];
    waited = (int) numbers[1];
    cooling = (int) numbers[2];
  }

  @Override
  public void epochEnd(Training training, Epoch epoch) {
    double value = monitor.of(epoch);
    if (cooling > 0) {
      cooling--;
      waited = 0;
    }
    if (monitor.better(value, best, minDelta)) {
      best = value;
      waited = 0;
    } else if (cooling == 0) {
      waited++;
      if (waited >= patience) {
        reduce(training.model());
      }
    }
  }

  private void reduce(Model model) {
    double rate = model.learningRate();
    if (rate > minRate) {
      model.setLearningRate(Math.max(rate * factor, minRate));
      cooling = cooldown;
      waited = 0;
    }
  }
}
