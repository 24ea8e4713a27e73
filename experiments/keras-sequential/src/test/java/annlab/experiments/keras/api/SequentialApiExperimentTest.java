package annlab.experiments.keras.api;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataHome;
import annlab.lab.RecordingContext;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The walk through Keras' Sequential on the rows that come with the sources. */
class SequentialApiExperimentTest {
  private final SequentialApiExperiment experiment = new SequentialApiExperiment();

  @Test
  void everyStatementHoldsOnFewRowsToo() {
    RecordingContext run =
        RecordingContext.of(experiment.defaults()).withData(new DataHome()).quickly();
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
