package annlab.lab;

import annlab.networks.Callback;
import annlab.networks.Dl4jStats;
import annlab.networks.Epoch;
import annlab.networks.Model;
import annlab.networks.Training;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Records a training in the run store as it goes, feeds DL4J's training UI, and ends the training
 * when asked to.
 *
 * <p>Epochs are numbered on through all trainings of a run, so that a second {@code fit} of the
 * same model continues the curve.
 */
final class Recorder implements Callback {
  /** DL4J's statistics take about 15 ms a time, which is 20 of the fastest steps. */
  static final int STATS_DISTANCE = 400;

  /** A long training gives no more records than this: a UI needs no more points. */
  static final int MOST_STATS = 60;

  /** A training too short for {@link #STATS_DISTANCE} still shows some points. */
  static final int FEW_STATS = 10;

  /** A search over many networks needs not keep the code of each. */
  private static final int MOST_CONFIGURATIONS = 4;

  private final RunStore store;
  private final RunId run;
  private final Stop stop;
  private final List<Callback> watchers;
  private final List<Model> models = new ArrayList<>();
  private final Set<String> configurations = new HashSet<>();
  private List<Callback> all;
  private int recorded;

  Recorder(RunStore store, RunId run, Stop stop, List<Callback> watchers) {
    this.store = store;
    this.run = run;
    this.stop = stop;
    this.watchers = List.copyOf(watchers);
    this.all = this.watchers;
    this.recorded = store.epochsAfter(run, -1).size();
  }

  /** Steps from one record to the next for a training of so many steps. */
  static int statsDistance(long steps) {
    if (steps < (long) STATS_DISTANCE * FEW_STATS) {
      return (int) Math.max(1, steps / FEW_STATS);
    }
    return (int) Math.max(STATS_DISTANCE, steps / MOST_STATS);
  }

  @Override
  public void trainBegin(Training training) {
    List<Callback> callbacks = new ArrayList<>(watchers);
    if (watchers.stream().noneMatch(StepWatcher.class::isInstance)) {
      callbacks.add(stats(training));
    }
    all = List.copyOf(callbacks);
    all.forEach(callback -> callback.trainBegin(training));
    stopIfAsked(training);
  }

  /** The statistics of each model are a session of their own, the first under the run's id. */
  private Callback stats(Training training) {
    if (!models.contains(training.model())) {
      models.add(training.model());
      training.model().toDl4j().ifPresent(this::keepConfiguration);
    }
    int number = models.indexOf(training.model()) + 1;
    String session = number == 1 ? run.value() : run.value() + "-" + number;
    int distance = statsDistance((long) training.epochs() * training.stepsPerEpoch());
    return new Dl4jStats(new StoreRouter(store, run), session, distance);
  }

  /** Models that differ in their weights only share one configuration. */
  private void keepConfiguration(String code) {
    if (configurations.size() < MOST_CONFIGURATIONS && configurations.add(code)) {
      String name = "dl4j-" + configurations.size() + ".java";
      store.artifact(run, name, code.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void epochBegin(Training training, int epoch) {
    all.forEach(callback -> callback.epochBegin(training, epoch));
  }

  @Override
  public void batchBegin(Training training, int step) {
    for (Callback callback : all) {
      callback.batchBegin(training, step);
    }
  }

  @Override
  public void batchEnd(Training training, int step, double loss) {
    for (Callback callback : all) {
      callback.batchEnd(training, step, loss);
    }
    stopIfAsked(training);
  }

  @Override
  public void epochEnd(Training training, Epoch epoch) {
    store.epoch(run, new Epoch(recorded++, epoch.logs(), epoch.steps(), epoch.took()));
    all.forEach(callback -> callback.epochEnd(training, epoch));
    stopIfAsked(training);
  }

  @Override
  public void trainEnd(Training training) {
    all.forEach(callback -> callback.trainEnd(training));
  }

  private void stopIfAsked(Training training) {
    if (stop.asked()) {
      training.stopNow();
    }
  }
}
