package annlab.experiments.perceptron;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.RecordingContext;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PerceptronExperimentsTest {
  static List<Experiment> experiments() {
    return ServiceLoader.load(Experiment.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void aQuickRunMeasuresEveryClaimAndDraws(Experiment experiment) {
    RecordingContext context = RecordingContext.of(experiment.quick());
    Outcome outcome = experiment.run(context);
    assertThat(outcome.measurements().keySet())
        .containsExactlyInAnyOrderElementsOf(experiment.claims().stream().map(Claim::id).toList());
    assertThat(context.figures()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void everyClaimHolds(Experiment experiment) {
    judge(experiment, experiment.defaults().seed());
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("experiments")
  void everyClaimHoldsWithOtherSeeds(Experiment experiment) {
    for (long seed = 1; seed <= 3; seed++) {
      judge(experiment, seed);
    }
  }

  private static void judge(Experiment experiment, long seed) {
    Outcome outcome = experiment.run(RecordingContext.of(experiment.defaults().withSeed(seed)));
    for (Claim claim : experiment.claims()) {
      double measured = outcome.measurements().get(claim.id());
      assertThat(claim.judge(measured).judgement())
          .as("%s with seed %s: %s", claim.id(), seed, measured)
          .isIn(Judgement.PASS, Judgement.SHOWN);
    }
  }
}
