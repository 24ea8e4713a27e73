package annlab.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlaneSetTest {
  @ParameterizedTest
  @EnumSource(PlaneSet.class)
  void theSameSeedGivesTheSamePointsAndAnotherGivesOthers(PlaneSet set) {
    Samples first = set.samples(50, 0.1, 7);
    assertThat(set.samples(50, 0.1, 7)).isEqualTo(first);
    assertThat(set.samples(50, 0.1, 8).x()).isNotEqualTo(first.x());
    assertThat(PlaneSet.named(set.label())).contains(set);
  }

  @ParameterizedTest
  @EnumSource(value = PlaneSet.class, mode = EnumSource.Mode.EXCLUDE, names = "AND")
  void halfOfThePointsAreOfEachClassAndAllLieInTheSquareWithoutNoise(PlaneSet set) {
    Samples samples = set.samples(400, 0, 1);
    assertThat(Arrays.stream(samples.y().toIntVector()).sum()).isEqualTo(200);
    assertThat(samples.x().amaxNumber().doubleValue()).isLessThanOrEqualTo(1.4);
  }

  @Test
  void aLineSeparatesTheLinearSet() {
    Samples samples = PlaneSet.LINEAR.samples(400, 0, 3);
    for (int row = 0; row < 400; row++) {
      double across = 0.6 * samples.x().getDouble(row, 0) + 0.8 * samples.x().getDouble(row, 1);
      assertThat(across > 0).isEqualTo(samples.y().getInt(row) == 1);
    }
  }

  @Test
  void theTruthTableOfAndIsInItsOrder() {
    Samples samples = PlaneSet.AND.samples(5, 0, 3);
    assertThat(samples.x().toDoubleMatrix())
        .isDeepEqualTo(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {0, 0}});
    assertThat(samples.y().toIntVector()).containsExactly(0, 0, 0, 1, 0);
  }

  @Test
  void noiseHasTheDeviationThatWasAskedFor() {
    int rows = 20_000;
    Samples clean = PlaneSet.CIRCLES.samples(rows, 0, 5);
    Samples noisy = PlaneSet.CIRCLES.samples(rows, 0.3, 5);
    double deviation = noisy.x().sub(clean.x()).norm2Number().doubleValue() / Math.sqrt(2.0 * rows);
    // the deviation of 40,000 values has a standard error of 0.3 / sqrt(80,000)
    assertThat(deviation).isCloseTo(0.3, within(4 * 0.3 / Math.sqrt(4.0 * rows)));
  }

  @Test
  void sizesThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> PlaneSet.XOR.samples(1, 0, 1))
        .hasMessage("rows must be at least 2, got 1");
    assertThatThrownBy(() -> PlaneSet.XOR.samples(10, Double.NaN, 1))
        .hasMessage("noise must be in [0, 1], got NaN");
  }
}
