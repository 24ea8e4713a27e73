package annlab.experiments.backpropagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.experiments.backpropagation.Backpropagation.Case;
import annlab.experiments.backpropagation.ScalarNetwork.Hidden;
import annlab.experiments.backpropagation.ScalarNetwork.Objective;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BackpropagationTest {
  private static final List<List<Double>> X =
      List.of(List.of(0.0, 0.0), List.of(0.0, 1.0), List.of(1.0, 0.0), List.of(1.0, 1.0));
  private static final List<List<Double>> Y =
      List.of(List.of(0.0), List.of(1.0), List.of(1.0), List.of(0.0));

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STEP")
  void dl4jFindsTheSameGradients(Hidden hidden) {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 5; i++) {
      assertThat(Case.of(random, hidden).dl4jError()).isLessThan(1e-10);
    }
  }

  @Test
  void aGradientWithOneWrongNumberIsFoundOut() {
    Case right = Case.of(new SplittableRandom(9), Hidden.TANH);
    List<Double> gradient = right.network().gradient(right.parameters(), right.x(), right.y());
    List<Double> wrong = new ArrayList<>(gradient);
    wrong.set(40, wrong.get(40) * 1.00001);
    assertThat(CentralDifference.relativeError(gradient, wrong, 1e-6)).isGreaterThan(1e-6);
    wrong.set(40, Double.NaN);
    assertThat(CentralDifference.relativeError(gradient, wrong, 1e-6)).isNaN();
  }

  @Test
  void forwardModeTakesAPassForEachParameterAndReverseModeTwo() {
    Case figure = Case.of(new SplittableRandom(2), Hidden.TANH);
    Tape tape = new Tape();
    assertThat(figure.modesError(tape)).isLessThan(1e-11);
    assertThat(1 + tape.reverseSweeps()).isEqualTo(2);
    assertThat(tape.forwardSweeps()).isEqualTo(79);
  }

  @Test
  void rosenbrocksGradientVanishesAtItsMinimum() {
    Tape tape = new Tape();
    Scalar x = tape.input("x", 1);
    Scalar y = tape.input("y", 1);
    Tape.Reverse reverse = tape.reverse(Backpropagation.rosenbrock(x, y));
    assertThat(List.of(reverse.gradient(x), reverse.gradient(y))).containsOnly(0.0);
  }

  @Test
  void heronsRootAndItsDerivativeConverge() {
    Tape tape = new Tape();
    Scalar x = tape.input("x", 9);
    Scalar root = Backpropagation.heron(x, 8);
    assertThat(root.value()).isCloseTo(3, within(1e-15));
    assertThat(tape.reverse(root).gradient(x)).isCloseTo(1.0 / 6, within(1e-15));
  }

  private static SixSteps firstStep() {
    ScalarNetwork network =
        new ScalarNetwork(List.of(2, 2, 1), Hidden.SIGMOID, Objective.SIGMOID_HALF_SQUARED_ERROR);
    List<Double> parameters = network.randomParameters(new SplittableRandom(4));
    return SixSteps.train(network, parameters, X, Y, List.of(1, 3), 0.5);
  }

  @Test
  void theTraceHoldsSixStepsWhoseNumbersBelongTogether() {
    SixSteps trace = firstStep();
    assertThat(Backpropagation.traceFaults(trace)).isZero();
    assertThat(Backpropagation.matrixDifference(trace)).isLessThan(1e-12);
    assertThat(trace.steps().get(0).values())
        .startsWith(new SixSteps.Value("number of row 0 in the training set", 1))
        .contains(new SixSteps.Value("x[1](row 0)", 1), new SixSteps.Value("y[0](row 1)", 0));
    assertThat(trace.steps().get(5).values()).hasSize(18);
    assertThat(trace.updated().get(3))
        .isEqualTo(trace.parameters().get(3).value() - 0.5 * trace.gradient().get(3));
  }

  @Test
  void aTraceInAnotherOrderIsFoundOut() {
    SixSteps trace = firstStep();
    List<SixSteps.Step> swapped = new ArrayList<>(trace.steps());
    Collections.swap(swapped, 3, 4);
    assertThat(Backpropagation.traceFaults(with(trace, swapped, trace.reverse()))).isEqualTo(2);
    assertThat(Backpropagation.traceFaults(with(trace, swapped.subList(0, 5), trace.reverse())))
        .isPositive();
    List<Tape.Contribution> forward = new ArrayList<>(trace.reverse().contributions());
    Collections.reverse(forward);
    Tape.Reverse wrong = new Tape.Reverse(trace.reverse().adjoints(), forward);
    assertThat(Backpropagation.traceFaults(with(trace, trace.steps(), wrong))).isPositive();
  }

  @Test
  void aGradientWithoutTheSigmoidsSlopeDiffersFromTheMatrixFormulas() {
    SixSteps trace = firstStep();
    List<Double> halved = trace.reverse().adjoints().stream().map(a -> a / 2).toList();
    Tape.Reverse wrong = new Tape.Reverse(halved, trace.reverse().contributions());
    assertThat(Backpropagation.matrixDifference(with(trace, trace.steps(), wrong)))
        .isGreaterThan(1e-4);
  }

  private static SixSteps with(SixSteps of, List<SixSteps.Step> steps, Tape.Reverse reverse) {
    return new SixSteps(
        of.network(), of.rows(), of.rate(), of.parameters(), of.tape(), of.pass(), reverse, steps);
  }

  @Test
  void aStepAlongTheGradientInsteadOfAgainstItRaisesTheError() {
    SixSteps trace = firstStep();
    List<Double> parameters = trace.parameters().stream().map(Scalar::value).toList();
    ArrayNode losses = Json.object().putArray("losses");
    assertThat(Backpropagation.descend(trace.network(), parameters, 20, 0.5, losses)).isZero();
    assertThat(losses).hasSize(20);
    assertThat(Backpropagation.descend(trace.network(), parameters, 20, -0.5, losses))
        .isEqualTo(20);
  }

  @Test
  void theTracesJsonHoldsEveryOperationAndProduct() {
    SixSteps trace = firstStep();
    assertThat(trace.json().get("steps")).hasSize(6);
    assertThat(trace.json().get("operations")).hasSize(trace.tape().steps().size());
    assertThat(trace.json().get("reverse")).hasSize(trace.reverse().contributions().size());
    assertThat(trace.json().get("operations").get(0).get("name").textValue()).isEqualTo("w1[0,0]");
  }

  @Test
  void theFiguresDrawingHasALineForEachWeight() {
    String svg = Backpropagation.drawing(Backpropagation.FIGURE);
    assertThat(svg.split("<circle", -1)).hasSize(1 + 20 + 1);
    // 79 parameters less 15 biases, and the arrow's own path
    assertThat(svg.split("<path", -1)).hasSize(1 + 64 + 1);
  }
}
