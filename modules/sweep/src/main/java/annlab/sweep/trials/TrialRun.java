package annlab.sweep.trials;

import annlab.datasets.DataUnavailableException;
import annlab.lab.Experiment;
import annlab.lab.runner.Runner;
import annlab.lab.runs.RunOptions;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.FailureReason;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.store.RunStore;
import annlab.networks.Epoch;
import annlab.networks.TrainingDivergedException;
import java.util.function.Consumer;

/** Trains one trial in this process and returns how it ended. */
final class TrialRun {
  private final RunStore store;
  private final Runner runner;

  TrialRun(RunStore store, Runner runner) {
    this.store = store;
    this.runner = runner;
  }

  /**
   * Runs a trial whose run is in the store, queued or cut short.
   *
   * @param order what to train
   * @param audience told of each epoch
   * @return how it ended, see {@link TrialEnd}
   */
  TrialEnd run(TrialOrder order, Consumer<Epoch> audience) {
    try {
      Experiment experiment = order.toExperiment();
      requireSameCode(order, experiment);
      return new TrialEnd(run(order, experiment, audience), "", false);
    } catch (PrerequisiteException | DataUnavailableException e) {
      return new TrialEnd(TrialEnd.Kind.MISSING, FailureReason.of(e), false);
    } catch (TrainingDivergedException e) {
      return new TrialEnd(TrialEnd.Kind.FAILED, FailureReason.of(e), true);
    } catch (RuntimeException | OutOfMemoryError e) {
      return new TrialEnd(TrialEnd.Kind.FAILED, FailureReason.of(e), false);
    }
  }

  private TrialEnd.Kind run(TrialOrder order, Experiment experiment, Consumer<Epoch> audience) {
    RunOptions options =
        order.resume()
            ? RunOptions.resuming(store.require(order.run().value()))
            : (order.quick() ? RunOptions.quick(experiment) : RunOptions.full(experiment))
                .withParameters(order.parameters())
                .withQueued(order.run());
    options = options.withWatcher(new Epochs(audience));
    if (order.until() > 0) {
      options = options.withPauseAfter(order.until());
    }
    RunStatus status = runner.run(experiment, options).status();
    return status == RunStatus.FINISHED ? TrialEnd.Kind.FINISHED : TrialEnd.Kind.INTERRUPTED;
  }

  /** Other code may give other numbers, and would give them under the name of this code. */
  private static void requireSameCode(TrialOrder order, Experiment experiment) {
    if (order.fingerprint().isPresent() && !order.fingerprint().equals(experiment.fingerprint())) {
      throw new PrerequisiteException(
          "the worker has other code than the sweep: its sources have SHA-256 "
              + experiment.fingerprint().orElse("unknown")
              + ", the sweep's "
              + order.fingerprint().get()
              + "; start both from the same build");
    }
  }
}
