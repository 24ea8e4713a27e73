package annlab.experiments.keras;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataHome;
import annlab.experiments.keras.california.CaliforniaSequentialExperiment;
import annlab.experiments.keras.california.CaliforniaSgdExperiment;
import annlab.lab.Experiment;
import annlab.lab.RecordingContext;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The regression networks on California housing, which is small enough to be used whole. */
class CaliforniaExperimentsTest {
  @Test
  void everyEpochOfTheSmallNetworkIsThePublishedOne() {
    allPass(new CaliforniaSgdExperiment(), 20);
  }

  @Test
  void theChaptersNetworkMeetsEveryTarget() {
    allPass(new CaliforniaSequentialExperiment(), 20);
  }

  @Test
  void aQuickRunMeasuresEveryClaimAndMeetsNoPublishedEpoch() {
    for (Experiment experiment :
        List.of(new CaliforniaSgdExperiment(), new CaliforniaSequentialExperiment())) {
      RecordingContext run = RecordingContext.of(experiment.quick()).withData(home()).quickly();
      Map<String, Double> numbers = experiment.run(run).measurements();
      assertThat(numbers.keySet())
          .containsExactlyInAnyOrderElementsOf(
              experiment.claims().stream().map(Claim::id).toList());
      for (Claim claim : experiment.claims()) {
        if (claim.id().endsWith("-loss")) {
          assertThat(claim.judge(numbers.get(claim.id())).judgement())
              .as(claim.id())
              .isEqualTo(Judgement.FAIL);
        }
      }
      assertThat(run.epochs()).hasSize(2);
    }
  }

  @Test
  void anotherSeedIsHeldAgainstNoPublishedEpoch() {
    Experiment experiment = new CaliforniaSequentialExperiment();
    assertThat(
            experiment
                .run(RecordingContext.of(experiment.quick().withSeed(7)).withData(home()).quickly())
                .measurements())
        .containsOnlyKeys(
            "H1-standard-scaler",
            "H1-unadapted",
            "H2-training-batches",
            "H2-validation-batches",
            "H2-test-batches",
            "H3-mean-test-rmse");
  }

  private static void allPass(Experiment experiment, int epochs) {
    RecordingContext run = RecordingContext.of(experiment.defaults()).withData(home());
    Map<String, Double> numbers = experiment.run(run).measurements();
    for (Claim claim : experiment.claims()) {
      assertThat(claim.judge(numbers.get(claim.id())).judgement())
          .as("%s, measured %s", claim.id(), numbers.get(claim.id()))
          .isEqualTo(claim.kind() == Claim.Kind.EXHIBIT ? Judgement.SHOWN : Judgement.PASS);
    }
    assertThat(run.epochs()).hasSize(epochs);
    assertThat(run.figures()).containsOnlyKeys("loss-curves");
  }

  private static DataHome home() {
    return new DataHome();
  }
}
