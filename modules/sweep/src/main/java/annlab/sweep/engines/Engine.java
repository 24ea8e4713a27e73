package annlab.sweep.engines;

import annlab.lab.runs.RunId;
import annlab.networks.Epoch;
import annlab.sweep.trials.TrialEnd;
import annlab.sweep.trials.TrialOrder;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs trials. Their results are in the run store when their end is reported. */
public interface Engine extends AutoCloseable {
  /**
   * How many trials may run at a time.
   *
   * @return at least 1; may grow and shrink
   */
  int slots();

  /**
   * Begins a trial.
   *
   * @param order what to train; its run is in the store
   * @param epochs told of each epoch, from a thread of the engine
   * @param end told once how it ended, from a thread of the engine
   */
  void start(TrialOrder order, Consumer<Epoch> epochs, Consumer<TrialEnd> end);

  /**
   * Asks a trial to end where it is.
   *
   * @param run its run
   */
  void stop(RunId run);

  /**
   * Where the engine shows itself.
   *
   * @return an address, if it has a page
   */
  Optional<String> page();

  /** Ends all that is still under way; nothing that the engine started outlives this. */
  @Override
  void close();
}
