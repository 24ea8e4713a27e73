package annlab.experiments.keras.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataHome;
import annlab.lab.Parameters;
import annlab.lab.RecordingContext;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Gaps between training and validation. */
class GeneralizationExperimentTest {
  private final GeneralizationExperiment experiment = new GeneralizationExperiment();

  @Test
  void everyGapOpensOnTheRowsOfTheSourcesToo() {
    RecordingContext run =
        RecordingContext.of(new Parameters(1, 6, 1_200, Map.of("seeds", "3", "little_data", "120")))
            .withData(new DataHome())
            .quickly();
    allPass(run);
    assertThat(run.figures()).containsOnlyKeys("gaps");
  }

  @Test
  @Tag("slow")
  void everyGapOpensOnTheWholeDataSet() {
    DataHome home = new DataHome();
    allPass(RecordingContext.of(experiment.defaults()).withData(home));
  }

  private void allPass(RecordingContext run) {
    Map<String, Double> numbers = experiment.run(run).measurements();
    assertThat(numbers.keySet())
        .containsExactlyInAnyOrderElementsOf(experiment.claims().stream().map(Claim::id).toList());
    for (Claim claim : experiment.claims()) {
      assertThat(claim.judge(numbers.get(claim.id())).judgement())
          .as("%s, measured %s", claim.id(), numbers)
          .isEqualTo(Judgement.PASS);
    }
  }
}
