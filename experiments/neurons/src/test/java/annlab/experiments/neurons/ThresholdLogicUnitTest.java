package annlab.experiments.neurons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

final class ThresholdLogicUnitTest {
  @Test
  void sumAndOutputMatchTheWorkedExamples() {
    assertThat(ThresholdLogicUnits.weightedSumMistakes(ThresholdLogicUnits.EXAMPLE)).isZero();
  }

  @Test
  void theNumberOfInputsMustFitTheWeights() {
    ThresholdLogicUnit unit = new ThresholdLogicUnit(List.of(1.0, 2.0), 0, Step.SIGN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> unit.output(List.of(1.0)))
        .withMessage("x must have 2 values, one for each weight, got 1");
  }

  @Test
  void stepsTreatBothZerosAlikeAndKeepNaN() {
    assertThat(ThresholdLogicUnits.heavisideMistakes(Step.HEAVISIDE::of)).isZero();
    assertThat(ThresholdLogicUnits.signMistakes(Step.SIGN::of)).isZero();
    assertThat(1 / Step.SIGN.of(-0.0)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Step.HEAVISIDE.of(Double.NaN)).isNaN();
    assertThat(Step.SIGN.of(Double.NaN)).isNaN();
  }

  @Test
  void aStepThatOpensAboveZeroIsFoundOut() {
    assertThat(ThresholdLogicUnits.heavisideMistakes(z -> z > 0 ? 1 : 0)).isEqualTo(2);
    assertThat(ThresholdLogicUnits.signMistakes(z -> z >= 0 ? 1 : -1)).isEqualTo(2);
  }

  @Test
  void aLayerComputesTheWorkedExample() {
    NeuronLayer layer =
        new NeuronLayer(
            Nd4j.createFromArray(new double[][] {{1, -1}, {2, 0}, {0, 3}}),
            Nd4j.createFromArray(new double[] {0.5, -0.5}),
            Step.HEAVISIDE::of);
    // sums: (1 + 4 + 0 + 0.5, -1 + 0 + 9 - 0.5) and (-2 + 0 + 0 + 0.5, 2 + 0 + 0 - 0.5)
    assertThat(
            layer
                .outputs(Nd4j.createFromArray(new double[][] {{1, 2, 3}, {-2, 0, 0}}))
                .toDoubleMatrix())
        .isDeepEqualTo(new double[][] {{1, 1}, {0, 1}});
  }

  @Test
  void aLayerEqualsTheLoopOverRowsAndNeurons() {
    assertThat(ThresholdLogicUnits.layerDifference(7, 40, ThresholdLogicUnits.LAYER))
        .isLessThanOrEqualTo(1e-12);
  }

  @Test
  void wrongShapesAreRefusedWithBothShapes() {
    assertThat(ThresholdLogicUnits.acceptedShapes(ThresholdLogicUnits.LAYER)).isZero();
    NeuronLayer layer = new NeuronLayer(Nd4j.zeros(3, 2), Nd4j.zeros(2).reshape(2), Math::tanh);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layer.outputs(Nd4j.zeros(5, 4)))
        .withMessage("x must have the shape [rows, 3], got [5, 4]");
  }

  @Test
  void hebbsWeightsGrowByTheRateAtEachJointActivity() {
    Hebb neuron = new Hebb(new double[] {1, 0.25}, 1, 0.5, Hebb.Growth.TOGETHER);
    assertThat(neuron.experience(false, true)).isFalse();
    assertThat(neuron.weight(1)).isEqualTo(0.25);
    assertThat(neuron.experience(true, true)).isTrue();
    assertThat(neuron.weight(0)).isEqualTo(1.5);
    assertThat(neuron.weight(1)).isEqualTo(0.75);
    assertThat(neuron.fires(false, true)).isFalse();
    neuron.experience(true, true);
    assertThat(neuron.fires(false, true)).isTrue();
  }

  @Test
  void rosenblattsStepMatchesTheWorkedExample() {
    // z = 0.5 * -2 + -1 * 1 + 0 = -2, so the output is 0; target 1
    ThresholdLogicUnit unit = new ThresholdLogicUnit(List.of(0.5, -1.0), 0, Step.HEAVISIDE);
    List<Double> x = List.of(-2.0, 1.0);
    ThresholdLogicUnit after = LearningRule.ROSENBLATT.step(unit, x, 1, 0.5);
    assertThat(after.weights()).containsExactly(-0.5, -0.5);
    assertThat(after.bias()).isEqualTo(0.5);
    assertThat(after.sum(x)).isEqualTo(1.0);
    // as printed the first weight grows although its input is negative: -2 becomes -4 - ...
    ThresholdLogicUnit printed = LearningRule.AS_PRINTED.step(unit, x, 1, 0.5);
    assertThat(printed.weights()).containsExactly(2.5, -0.5);
    assertThat(printed.sum(x)).isEqualTo(-5.0);
  }

  @Test
  void andIsLearntInSixEpochsAndNeverWithTheRolesSwapped() {
    List<List<Double>> x =
        List.of(List.of(0.0, 0.0), List.of(0.0, 1.0), List.of(1.0, 0.0), List.of(1.0, 1.0));
    List<Double> and = List.of(0.0, 0.0, 0.0, 1.0);
    assertThat(LearningRule.ROSENBLATT.epochsToLearn(x, and, 100)).isEqualTo(6);
    assertThat(LearningRule.ROLES_SWAPPED.epochsToLearn(x, and, 100)).isEqualTo(101);
    assertThat(LearningRule.ROSENBLATT.epochsToLearn(x, List.of(0.0, 1.0, 1.0, 1.0), 100))
        .isEqualTo(4);
  }

  @Test
  void theErrataWouldFailIfTheChapterWereRight() {
    assertThat(ThresholdLogicUnits.separators(0, ThresholdLogicUnits.NEAR, ThresholdLogicUnits.FAR))
        .isZero();
    assertThat(
            ThresholdLogicUnits.separators(-2, ThresholdLogicUnits.NEAR, ThresholdLogicUnits.FAR))
        .isPositive();
    assertThat(ThresholdLogicUnits.strayInputCounterExamples(LearningRule.ROSENBLATT, 1, 200))
        .isZero();
    assertThat(ThresholdLogicUnits.strayInputCounterExamples(LearningRule.AS_PRINTED, 1, 200))
        .isPositive();
    assertThat(ThresholdLogicUnits.strayInputCounterExamples(LearningRule.ROLES_SWAPPED, 1, 200))
        .isEqualTo(200);
  }
}
