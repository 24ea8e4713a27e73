package annlab.experiments.perceptron;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.RecordingContext;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class IrisPerceptronTest {
  private final IrisPerceptron experiment = new IrisPerceptron();

  @Test
  void theServiceLoaderFindsIt() {
    assertThat(ServiceLoader.load(Experiment.class))
        .extracting(Experiment::id)
        .contains("iris-perceptron");
  }

  @Test
  void everyClaimIsMeasuredAndHolds() {
    RecordingContext context = RecordingContext.of(experiment.defaults());
    Outcome outcome = experiment.run(context);
    assertThat(outcome.measurements().keySet())
        .containsExactlyInAnyOrderElementsOf(experiment.claims().stream().map(Claim::id).toList());
    for (Claim claim : experiment.claims()) {
      assertThat(claim.judge(outcome.measurements().get(claim.id())).judgement())
          .as(claim.id())
          .isIn(Judgement.PASS, Judgement.SHOWN);
    }
    // all features: the two rules do part
    assertThat(outcome.measurements().get("A5-other-rule")).isGreaterThan(0);
    assertThat(context.epochs()).hasSize(7);
    assertThat(context.figures()).containsOnlyKeys("iris-perceptron-boundary");
  }

  @Test
  void aWrongNumberIsCounted() {
    ScikitLearnPerceptrons right = ScikitLearnPerceptrons.ONE_HOT;
    assertThat(right.weights()).hasSize(6);
    Outcome quick = experiment.run(RecordingContext.of(experiment.quick()));
    // two epochs are too few for three species, so most numbers differ
    assertThat(quick.measurements().get("A6-multiclass")).isGreaterThan(4);
    assertThat(quick.measurements().get("A5-epochs")).isEqualTo(2);
  }
}
