package annlab.networks.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.networks.layers.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses of outputs that are as good as 0 or 1. */
class SaturationTest {
  private static double value(Loss loss, Activation activation, double[] z, double... y) {
    double[] p = new double[z.length];
    return new Head(loss, activation, z.length).run(z, y, null, 1, p, null);
  }

  @ParameterizedTest
  @CsvSource({"200, 200", "1000, 1000", "16.5, 16.50000013651461", "0, 1.0986122886681098"})
  void crossEntropyBehindASoftmaxKnowsNoBound(double logit, double expected) {
    double[] z = {0, logit, 0};
    assertThat(value(Loss.of("sparse_categorical_crossentropy"), Activation.SOFTMAX, z, 0))
        .isCloseTo(expected, within(1e-6));
    assertThat(value(Loss.of("categorical_crossentropy"), Activation.SOFTMAX, z, 1, 0, 0))
        .isCloseTo(expected, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"200, 200", "1000, 1000", "-200, 0", "0, 0.6931471805599453"})
  void binaryCrossEntropyBehindASigmoidKnowsNoBound(double logit, double expected) {
    assertThat(value(Loss.of("binary_crossentropy"), Activation.SIGMOID, new double[] {logit}, 0))
        .isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "200, 0, 36.04365338911715",
    "-200, 1, 36.04365338911715",
    "40, 0, 36.04365338911715",
    "200, 1, 2.220446049250313e-16",
    "3, 0, 3.0485873515737424"
  })
  void scikitLearnsBoundOfDoubles(double logit, double target, double expected) {
    Loss loss = new Loss.BinaryCrossentropy(Math.ulp(1.0));
    assertThat(value(loss, Activation.SIGMOID, new double[] {logit}, target))
        .isCloseTo(expected, within(1e-13));
  }

  @ParameterizedTest
  @CsvSource({"200, 0, 15.942384719848633", "-90, 1, 15.942384719848633", "17, 0, 15.942385"})
  void scikitLearnsBoundOfFloats(double logit, double target, double expected) {
    Loss loss = new Loss.BinaryCrossentropy(Math.ulp(1f));
    assertThat(value(loss, Activation.SIGMOID, new double[] {logit}, target))
        .isCloseTo(expected, within(1e-6));
  }

  @Test
  void aBoundOfTheValueLeavesTheGradientAlone() {
    double[] z = {200};
    double[] d = new double[1];
    Loss loss = new Loss.BinaryCrossentropy(Math.ulp(1.0));
    new Head(loss, Activation.SIGMOID, 1).run(z, new double[] {0}, null, 1, new double[1], d);
    assertThat(d[0]).isEqualTo(1);
  }

  @Test
  void poissonsDevianceBehindAnExponentialTakesOutputsThatAreZero() {
    Loss loss = new Loss.PoissonDeviance();
    double[] z = {-800, 0, 1};
    double[] d = new double[3];
    double[] y = {0, 0, 2};
    double sum = new Head(loss, Activation.EXPONENTIAL, 3).run(z, y, null, 1, new double[3], d);
    double last = 2 * Math.log(2 / Math.E) - 2 + Math.E;
    assertThat(sum).isCloseTo((0 + 1 + last) / 3, within(1e-15));
    assertThat(d).containsExactly(new double[] {0, 1 / 3.0, (Math.E - 2) / 3}, within(1e-15));
    z[0] = 1e9;
    assertThat(new Head(loss, Activation.EXPONENTIAL, 3).run(z, y, null, 1, new double[3], d))
        .isInfinite();
  }
}
