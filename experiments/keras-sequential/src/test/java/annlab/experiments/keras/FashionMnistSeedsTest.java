package annlab.experiments.keras;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.FashionMnistExtract;
import annlab.lab.Claim;
import annlab.lab.Experiment;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several seeds, and training on, on the rows that come with the sources. */
class FashionMnistSeedsTest {
  @TempDir Path folder;

  @Test
  void everySeedIsTrainedAndTheSeedsDiffer() {
    RecordingContext run = context(new FashionMnistSeedsExperiment());
    Map<String, Double> numbers = measure(new FashionMnistSeedsExperiment(), run);
    assertThat(run.epochs).hasSize(4);
    assertThat(numbers.get("G5-spread")).isPositive();
    assertThat(numbers.get("G13-mean-test-accuracy")).isBetween(0.3, 0.85);
    assertThat(run.figures).containsOnlyKeys("seeds");
  }

  @Test
  void fitCalledAgainGoesOnWhereItStopped() {
    RecordingContext run = context(new FashionMnistContinuedExperiment());
    Map<String, Double> numbers = measure(new FashionMnistContinuedExperiment(), run);
    assertThat(run.epochs).extracting(epoch -> epoch.number()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(numbers)
        .containsEntry("G10-steps", 6.0 * 38)
        .containsEntry("G10-same-bits", 0.0)
        .containsEntry("G10-training-accuracy", 0.0);
  }

  private static Map<String, Double> measure(Experiment experiment, RecordingContext run) {
    Map<String, Double> numbers = experiment.run(run).measurements();
    assertThat(numbers.keySet())
        .containsExactlyInAnyOrderElementsOf(experiment.claims().stream().map(Claim::id).toList());
    return numbers;
  }

  private RecordingContext context(Experiment experiment) {
    return new RecordingContext(FashionMnistExtract.home(folder), experiment.quick());
  }
}
