package annlab.networks;

import java.util.Map;

/** A training under way, as callbacks see it. */
public interface Training {
  /**
   * The model in training.
   *
   * @return the model
   */
  Model model();

  /**
   * The number of epochs asked for, counted from epoch 0.
   *
   * @return the number of the epoch behind the last
   */
  int epochs();

  /**
   * Steps in an epoch, the short last batch included.
   *
   * @return mini-batches per epoch
   */
  int stepsPerEpoch();

  /**
   * Loss and metrics of the epoch under way, over the batches so far.
   *
   * @return Keras' names and values, {@code loss} first
   */
  Map<String, Double> logs();

  /**
   * The values that each epoch reports, and of each whether a higher one is better.
   *
   * @return Keras' names, {@code loss} first, those of validation rows last; empty where they are
   *     not known before the first epoch
   */
  default Map<String, Boolean> higherIsBetter() {
    return Map.of();
  }

  /** Ends training after the batch under way; an epoch that was cut short is not reported. */
  void stopNow();

  /** Ends training after the epoch under way. */
  void stopAfterEpoch();
}
