package annlab.lab.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TargetTest {
  private static double used(Target target, double measured) {
    return target.used(measured).orElseThrow();
  }

  @Test
  void aNumberUsesTheShareOfTheToleranceThatLiesBetweenItAndTheChapters() {
    Target target = new Target.Within(0.8894, 0.01, "r");
    assertThat(used(target, 0.8894)).isZero();
    assertThat(used(target, 0.8844)).isCloseTo(0.5, within(1e-9));
    assertThat(used(target, 0.9094)).isCloseTo(2, within(1e-9));
  }

  @Test
  void anIntervalIsUsedFromItsMiddleAndABoundOnAnErrorFromZero() {
    Target interval = new Target.Between(0.89, 0.91, "r");
    assertThat(used(interval, 0.9)).isCloseTo(0, within(1e-9));
    assertThat(used(interval, 0.905)).isCloseTo(0.5, within(1e-9));
    Target error = new Target.Between(0, 1e-8, "r");
    assertThat(used(error, 0)).isZero();
    assertThat(used(error, 9e-9)).isCloseTo(0.9, within(1e-9));
  }

  @Test
  void whereNothingOrAnythingOnOneSideMayDeviateThereIsNoShare() {
    assertThat(new Target.Exact(3, "r").used(3)).isEmpty();
    assertThat(new Target.Property("r").used(0)).isEmpty();
    assertThat(new Target.Between(0.5, Double.POSITIVE_INFINITY, "r").used(0.6)).isEmpty();
    assertThat(new Target.Between(Double.NEGATIVE_INFINITY, 1, "r").used(0.6)).isEmpty();
    assertThat(new Target.Between(2, 2, "r").used(2)).isEmpty();
    assertThat(new Target.Exhibit("r").used(2)).isEmpty();
  }
}
