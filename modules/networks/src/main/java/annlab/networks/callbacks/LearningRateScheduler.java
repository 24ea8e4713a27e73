package annlab.networks.callbacks;

import annlab.networks.Callback;
import annlab.networks.Model;
import annlab.networks.Training;

/** Sets the learning rate before each epoch, as Keras' callback. */
public final class LearningRateScheduler implements Callback {
  /** A rate for each epoch. */
  @FunctionalInterface
  public interface Schedule {
    /**
     * The rate of an epoch.
     *
     * @param epoch 0-based
     * @param rate the rate before
     * @return the rate from now on, above 0
     */
    double rate(int epoch, double rate);
  }

  private final Schedule schedule;

  /**
   * A scheduler.
   *
   * @param schedule asked before each epoch
   */
  public LearningRateScheduler(Schedule schedule) {
    this.schedule = schedule;
  }

  @Override
  public void epochBegin(Training training, int epoch) {
    Model model = training.model();
    model.setLearningRate(schedule.rate(epoch, model.learningRate()));
  }
}
