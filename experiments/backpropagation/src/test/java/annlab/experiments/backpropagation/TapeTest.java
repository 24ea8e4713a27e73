package annlab.experiments.backpropagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TapeTest {
  @Test
  void aProductAndASumGiveTheWorkedGradient() {
    // f = x y + y + 2 at (3, 4): f = 18, df/dx = y = 4, df/dy = x + 1 = 4
    Tape tape = new Tape();
    Scalar x = tape.input("x", 3);
    Scalar y = tape.input("y", 4);
    Scalar f = x.times(y).plus(y).plus(2);
    Tape.Reverse reverse = tape.reverse(f);
    assertThat(f.value()).isEqualTo(18);
    assertThat(reverse.gradient(x)).isEqualTo(4);
    assertThat(reverse.gradient(y)).isEqualTo(4);
    assertThat(tape.forward(x).get(f.index())).isEqualTo(4);
    assertThat(tape.forward(y).get(f.index())).isEqualTo(4);
    assertThat(tape.reverseSweeps()).isEqualTo(1);
    assertThat(tape.forwardSweeps()).isEqualTo(2);
  }

  @Test
  void everyStepAndEveryChainRuleProductIsRecorded() {
    Tape tape = new Tape();
    Scalar x = tape.input("x", 2);
    Scalar f = x.power(3).named("cube").times(x);
    assertThat(tape.steps())
        .extracting(Tape.Step::operation)
        .containsExactly(Operation.INPUT, Operation.POWER, Operation.MULTIPLY);
    assertThat(tape.steps().get(1))
        .isEqualTo(new Tape.Step(1, Operation.POWER, "cube", List.of(0), 8, List.of(12.0)));
    assertThat(tape.reverse(f).contributions())
        .containsExactly(
            new Tape.Contribution(2, 1, 1, 2),
            new Tape.Contribution(2, 0, 1, 8),
            new Tape.Contribution(1, 0, 2, 12));
    // d(x^4)/dx = 4 x^3 = 32
    assertThat(tape.reverse(f).gradient(x)).isEqualTo(32);
  }

  @Test
  void aNumberThatIsUsedTwiceCollectsBothContributions() {
    Tape tape = new Tape();
    Scalar x = tape.input("x", 5);
    assertThat(tape.reverse(x.plus(x).minus(x.times(3))).gradient(x)).isEqualTo(-1);
  }

  @Test
  void everyOperationAgreesWithItsCentralDifferenceInBothModes() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 50; i++) {
      List<Double> at = random.doubles(3, 0.5, 2).boxed().toList();
      Tape tape = new Tape();
      List<Scalar> inputs = at.stream().map(value -> tape.input("", value)).toList();
      Scalar f = everything(inputs);
      Tape.Reverse reverse = tape.reverse(f);
      List<Double> gradient = inputs.stream().map(reverse::gradient).toList();
      List<Double> forward =
          inputs.stream().map(input -> tape.forward(input).get(f.index())).toList();
      List<Double> difference =
          CentralDifference.gradient(
              values -> {
                Tape other = new Tape();
                return everything(values.stream().map(v -> other.input("", v)).toList()).value();
              },
              at);
      assertThat(CentralDifference.relativeError(gradient, difference, 1e-3)).isLessThan(1e-8);
      assertThat(CentralDifference.relativeError(gradient, forward, 1e-3)).isLessThan(1e-13);
    }
  }

  private static Scalar everything(List<Scalar> in) {
    Scalar a = in.get(0);
    Scalar b = in.get(1);
    Scalar c = in.get(2);
    return a.times(b)
        .sigmoid()
        .plus(b.dividedBy(c).tanh())
        .minus(c.log())
        .times(a.minus(b).exp())
        .plus(a.power(-2))
        .plus(c.relu())
        .plus(b.times(2.5).minus(1).step());
  }

  @Test
  void numbersOfTwoTapesDoNotMix() {
    Scalar here = new Tape().input("x", 1);
    Scalar there = new Tape().input("y", 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> here.plus(there))
        .withMessageStartingWith("both numbers must be on one tape");
  }

  /**
   * A published worked example of one step: two inputs, two hidden and two output neurons, sigmoid,
   * half squared error, rate 0.5. The numbers are those of M. Mazur, "A step by step
   * backpropagation example" (2015), which leaves biases as they are.
   */
  @Test
  void aPublishedWorkedExampleIsReproduced() {
    ScalarNetwork network =
        new ScalarNetwork(
            List.of(2, 2, 2),
            ScalarNetwork.Hidden.SIGMOID,
            ScalarNetwork.Objective.SIGMOID_HALF_SQUARED_ERROR);
    List<Double> parameters =
        List.of(0.15, 0.20, 0.25, 0.30, 0.35, 0.35, 0.40, 0.45, 0.50, 0.55, 0.60, 0.60);
    List<List<Double>> x = List.of(List.of(0.05, 0.10));
    List<List<Double>> y = List.of(List.of(0.01, 0.99));
    Tape tape = new Tape();
    List<Scalar> recorded = network.record(tape, parameters);
    ScalarNetwork.Pass pass = network.forward(recorded, x, y);
    assertThat(pass.loss().value()).isCloseTo(0.298371109, within(5e-10));
    assertThat(pass.outputs().get(0).get(0).get(0).value()).isCloseTo(0.593269992, within(5e-10));
    assertThat(pass.outputs().get(0).get(1).get(1).value()).isCloseTo(0.772928465, within(5e-10));
    Tape.Reverse reverse = tape.reverse(pass.loss());
    List<Double> after = recorded.stream().map(p -> p.value() - 0.5 * reverse.gradient(p)).toList();
    List<Double> published =
        List.of(
            0.149780716,
            0.19956143,
            0.24975114,
            0.29950229,
            0.35891648,
            0.408666186,
            0.511301270,
            0.561370121);
    List<Integer> places = List.of(0, 1, 2, 3, 6, 7, 8, 9);
    for (int i = 0; i < places.size(); i++) {
      assertThat(after.get(places.get(i))).isCloseTo(published.get(i), within(1e-8));
    }
  }
}
