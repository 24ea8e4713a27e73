package annlab.lab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.datasets.DataHome;
import annlab.lab.FakeExperiment;
import annlab.lab.runs.EpochProgress;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunOptions;
import annlab.lab.runs.TrainingStats;
import annlab.lab.store.RunStore;
import annlab.lab.store.StatisticsFile;
import annlab.networks.Callback;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.Training;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.statistics.StepStatistics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.core.storage.StorageMetaData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RecorderTest {
  @TempDir Path home;

  @Test
  void aRealTrainingLeavesItsEpochsAndDl4jsRecordsInTheStore() {
    INDArray x = Nd4j.linspace(0, 1, 80).reshape(40, 2);
    INDArray y = x.sum(1).reshape(40, 1);
    FakeExperiment toy =
        new FakeExperiment()
            .then(
                context -> {
                  Model model =
                      Sequential.of(Input.of(2), new Dense(3, "relu"), new Dense(1))
                          .seed(1)
                          .compile(Loss.meanSquaredError(), Optimizer.of("sgd"));
                  model.fit(
                      x,
                      y,
                      FitOptions.defaults()
                          .withEpochs(5)
                          .withBatchSize(4)
                          .withCallbacks(context.recorder(), new SlowSteps()));
                });
    try (RunStore store = RunStore.open(home)) {
      Run run = new Runner(store, () -> new DataHome(), home).run(toy, RunOptions.full(toy));
      assertThat(run.history().get("loss")).hasSize(FakeExperiment.EPOCHS + 5);

      assertThat(store.statistics(run.id()).points())
          .extracting(StepStatistics::epoch)
          .as("behind the epochs that no training gave")
          .startsWith(FakeExperiment.EPOCHS)
          .endsWith(FakeExperiment.EPOCHS + 4);
      assertThat(store.files().find(run.id(), StatisticsFile.FILE)).isPresent();

      List<TrainingStats> stats = store.statsAfter(run.id(), 0);
      Tally tally = new Tally();
      stats.forEach(one -> one.putInto(tally));
      assertThat(tally.meta).isNotEmpty();
      assertThat(tally.fixed).isNotEmpty();
      assertThat(tally.updates).isNotEmpty();
      assertThat(tally.updates)
          .allMatch(record -> record.getSessionID().startsWith(run.id().value()));
      long middle = stats.get(stats.size() / 2).id();
      assertThat(store.statsAfter(run.id(), middle)).allMatch(one -> one.id() > middle);
      assertThat(store.statsAfter(run.id(), stats.get(stats.size() - 1).id())).isEmpty();
    }
  }

  @Test
  void stepsOfAnEpochThatLastsAreToldWhileItDoes() {
    List<EpochProgress> seen = new ArrayList<>();
    try (RunStore store = RunStore.open(home)) {
      FakeExperiment toy =
          new FakeExperiment()
              .then(
                  context ->
                      Sequential.of(Input.of(1), new Dense(1))
                          .seed(1)
                          .compile(Loss.meanSquaredError(), Optimizer.of("sgd"))
                          .fit(
                              Nd4j.ones(40, 1),
                              Nd4j.ones(40, 1),
                              FitOptions.defaults()
                                  .withEpochs(1)
                                  .withBatchSize(1)
                                  .withCallbacks(
                                      context.recorder(),
                                      new SlowSteps(),
                                      new Reader(store, seen))));
      Run run = new Runner(store, () -> new DataHome(), home).run(toy, RunOptions.full(toy));
      assertThat(seen).isNotEmpty();
      assertThat(seen).extracting(EpochProgress::steps).containsOnly(40);
      assertThat(seen).extracting(EpochProgress::step).isSorted();
      assertThat(seen).extracting(each -> each.took().toMillis()).allMatch(took -> took >= 500);
      long last = seen.get(seen.size() - 1).took().toMillis();
      assertThat(Set.copyOf(seen)).as("twice a second").hasSizeLessThanOrEqualTo((int) last / 500);
      assertThat(store.progressFile(run.id()).read()).as("the run has ended").isEmpty();
    }
  }

  @Test
  void onlyDl4jsRecordClassesAreLoadedFromAStore() {
    assertThatThrownBy(() -> TrainingStats.decode("java.util.ArrayList", new byte[0]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no record class of DL4J");
  }

  /** A training has to last a while before statistics are a small share of it. */
  private static final class SlowSteps implements Callback {
    @Override
    public void batchEnd(Training training, int step, double loss) {
      LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
    }
  }

  /** Reads what the run in the store tells of itself at each step. */
  private record Reader(RunStore store, List<EpochProgress> seen) implements Callback {
    @Override
    public void batchEnd(Training training, int step, double loss) {
      store.progress(store.summaries().get(0).id(), FakeExperiment.EPOCHS).ifPresent(seen::add);
    }
  }

  /** Counts what a UI would be given. */
  private static final class Tally implements StatsStorageRouter {
    final List<StorageMetaData> meta = new ArrayList<>();
    final List<Persistable> fixed = new ArrayList<>();
    final List<Persistable> updates = new ArrayList<>();

    @Override
    public void putStorageMetaData(StorageMetaData record) {
      meta.add(record);
    }

    @Override
    public void putStorageMetaData(Collection<? extends StorageMetaData> records) {
      meta.addAll(records);
    }

    @Override
    public void putStaticInfo(Persistable record) {
      fixed.add(record);
    }

    @Override
    public void putStaticInfo(Collection<? extends Persistable> records) {
      fixed.addAll(records);
    }

    @Override
    public void putUpdate(Persistable record) {
      updates.add(record);
    }

    @Override
    public void putUpdate(Collection<? extends Persistable> records) {
      updates.addAll(records);
    }
  }
}
