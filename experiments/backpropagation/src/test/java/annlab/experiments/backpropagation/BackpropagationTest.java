package annlab.experiments.backpropagation;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Claim;
import annlab.lab.Judgement;
import annlab.lab.Outcome;
import org.junit.jupiter.api.Test;

final class BackpropagationTest {
  @Test
  void everyClaimIsMeasuredAndHolds() {
    Backpropagation experiment = new Backpropagation();
    RecordingContext context = new RecordingContext(experiment.defaults(), false);
    Outcome outcome = experiment.run(context);
    System.err.println(outcome.measurements());
    assertThat(outcome.measurements().keySet())
        .containsExactlyInAnyOrderElementsOf(experiment.claims().stream().map(Claim::id).toList());
    for (Claim claim : experiment.claims()) {
      assertThat(claim.judge(outcome.measurements().get(claim.id())).judgement())
          .as(claim.id())
          .isIn(Judgement.PASS, Judgement.SHOWN);
    }
  }
}
