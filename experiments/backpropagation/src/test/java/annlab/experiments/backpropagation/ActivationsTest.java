package annlab.experiments.backpropagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.networks.layers.Activation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationGELU;

final class ActivationsTest {
  @Test
  void valuesAreThoseWorkedOutByHand() {
    assertThat(ActivationFunction.SIGMOID.value(0)).isEqualTo(0.5);
    assertThat(ActivationFunction.SIGMOID.value(Math.log(3))).isCloseTo(0.75, within(1e-15));
    assertThat(ActivationFunction.SIGMOID.derivative(Math.log(3))).isCloseTo(0.1875, within(1e-15));
    assertThat(ActivationFunction.TANH.value(Math.log(2))).isCloseTo(0.6, within(1e-15));
    assertThat(ActivationFunction.RELU.value(-3)).isZero();
    assertThat(ActivationFunction.SOFTPLUS.value(0)).isEqualTo(Math.log(2));
    // Phi(1) = 0.8413447460685429
    assertThat(ActivationFunction.GELU.value(1)).isCloseTo(0.8413447460685429, within(1e-15));
    assertThat(ActivationFunction.STEP.value(-0.0)).isEqualTo(1);
  }

  @Test
  void theSigmoidsDerivativeStaysAboveZeroWhereOneMinusSigmoidDoesNot() {
    assertThat(1 - ActivationFunction.SIGMOID.value(40)).isZero();
    assertThat(ActivationFunction.SIGMOID.derivative(40)).isPositive();
    assertThat(ActivationFunction.SIGMOID.derivative(-700)).isPositive();
  }

  @Test
  void noGradientPassesAStepAndEveryGradientPassesASigmoid() {
    assertThat(Activations.hiddenGradients(1, Activation.HEAVISIDE, true)).isZero();
    assertThat(Activations.hiddenGradients(1, Activation.SIGMOID, false)).isZero();
    // a sigmoid in the step's place would be counted in full, and a step in the sigmoid's
    assertThat(Activations.hiddenGradients(1, Activation.SIGMOID, true)).isEqualTo(32);
    assertThat(Activations.hiddenGradients(1, Activation.HEAVISIDE, false)).isEqualTo(32);
  }

  @Test
  void aSlopeAnywhereIsFoundOut() {
    assertThat(Activations.slopes(ActivationFunction.STEP::value, 10)).isZero();
    assertThat(Activations.slopes(Math::tanh, 10)).isEqualTo(200);
  }

  @Test
  void theTextbookFormOfSoftplusOverflows() {
    assertThat(Activations.unstable(ActivationFunction.SOFTPLUS::value, 10)).isZero();
    assertThat(Activations.unstable(z -> Math.log(1 + Math.exp(z)), 10)).isPositive();
  }

  @Test
  void outputsOfTheSigmoidAreNotCentred() {
    assertThat(Math.abs(Activations.meanOutput(3, Math::tanh))).isLessThan(0.01);
    assertThat(Activations.meanOutput(3, ActivationFunction.SIGMOID::value))
        .isCloseTo(0.5, within(0.01));
  }

  @Test
  void dl4jsDefaultGeluIsTheSigmoidForm() {
    List<Double> sums = List.of(-3.0, -1.0, 0.5, 2.0);
    assertThat(
            Activations.valueError(
                new ActivationGELU(), ActivationFunction.GELU_SIGMOID::value, sums))
        .isLessThan(1e-8);
    assertThat(
            Activations.valueError(new ActivationGELU(), ActivationFunction.GELU_TANH::value, sums))
        .isGreaterThan(0.01);
  }
}
