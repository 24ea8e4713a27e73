package annlab.networks;

import java.util.Optional;

/** What may happen between batches and epochs of a model's {@code fit}. */
public interface Callback {
  /**
   * Before the first batch.
   *
   * @param training the model and what was asked for
   */
  default void trainBegin(Training training) {}

  /**
   * Before an epoch's first batch.
   *
   * @param training the model and what was asked for
   * @param epoch 0-based
   */
  default void epochBegin(Training training, int epoch) {}

  /**
   * Before a batch. Called once a step, so it must be cheap.
   *
   * @param training the model and what was asked for
   * @param step 0-based within the epoch
   */
  default void batchBegin(Training training, int step) {}

  /**
   * After a batch. Called once a step, so it must be cheap.
   *
   * @param training the model and what was asked for
   * @param step 0-based within the epoch
   * @param loss mean loss of the epoch so far
   */
  default void batchEnd(Training training, int step, double loss) {}

  /**
   * After an epoch and its validation.
   *
   * @param training the model and what was asked for
   * @param epoch what it gave
   */
  default void epochEnd(Training training, Epoch epoch) {}

  /**
   * After the last epoch, also when training was stopped or failed.
   *
   * @param training the model and what was asked for
   */
  default void trainEnd(Training training) {}

  /**
   * What collects statistics of the layers, if this does: the loop then shows it a step of an epoch
   * now and then.
   *
   * @return empty for a callback that looks at no layers
   */
  default Optional<TrainingStatistics> statistics() {
    return Optional.empty();
  }
}
