package annlab.experiments.backpropagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.RecordingContext;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import annlab.networks.Model;
import annlab.networks.layers.Activation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

final class ApproximationTest {
  @Test
  void aConstructedNetworkRunsThroughTheFunctionAtItsPoints() {
    Model model = Approximation.constructed(x -> x * x, 4);
    double[] values =
        model
            .predict(Nd4j.createFromArray(new double[][] {{-1}, {-0.5}, {0}, {0.25}, {0.5}, {1}}))
            .reshape(6)
            .toDoubleVector();
    // between its points at 0 and 0.5 it is a straight line: 0.125 at 0.25
    assertThat(values).containsExactly(new double[] {1, 0.25, 0, 0.125, 0.25, 1}, within(1e-15));
  }

  @Test
  void tenLinearLayersCollapse() {
    assertThat(Approximation.collapseDifference(1, Activation.LINEAR)).isLessThan(1e-12);
    assertThat(Approximation.collapseDifference(1, Activation.TANH)).isGreaterThan(0.01);
  }

  @Test
  void networksThatDidNotLearnFail() {
    Approximation experiment = new Approximation();
    Outcome outcome = experiment.run(RecordingContext.of(experiment.defaults().withEpochs(1)));
    assertThat(failed(experiment, outcome)).contains("B16-trained-gain", "B15-xor-tanh");
  }

  private static List<String> failed(Experiment experiment, Outcome outcome) {
    return experiment.claims().stream()
        .filter(
            claim ->
                claim.judge(outcome.measurements().get(claim.id())).judgement() == Judgement.FAIL)
        .map(Claim::id)
        .toList();
  }

  @Test
  void anErrorThatDoesNotFallIsCounted() {
    assertThat(Approximation.rises(Map.of("falls", List.of(3.0, 2.0, 1.0)), 1)).isZero();
    assertThat(Approximation.rises(Map.of("stays", List.of(3.0, 2.0, 2.0)), 1)).isEqualTo(1);
    assertThat(Approximation.rises(Map.of("stays", List.of(3.0, 2.0, 2.0)), 2)).isZero();
    assertThat(Approximation.rises(Map.of("none", List.of(Double.NaN, Double.NaN)), 1))
        .isEqualTo(1);
  }
}
