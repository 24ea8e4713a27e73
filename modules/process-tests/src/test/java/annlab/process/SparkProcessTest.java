package annlab.process;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.cli.ProgramProcess;
import annlab.lab.runs.Provenance;
import annlab.lab.runs.RunSummary;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps on Spark, which is fetched into the user's cache folder the first time: 96 MB. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class SparkProcessTest {
  private static final long SECONDS = 600;

  private static final String FIT =
      """
      "fit": {"data": "iris", "split": {"test_size": 0.2, "random_state": 1}, "sequential": [
         {"Dense": {"units": 8, "activation": "relu"}},
         {"Dense": {"units": 3, "activation": "softmax"}}],
       "compile": {"loss": "sparse_categorical_crossentropy",
         "optimizer": {"SGD": {"learning_rate": 0.1}}},
       "fit": {"validation_split": 0.2}}
      """;

  private static final String RATES =
      ", \"grid\": {\"/compile/optimizer/SGD/learning_rate\": [0.003, 0.01, 0.03, 0.1, 0.3, 1.0]}";

  @TempDir Path temp;
  private Path project;

  @BeforeEach
  void findProject() {
    project = Path.of(System.getProperty("annlab.root", "../..")).toAbsolutePath().normalize();
  }

  @Test
  void halvingHasTheSameSurvivorsAndBitsOnSparkAsInProcesses() throws Exception {
    String halving =
        RATES + ", \"halving\": {\"metric\": \"val_loss\", \"epochs\": [2, 4, 8], \"keep\": 2}";
    List<ObjectNode> here = sweep(halving, "here");

    assertThat(sweep(halving, "there", "--master", "local[2]")).isEqualTo(here);
  }

  @Test
  void aTrialWhoseExecutorIsKilledBeginsAgainAndIsOneRun() throws Exception {
    String seeds = ", \"seeds\": 4";
    List<ObjectNode> here = sweep(seeds + ", \"halving\": {\"epochs\": [300]}", "here");

    Path home = temp.resolve("there");
    Process process =
        start(
            seeds + ", \"halving\": {\"epochs\": [300]}",
            home,
            "--master",
            "local-cluster[2,1,1024]");
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (runs(home).stream().noneMatch(run -> run.epochs() > 0) && System.nanoTime() < limit) {
      assertThat(process.isAlive()).as(text(home, "err")).isTrue();
      Thread.sleep(50);
    }
    process
        .descendants()
        .filter(child -> child.info().commandLine().orElse("").contains("CoarseGrained"))
        .findFirst()
        .orElseThrow()
        .destroyForcibly();

    assertThat(trials(process, home)).isEqualTo(here);
    assertThat(runs(home)).hasSize(4);
    try (RunStore store = RunStore.open(home)) {
      Provenance.Place place =
          store.provenance(runs(home).get(0).id()).flatMap(Provenance::place).orElseThrow();
      assertThat(place.engine()).startsWith("spark ");
      assertThat(place.host()).isNotEmpty();
    }
  }

  private List<ObjectNode> sweep(String members, String name, String... options) throws Exception {
    Path home = temp.resolve(name);
    return trials(start(members, home, options), home);
  }

  private List<ObjectNode> trials(Process process, Path home) throws Exception {
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(text(home, "err")).isZero();
    JsonNode sweep = new ObjectMapper().readTree(text(home, "out"));
    assertThat(sweep.path("status").asText()).isEqualTo("finished");
    List<ObjectNode> trials = new ArrayList<>();
    for (JsonNode trial : sweep.path("trials")) {
      ObjectNode numbers = trial.deepCopy();
      numbers.remove("run");
      trials.add(numbers);
    }
    return trials;
  }

  private Process start(String members, Path home, String... options) throws Exception {
    Files.createDirectories(home);
    Path file = home.resolve("sweep.json");
    Files.writeString(file, "{" + FIT + members + "}");
    List<String> words = new ArrayList<>(List.of("sweep", file.toString(), "--json"));
    words.addAll(List.of(options));
    ProcessBuilder builder = ProgramProcess.builder(project, home, List.of(), words);
    builder.redirectOutput(home.resolve("out").toFile());
    builder.redirectError(home.resolve("err").toFile());
    return builder.start();
  }

  private static List<RunSummary> runs(Path home) {
    try (RunStore store = RunStore.open(home)) {
      return store.summaries();
    }
  }

  private static String text(Path home, String name) throws Exception {
    Path file = home.resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
