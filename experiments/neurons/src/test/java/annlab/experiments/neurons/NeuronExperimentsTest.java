package annlab.experiments.neurons;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.RecordingContext;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class NeuronExperimentsTest {
  static List<Experiment> experiments() {
    return ServiceLoader.load(Experiment.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  @Test
  void bothExperimentsAreFoundByTheServiceLoader() {
    assertThat(experiments())
        .extracting(Experiment::id)
        .containsExactlyInAnyOrder("mcculloch-pitts", "threshold-logic-unit");
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void everyClaimIsMeasuredAndHolds(Experiment experiment) {
    RecordingContext context = RecordingContext.of(experiment.defaults()).quickly();
    Outcome outcome = experiment.run(context);
    assertThat(outcome.measurements().keySet())
        .containsExactlyInAnyOrderElementsOf(experiment.claims().stream().map(Claim::id).toList());
    for (Claim claim : experiment.claims()) {
      assertThat(claim.judge(outcome.measurements().get(claim.id())).judgement())
          .as(claim.id())
          .isIn(Judgement.PASS, Judgement.SHOWN);
    }
    assertThat(context.files().keySet()).anyMatch(name -> name.endsWith(".svg"));
  }

  @Test
  void aWeakInputIsEnoughAfterEightPairings() {
    ThresholdLogicUnits experiment = new ThresholdLogicUnits();
    RecordingContext context = RecordingContext.of(experiment.quick()).quickly();
    assertThat(experiment.run(context).measurements()).containsEntry("A8-conditioning", 8.0);
    assertThat(new String(context.files().get("hebb.csv"), UTF_8).lines())
        .hasSize(10)
        .endsWith("8,2.000,1.000,true");
  }
}
