package annlab.lab.runner;

import annlab.lab.StepWatcher;
import annlab.lab.runs.RunId;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.store.Checkpoints;
import annlab.lab.store.ProgressFile;
import annlab.lab.store.RunStore;
import annlab.lab.store.StatisticsFile;
import annlab.networks.Callback;
import annlab.networks.Checkpoint;
import annlab.networks.Checkpointer;
import annlab.networks.Dl4jStats;
import annlab.networks.Epoch;
import annlab.networks.Model;
import annlab.networks.Training;
import annlab.networks.TrainingStatistics;
import annlab.networks.statistics.StepStatistics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Records a training in the run store as it goes, keeps its checkpoints, feeds DL4J's training UI,
 * and ends the training when asked to.
 *
 * <p>Epochs are numbered on through all trainings of a run, so that a second {@code fit} of the
 * same model continues the curve. In a run that is resumed the experiment runs from its beginning,
 * and each recorded training goes on from its checkpoint; one that was done does nothing.
 */
final class Recorder implements Checkpointer, AutoCloseable {
  /**
   * A checkpoint at the end of each epoch, but no more than one a second: syncing a file takes
   * milliseconds, as long as the shortest epochs.
   */
  static final Duration CHECKPOINT_DISTANCE = Duration.ofSeconds(1);

  /** A long training gives no more records than this: a UI needs no more points. */
  static final int MAX_STATS = 60;

  /** A search over many networks needs not keep the code of each. */
  private static final int MAX_CONFIGURATIONS = 4;

  private final RunStore store;
  private final RunId run;
  private final Stop stop;
  private final List<Callback> watchers;
  private final Checkpoints checkpoints;
  private final boolean feedsTrainingUi;
  private final StatisticsFile statistics;
  private final ProgressFile progress;
  private final EpochWatch watch;
  private final boolean resumed;
  private final long distance;
  private final OptionalInt pauseAfter;
  private final List<Model> models = new ArrayList<>();
  private final Set<String> configurations = new HashSet<>();
  private List<Callback> all;
  private final TrainingStatistics layers;
  private int recorded;
  private int trainings;
  private long kept = System.nanoTime();
  private Duration takenOver = Duration.ZERO;

  /**
   * A recorder of a run from its beginning.
   *
   * @param feedsTrainingUi whether DL4J's training UI is to show its models
   * @param resumed whether trainings go on from their checkpoints
   * @param distance least time between two checkpoints
   * @param pauseAfter how many recorded epochs end the run for now, if any do
   */
  Recorder(
      RunStore store,
      RunId run,
      Stop stop,
      List<Callback> watchers,
      boolean feedsTrainingUi,
      boolean resumed,
      Duration distance,
      OptionalInt pauseAfter) {
    this.store = store;
    this.run = run;
    this.stop = stop;
    this.watchers = List.copyOf(watchers);
    this.all = this.watchers;
    this.checkpoints = store.checkpoints(run);
    this.feedsTrainingUi = feedsTrainingUi;
    this.statistics = store.statistics(run);
    this.progress = store.progressFile(run);
    this.watch = new EpochWatch(progress);
    progress.clear();
    this.layers = new TrainingStatistics(this::keep);
    this.resumed = resumed;
    this.distance = distance.toNanos();
    this.pauseAfter = pauseAfter;
  }

  @Override
  public void trainBegin(Training training) {
    trainings++;
    layers.trainBegin(training);
    List<Callback> callbacks = new ArrayList<>(watchers);
    if (feedsTrainingUi && watchers.stream().noneMatch(StepWatcher.class::isInstance)) {
      callbacks.add(stats(training));
    }
    all = List.copyOf(callbacks);
    all.forEach(callback -> callback.trainBegin(training));
    stopIfAsked(training);
  }

  @Override
  public Optional<TrainingStatistics> statistics() {
    return Optional.of(layers);
  }

  private void keep(StepStatistics point) {
    statistics.append(point.withEpoch(recorded));
  }

  /** The statistics of each model are a session of their own, the first under the run's id. */
  private Callback stats(Training training) {
    if (!models.contains(training.model())) {
      models.add(training.model());
      keepConfiguration(training.model().toDl4j());
    }
    int number = models.indexOf(training.model()) + 1;
    String session = number == 1 ? run.value() : run.value() + "-" + number;
    long steps = (long) training.epochs() * training.stepsPerEpoch();
    int distance = (int) Math.min(Integer.MAX_VALUE, Math.max(1, steps / MAX_STATS));
    return new Dl4jStats(new StoreRouter(store, run), session, distance);
  }

  @Override
  public Optional<Checkpoint> latest(Training training) {
    Optional<Checkpoint> found = resumed ? checkpoints.read(trainings) : Optional.empty();
    for (Epoch epoch : found.map(Checkpoint::epochs).orElse(List.of())) {
      record(epoch);
      takenOver = takenOver.plus(epoch.took());
    }
    if (found.isPresent() && pauses()) {
      stop.ask(); // its process died between this checkpoint and its last word
      stopIfAsked(training);
    }
    return found;
  }

  @Override
  public void save(Training training, Supplier<Checkpoint> checkpoint) {
    if (pauses() || System.nanoTime() - kept >= distance) {
      statistics.write(); // a run that goes on from here has none to lose
      checkpoints.write(trainings, checkpoint.get());
      store.documents().keep(run);
      kept = System.nanoTime();
    }
  }

  private boolean pauses() {
    return pauseAfter.isPresent() && recorded >= pauseAfter.getAsInt();
  }

  /** The time of the epochs that were taken over from checkpoints. */
  Duration takenOver() {
    return takenOver;
  }

  /** Models that differ in their weights only share one configuration. */
  private void keepConfiguration(String code) {
    if (configurations.size() < MAX_CONFIGURATIONS && configurations.add(code)) {
      String name = "dl4j-" + configurations.size() + ".java";
      store.files().write(run, name, code.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void epochBegin(Training training, int epoch) {
    watch.begin(recorded, training.stepsPerEpoch());
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
    watch.done(step + 1);
    for (Callback callback : all) {
      callback.batchEnd(training, step, loss);
    }
    stopIfAsked(training);
  }

  @Override
  public void epochEnd(Training training, Epoch epoch) {
    watch.end();
    record(epoch);
    all.forEach(callback -> callback.epochEnd(training, epoch));
    if (pauses()) {
      stop.ask(); // the loop offers its checkpoint next, and then ends
    }
    stopIfAsked(training);
  }

  private void record(Epoch epoch) {
    store.epoch(run, new Epoch(recorded++, epoch.logs(), epoch.steps(), epoch.took()));
  }

  @Override
  public void trainEnd(Training training) {
    watch.end();
    all.forEach(callback -> callback.trainEnd(training));
    statistics.keep();
  }

  /** What another thread does for the training from time to time: it tells how it goes. */
  void tell() {
    watch.tell();
    try {
      statistics.write();
    } catch (PrerequisiteException e) {
      return; // the training itself will say so when it keeps them
    }
  }

  @Override
  public void close() {
    progress.close();
  }

  private void stopIfAsked(Training training) {
    if (stop.asked()) {
      training.stopNow();
    }
  }
}
