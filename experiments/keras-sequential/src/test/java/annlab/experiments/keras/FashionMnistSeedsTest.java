package annlab.experiments.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.experiments.keras.api.SeedTrace;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.experiments.keras.seeds.FashionMnistSeedsExperiment;
import annlab.experiments.keras.seeds.SeedTraining;
import annlab.lab.Experiment;
import annlab.lab.RecordingContext;
import annlab.lab.claims.Claim;
import annlab.networks.Callback;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Several seeds, and training on, on the rows that come with the sources. */
class FashionMnistSeedsTest {

  @Test
  void everySeedIsTrainedAndTheFirstGoesOnWhereItStopped() {
    RecordingContext run = context(new FashionMnistSeedsExperiment());
    Map<String, Double> numbers = measure(new FashionMnistSeedsExperiment(), run);
    assertThat(run.epochs()).extracting(epoch -> epoch.number()).containsExactly(0, 1, 2, 3, 4);
    assertThat(numbers.get("G5-spread")).isPositive();
    assertThat(numbers.get("G13-mean-test-accuracy")).isBetween(0.3, 0.85);
    assertThat(numbers)
        .containsEntry("G10-steps", 5.0 * 38)
        .containsEntry("G10-same-bits", 0.0)
        .containsEntry("G10-training-accuracy", 0.0);
    assertThat(run.figures()).containsOnlyKeys("seeds");
  }

  @Test
  void twoThreadsTrainTheSameBitsAsOne() {
    FashionMnist data = FashionMnist.quick(new DataHome());
    SeedTraining training =
        new SeedTraining(
            data.train(DataType.FLOAT),
            data.validation(DataType.FLOAT),
            data.test(DataType.FLOAT),
            FashionMnistExperiment::model);
    assertThat(parameters(training, 2)).isEqualTo(parameters(training, 1));
  }

  private static List<String> parameters(SeedTraining training, int threads) {
    List<String> trained = new CopyOnWriteArrayList<>();
    List<Runnable> tasks = new ArrayList<>();
    for (int seed = 1; seed <= 4; seed++) {
      int own = seed;
      tasks.add(
          () ->
              trained.add(
                  own
                      + " "
                      + SeedTrace.fingerprint(
                          training.from(own, 2, new Callback() {}).model().parameters())));
    }
    SideBySide.run(tasks, threads);
    return trained.stream().sorted().toList();
  }

  @Test
  void aFailureInTheOtherThreadComesOutAsItWasAndNothingNewIsBegun() {
    Set<Integer> done = new ConcurrentSkipListSet<>();
    CountDownLatch failed = new CountDownLatch(1);
    List<Runnable> tasks =
        List.of(
            () -> awaitQuietly(failed),
            () -> {
              failed.countDown();
              throw new IllegalArgumentException("the second task fails");
            },
            () -> done.add(3));
    assertThatThrownBy(() -> SideBySide.run(tasks, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the second task fails");
    assertThatThrownBy(
            () -> SideBySide.run(List.of(FashionMnistSeedsTest::fail, () -> done.add(2)), 1))
        .isInstanceOf(IllegalStateException.class);
    assertThat(done).doesNotContain(2);
  }

  private static void fail() {
    throw new IllegalStateException("the first task fails");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, Double> measure(Experiment experiment, RecordingContext run) {
    Map<String, Double> numbers = experiment.run(run).measurements();
    assertThat(numbers.keySet())
        .containsExactlyInAnyOrderElementsOf(experiment.claims().stream().map(Claim::id).toList());
    return numbers;
  }

  private RecordingContext context(Experiment experiment) {
    return RecordingContext.of(experiment.quick()).withData(new DataHome()).quickly();
  }
}
