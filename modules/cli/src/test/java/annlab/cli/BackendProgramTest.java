package annlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.bench.BackendProgram;
import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.comparison.Comparisons;
import annlab.lab.runner.Runner;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunExport;
import annlab.lab.runs.RunOptions;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What travels to a machine with a card trains as {@code annlab run} does, and comes back. */
class BackendProgramTest {
  @TempDir Path temp;

  @Test
  void itTrainsTheExperimentsNetworkAndItsRunAndComparisonAreTakenIn() throws Exception {
    Path data = Files.createDirectories(temp.resolve("data"));
    Experiment experiment = Experiments.find("fashion-mnist");
    Path home = temp.resolve("home");
    Settings settings =
        new Settings(temp, home, List.of(data), temp.resolve("cache"), temp, 7070, 9000);
    Path travelled = temp.resolve("travelled");
    String rows = Integer.toString(experiment.quick().rows());
    program("train", data.toString(), travelled.toString(), "2", "42", rows);
    JsonNode export = new ObjectMapper().readTree(travelled.resolve("run.json").toFile());
    try (RunStore store = RunStore.open(home)) {
      Run own = new Runner(store, settings).run(experiment, RunOptions.quick(experiment));
      store.importRun(RunExport.read(export, "run.json"));
      Run taken =
          store.runs().stream().filter(run -> !run.id().equals(own.id())).findFirst().orElseThrow();
      assertThat(taken.status()).isEqualTo(RunStatus.FINISHED);
      assertThat(taken.summary().tags()).contains("comparison", "imported");
      assertThat(taken.history()).as("the same bits").isEqualTo(own.history());
      assertThat(taken.summary().metrics().get("test_loss"))
          .isEqualTo(own.summary().metrics().get("test_loss"));
      assertThat(taken.provenance().orElseThrow().data()).isNotEmpty();
    }

    Path file = temp.resolve("comparison.json");
    program("compare", travelled.toString(), travelled.toString(), file.toString());
    JsonNode comparison = new ObjectMapper().readTree(file.toFile());
    assertThat(comparison.path("drift").path("steps"))
        .hasSize(76)
        .allMatch(each -> each.asDouble() == 0);
    Comparisons comparisons = new Comparisons(home);
    String id = comparisons.importFrom(comparison, "comparison.json");
    assertThat(comparisons.find(id)).contains(comparison);
    assertThatThrownBy(() -> comparisons.importFrom(comparison, "comparison.json"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the comparison " + id + " is here already");
    assertThatThrownBy(() -> comparisons.importFrom(export, "run.json"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("run.json is no comparison");
  }

  private static void program(String... words) throws Exception {
    BackendProgram.main(words);
  }
}
