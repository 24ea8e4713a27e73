package annlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReproductionProgressTest {
  private static final List<Optional<Duration>> LAST =
      List.of(seconds(10), Optional.empty(), seconds(30));

  @Test
  void theTimeLeftIsWhatTheRestTookLastAndAnAverageForWhatIsNew() {
    assertThat(left(0, 4)).contains(Duration.ofSeconds(6 + 20 + 30));
    assertThat(left(1, 5)).contains(Duration.ofSeconds(15 + 30));
    assertThat(left(2, 0)).contains(Duration.ofSeconds(30));
  }

  @Test
  void anExperimentThatTakesLongerThanLastTimeHasNothingLeft() {
    assertThat(left(2, 99)).contains(Duration.ZERO);
  }

  @Test
  void nothingIsKnownBeforeTheFirstRun() {
    assertThat(ReproductionProgress.timeLeft(List.of(Optional.empty()), 0, Duration.ZERO))
        .isEmpty();
  }

  private static Optional<Duration> left(int number, long elapsed) {
    return ReproductionProgress.timeLeft(LAST, number, Duration.ofSeconds(elapsed));
  }

  private static Optional<Duration> seconds(long number) {
    return Optional.of(Duration.ofSeconds(number));
  }
}
