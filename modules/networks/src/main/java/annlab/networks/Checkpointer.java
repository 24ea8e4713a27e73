package annlab.networks;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A callback that keeps checkpoints, so that a training can go on after its process is gone.
 *
 * <p>A training that goes on gives the same bits as one that was never cut short: parameters,
 * optimizer, rate and counts come from the checkpoint, the order of rows is drawn again for the
 * epochs that are done, and every {@link StatefulCallback} gets its state back. Other callbacks
 * must not depend on earlier epochs.
 */
public interface Checkpointer extends Callback {
  /**
   * The checkpoint to resume from, asked once after every callback's {@link #trainBegin}.
   *
   * @param training the model and what was asked for
   * @return the checkpoint; empty to begin at the beginning
   */
  Optional<Checkpoint> latest(Training training);

  /**
   * Takes a checkpoint after an epoch, once every callback has seen its end.
   *
   * @param training the model and what was asked for
   * @param checkpoint the state after the epoch, copied when asked for
   */
  void save(Training training, Supplier<Checkpoint> checkpoint);
}
