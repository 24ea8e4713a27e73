package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The rule by which statistics stay a small share of a training's time, under a made-up clock. */
class CollectionRateTest {
  private static final long MILLISECOND = 1_000_000;

  private long now = 12345;

  @Test
  void nothingIsCollectedWhereOneCollectionWouldBeTooMuch() {
    CollectionRate rate = new CollectionRate(() -> now);
    now += 1666 * MILLISECOND; // 50 ms are 3 % of 1667
    assertThat(rate.due()).isFalse();
    now += MILLISECOND;
    assertThat(rate.due()).isTrue();
    rate.start();
    assertThat(rate.due()).as("the time begins anew").isFalse();
  }

  @Test
  void aDearCollectionDefersTheNextOne() {
    CollectionRate rate = new CollectionRate(() -> now);
    now += 2000 * MILLISECOND;
    rate.collect();
    now += 100 * MILLISECOND;
    rate.collected();
    now += 4566 * MILLISECOND; // 100 ms spent and 100 to spend are 3 % of 6667
    assertThat(rate.due()).isFalse();
    now += MILLISECOND;
    assertThat(rate.due()).isTrue();
  }

  /** Collections cost 20 to 40 ms, steps 0.05 to 5 ms, trainings end at any time. */
  @Test
  void theShareHoldsAtEveryMomentAndIsUsed() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      double step = 0.05 + 4.95 * random.nextDouble();
      CollectionRate rate = new CollectionRate(() -> now);
      long begin = now;
      long spent = 0;
      while (now - begin < 20_000 * MILLISECOND) {
        if (rate.due()) {
          long cost = (long) ((20 + 20 * random.nextDouble()) * MILLISECOND);
          rate.collect();
          now += cost;
          rate.collected();
          spent += cost;
          assertThat((double) spent / (now - begin)).isLessThan(0.04);
        }
        now += (long) (step * MILLISECOND);
      }
      assertThat((double) spent / (now - begin)).isGreaterThan(0.02);
    }
  }
}
