package annlab.experiments.backpropagation;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Outcome;
import annlab.lab.RecordingContext;
import annlab.networks.layers.Activation;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConvergenceTest {
  @Test
  void epochsAreCountedUntilTheLevelIsReached() {
    assertThat(Convergence.epochsTo(0.1, List.of(0.5, 0.2, 0.1, 0.05))).isEqualTo(3);
    assertThat(Convergence.epochsTo(0.1, List.of(0.5, 0.2))).isEqualTo(2);
    assertThat(Convergence.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2);
    assertThat(Convergence.median(List.of(4.0, 1.0))).isEqualTo(2.5);
  }

  @Test
  void networksThatDidNotLearnEndFarApart() {
    Convergence experiment = new Convergence();
    Outcome outcome = experiment.run(RecordingContext.of(experiment.defaults().withEpochs(1)));
    assertThat(outcome.measurements().get("B18-large")).isGreaterThan(0.01);
  }

  @Test
  void sigmoidsLoseTheGradientByDepthAndRectifiersDoNot() {
    List<Double> sigmoid = Convergence.logNorms(Activation.SIGMOID, 5);
    List<Double> relu = Convergence.logNorms(Activation.RELU, 5);
    assertThat(sigmoid).hasSize(10);
    assertThat(sigmoid.get(0) - sigmoid.get(9)).isLessThan(-5);
    assertThat(relu.get(0) - relu.get(9)).isGreaterThan(-1);
  }
}
