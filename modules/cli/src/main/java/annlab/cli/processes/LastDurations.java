package annlab.cli.processes;

import annlab.lab.Experiment;
import annlab.lab.report.Report;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long experiments took the last time: in this home, or else in the report that the project
 * keeps.
 */
final class LastDurations {
  private final RunStore store;
  private final boolean quick;
  private final Map<String, Duration> reported;

  LastDurations(RunStore store, Settings settings, boolean quick) {
    this.store = store;
    this.quick = quick;
    this.reported = quick ? Map.of() : reported(settings.reports().resolve(Report.RESULTS));
  }

  Optional<Duration> of(Experiment experiment) {
    return store
        .of(experiment)
        .took(quick)
        .or(() -> Optional.ofNullable(reported.get(experiment.id())));
  }

  private static Map<String, Duration> reported(Path results) {
    Map<String, Duration> durations = new HashMap<>();
    if (Files.isReadable(results)) {
      try {
        for (JsonNode run : new ObjectMapper().readTree(results.toFile()).path("runs")) {
          double seconds = run.path("provenance").path("seconds").asDouble();
          durations.put(
              run.path("experiment").asText(), Duration.ofMillis(Math.round(1000 * seconds)));
        }
      } catch (IOException e) {
        return Map.of(); // a report that cannot be read tells nothing about time
      }
    }
    return durations;
  }
}
