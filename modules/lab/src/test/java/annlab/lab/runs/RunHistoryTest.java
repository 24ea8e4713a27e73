package annlab.lab.runs;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Parameters;
import annlab.lab.store.RunStore;
import annlab.networks.Epoch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunHistoryTest {
  @Test
  void aSeriesEndsBeforeTheFirstEpochWithoutAFiniteNumber(@TempDir Path home) {
    try (RunStore store = RunStore.open(home)) {
      RunId id = store.begin("toy", Parameters.of(1, 4), true);
      store.epoch(id, epoch(0, Map.of("loss", 3.0, "never", Double.NaN)));
      store.epoch(id, epoch(1, Map.of("loss", Double.POSITIVE_INFINITY, "late", 1.0)));
      store.epoch(id, epoch(2, Map.of("loss", 1.0, "late", 2.0)));
      assertThat(store.find(id).orElseThrow().history()).isEqualTo(Map.of("loss", List.of(3.0)));
    }
  }

  private static Epoch epoch(int number, Map<String, Double> logs) {
    return new Epoch(number, logs, 1, Duration.ofMillis(1));
  }
}
