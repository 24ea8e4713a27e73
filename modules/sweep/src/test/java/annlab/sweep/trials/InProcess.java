package annlab.sweep.trials;

import annlab.lab.runner.Runner;
import annlab.lab.store.RunStore;
import annlab.networks.Epoch;
import java.util.function.Consumer;

/** Trials in the test's own process. */
public final class InProcess {
  private final TrialRun trials;

  /** Of a store. */
  public InProcess(RunStore store, Runner runner) {
    trials = new TrialRun(store, runner);
  }

  /** Runs a trial as a worker does. */
  public TrialEnd run(TrialOrder order, Consumer<Epoch> audience) {
    return trials.run(order, audience);
  }
}
