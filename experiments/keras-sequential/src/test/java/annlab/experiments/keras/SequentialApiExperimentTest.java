package annlab.experiments.keras;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.FashionMnistExtract;
import annlab.lab.Claim;
import annlab.lab.Judgement;
import annlab.lab.RecordingContext;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk through Keras' Sequential on the rows that come with the sources. */
class SequentialApiExperimentTest {
  @TempDir Path folder;
  private final SequentialApiExperiment experiment = new SequentialApiExperiment();

  @Test
  void everyStatementHoldsOnTheExtractToo() {
    RecordingContext run =
        RecordingContext.of(experiment.defaults())
            .withData(FashionMnistExtract.home(folder))
            .quickly();
    Map<String, Double> numbers = experiment.run(run).measurements();
    assertThat(numbers.keySet())
        .containsExactlyInAnyOrderElementsOf(experiment.claims().stream().map(Claim::id).toList());
    for (Claim claim : experiment.claims()) {
      assertThat(claim.judge(numbers.get(claim.id())).judgement())
          .as("%s, measured %s", claim.id(), numbers.get(claim.id()))
          .isNotEqualTo(Judgement.FAIL);
    }
    assertThat(run.figures()).containsOnlyKeys("model");
  }
}
