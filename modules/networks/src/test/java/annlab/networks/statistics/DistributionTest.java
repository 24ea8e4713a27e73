package annlab.networks.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private static final double ROUNDING = 1e-15;

  @Test
  void itsNumbersAreThoseComputedByHand() {
    Distribution found = Distribution.of(new double[] {-3, 0, 1, 4, 99}, 4);
    assertThat(found.meanMagnitude()).isEqualTo(2);
    assertThat(found.mean()).isEqualTo(0.5);
    assertThat(found.standardDeviation()).isCloseTo(Math.sqrt(25 / 4.0), within(ROUNDING));
    assertThat(found.meanSquare()).isCloseTo(26 / 4.0, within(10 * ROUNDING));
    assertThat(found.low()).isEqualTo(-3);
    assertThat(found.high()).isEqualTo(4);
    assertThat(found.counts()).hasSize(Distribution.BINS);
    assertThat(found.counts().get(0)).isEqualTo(1);
    assertThat(found.counts().get(12)).as("0 is 3/7 of the way").isEqualTo(1);
    assertThat(found.counts().get(17)).as("1 is 4/7 of the way").isEqualTo(1);
    assertThat(found.counts().get(29)).as("the largest").isEqualTo(1);
  }

  @Test
  void equalNumbersLieInTheFirstInterval() {
    for (double value : new double[] {0, -2, 1e300}) {
      Distribution found = Distribution.of(new double[] {value, value, value}, 3);
      assertThat(found.counts().get(0)).isEqualTo(3);
      assertThat(found.low()).isEqualTo(found.high()).isEqualTo(value);
    }
  }

  @Test
  void whatIsNotFiniteIsInTheMeansAndNotInTheHistogram() {
    for (double odd :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      Distribution found = Distribution.of(new double[] {1, odd, 2}, 3);
      assertThat(found.meanMagnitude()).isNotEqualTo(1);
      assertThat(Double.isFinite(found.meanMagnitude())).isFalse();
      assertThat(found.low()).isEqualTo(1);
      assertThat(found.high()).isEqualTo(2);
      assertThat(found.counts().stream().mapToInt(count -> count).sum()).isEqualTo(2);
      Distribution none = Distribution.of(new double[] {odd}, 1);
      assertThat(none.low()).isNaN();
      assertThat(none.counts()).isEmpty();
    }
  }

  @Test
  void theRatioIsALogarithmAndTheNormIsOfAllTensors() {
    Distribution weights = Distribution.of(new double[] {2, -2}, 2);
    Distribution updates = Distribution.of(new double[] {0.002, -0.002}, 2);
    Distribution gradients = Distribution.of(new double[] {3, -4}, 2);
    TensorStatistics kernel =
        new TensorStatistics("kernel", 2, weights, Optional.of(gradients), updates);
    TensorStatistics bias = new TensorStatistics("bias", 8, weights, Optional.of(weights), weights);
    assertThat(kernel.logRatio()).isCloseTo(-3, within(ROUNDING));
    assertThat(point(kernel, bias).gradientNorm())
        .hasValueCloseTo(Math.sqrt(9 + 16 + 8 * 4), within(1e-14));
    TensorStatistics none = new TensorStatistics("bias", 8, weights, Optional.empty(), weights);
    assertThat(point(kernel, none).gradientNorm()).isEmpty();
  }

  private static StepStatistics point(TensorStatistics... tensors) {
    LayerStatistics layer =
        new LayerStatistics(
            "dense", List.of(tensors), tensors[0].weights(), OptionalDouble.empty());
    return new StepStatistics(0, 0, 1, 0.1, List.of(layer), Map.of(), 0, 0);
  }
}
