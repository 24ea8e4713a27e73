package annlab.lab.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SeedBandTest {
  /** The last digit of a quantile from a table. */
  private static final double TABLE = 5e-4;

  @Test
  void theBandIsThePredictionIntervalOfOneMoreDraw() {
    // mean 3, deviation sqrt(2.5); Student's t of 4 degrees of freedom at 0.975 is 2.7764
    SeedBand band = SeedBand.of(1, 2, 3, 4, 5).orElseThrow();
    assertThat(band.runs()).isEqualTo(5);
    assertThat(band.mean()).isEqualTo(3);
    assertThat(band.deviation()).isCloseTo(Math.sqrt(2.5), within(1e-15));
    assertThat(band.min()).isEqualTo(1);
    assertThat(band.max()).isEqualTo(5);
    double half = 2.7764 * Math.sqrt(2.5) * Math.sqrt(1.2);
    assertThat(band.low()).isCloseTo(3 - half, within(TABLE));
    assertThat(band.high()).isCloseTo(3 + half, within(TABLE));
  }

  @Test
  void theChaptersNumberIsInOrOut() {
    SeedBand band = SeedBand.of(1, 2, 3, 4, 5).orElseThrow();
    assertThat(band.contains(new Target.Within(7, 1, "why"))).contains(true);
    assertThat(band.contains(new Target.Within(8, 1, "why"))).contains(false);
    assertThat(band.contains(new Target.Exact(-2, "why"))).contains(false);
    assertThat(band.contains(new Target.Between(7.5, 9, "why"))).contains(true);
    assertThat(band.contains(new Target.Between(7.9, 9, "why"))).contains(false);
    assertThat(band.contains(new Target.Property("why"))).isEmpty();
  }

  @Test
  void equalNumbersMakeABandOfOnePoint() {
    SeedBand band = SeedBand.of(169, 169).orElseThrow();
    assertThat(band.low()).isEqualTo(169);
    assertThat(band.contains(new Target.Exact(169, "why"))).contains(true);
  }

  @Test
  void oneNumberMakesNoBand() {
    assertThat(SeedBand.of(1.0)).isEmpty();
    assertThat(SeedBand.of()).isEmpty();
    assertThat(SeedBand.of(1, Double.NaN)).isEmpty();
  }
}
