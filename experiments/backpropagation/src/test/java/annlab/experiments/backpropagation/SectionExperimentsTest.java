package annlab.experiments.backpropagation;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Claim;
import annlab.lab.Experiment;
import annlab.lab.Judgement;
import annlab.lab.Outcome;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SectionExperimentsTest {
  static List<Experiment> experiments() {
    return ServiceLoader.load(Experiment.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void everyClaimIsMeasuredAndHolds(Experiment experiment) {
    RecordingContext context = new RecordingContext(experiment.defaults(), false);
    Outcome outcome = experiment.run(context);
    assertThat(outcome.measurements().keySet())
        .containsExactlyInAnyOrderElementsOf(experiment.claims().stream().map(Claim::id).toList());
    for (Claim claim : experiment.claims()) {
      double measured = outcome.measurements().get(claim.id());
      assertThat(claim.judge(measured).judgement())
          .as("%s: %s", claim.id(), measured)
          .isIn(Judgement.PASS, Judgement.SHOWN);
    }
    assertThat(context.figures()).isNotEmpty();
  }
}
