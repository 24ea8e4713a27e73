package annlab.cli.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReproductionProgressTest {
  private static final List<Optional<Duration>> LAST =
      List.of(seconds(10), Optional.empty(), seconds(30));

  @Test
  void theTimeLeftIsWhatTheRestTookLastAndAnAverageForWhatIsNew() {
    assertThat(left(Map.of(0, 4), 1, 1)).contains(Duration.ofSeconds(6 + 20 + 30));
    assertThat(left(Map.of(1, 5), 2, 1)).contains(Duration.ofSeconds(15 + 30));
    assertThat(left(Map.of(2, 0), 3, 1)).contains(Duration.ofSeconds(30));
  }

  @Test
  void whatRunsSideBySideEndsWithTheLast() {
    assertThat(left(Map.of(0, 4, 1, 1), 2, 2)).contains(Duration.ofSeconds(6 + 30));
    assertThat(left(Map.of(0, 4, 1, 1, 2, 0), 3, 3)).contains(Duration.ofSeconds(30));
    assertThat(left(Map.of(1, 1), 3, 2)).as("one has ended").contains(Duration.ofSeconds(19));
  }

  @Test
  void anExperimentThatTakesLongerThanLastTimeHasNothingLeft() {
    assertThat(left(Map.of(2, 99), 3, 1)).contains(Duration.ZERO);
  }

  @Test
  void nothingIsKnownBeforeTheFirstRun() {
    assertThat(ReproductionProgress.timeLeft(List.of(Optional.empty()), Map.of(), 0, 1)).isEmpty();
  }

  private static Optional<Duration> left(Map<Integer, Integer> elapsed, int begun, int jobs) {
    Map<Integer, Duration> times = new java.util.HashMap<>();
    elapsed.forEach((number, time) -> times.put(number, Duration.ofSeconds(time)));
    return ReproductionProgress.timeLeft(LAST, times, begun, jobs);
  }

  private static Optional<Duration> seconds(long number) {
    return Optional.of(Duration.ofSeconds(number));
  }
}
