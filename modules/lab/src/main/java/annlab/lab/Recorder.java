package annlab.lab;

import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Training;
import java.util.List;

/**
 * Records a training in the run store as it goes, and ends it when asked to.
 *
 * <p>Epochs are numbered on through all trainings of a run, so that a second {@code fit} of the
 * same model continues the curve.
 */
final class Recorder implements Callback {
  private final RunStore store;
  private final RunId run;
  private final Stop stop;
  private final List<Callback> watchers;
  private int recorded;

  Recorder(RunStore store, RunId run, Stop stop, List<Callback> watchers) {
    this.store = store;
    this.run = run;
    this.stop = stop;
    this.watchers = watchers;
    this.recorded = store.epochsAfter(run, -1).size();
  }

  @Override
  public void trainBegin(Training training) {
    watchers.forEach(watcher -> watcher.trainBegin(training));
    stopIfAsked(training);
  }

  @Override
  public void epochBegin(Training training, int epoch) {
    watchers.forEach(watcher -> watcher.epochBegin(training, epoch));
  }

  @Override
  public void batchEnd(Training training, int step, double loss) {
    for (Callback watcher : watchers) {
      watcher.batchEnd(training, step, loss);
    }
    stopIfAsked(training);
  }

  @Override
  public void epochEnd(Training training, Epoch epoch) {
    store.epoch(run, new Epoch(recorded++, epoch.logs(), epoch.steps(), epoch.took()));
    watchers.forEach(watcher -> watcher.epochEnd(training, epoch));
    stopIfAsked(training);
  }

  @Override
  public void trainEnd(Training training) {
    watchers.forEach(watcher -> watcher.trainEnd(training));
  }

  private void stopIfAsked(Training training) {
    if (stop.asked()) {
      training.stopNow();
    }
  }
}
