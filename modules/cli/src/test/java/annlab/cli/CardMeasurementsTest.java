package annlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.bench.BackendBench;
import annlab.lab.Experiments;
import annlab.lab.comparison.Comparisons;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunExport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was measured on a card is committed, can be taken in, and is what the page shows. */
class CardMeasurementsTest {
  private static final Path PROJECT = Path.of(System.getProperty("annlab.root"));
  private static final Path MEASURED = PROJECT.resolve("reports/cuda");

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "cuda"})
  void theRunsAreWhatTheirNamesSay(String backend) throws IOException {
    Run run = RunExport.read(json("run-" + backend + ".json"), "the run");
    assertThat(run.summary().backend()).contains(backend);
    assertThat(run.history().get("loss")).hasSize(30);
    assertThat(run.provenance().orElseThrow().data()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classification-outputs",
        "exclusive-or",
        "fashion-mnist",
        "fashion-mnist-keras-seed",
        "iris-mlp-classifier",
        "symmetry"
      })
  void everyClaimWasJudgedOnTheCardAndNoneFailed(String experiment) throws IOException {
    JsonNode document = json("runs/" + experiment + ".json");
    Run run = RunExport.read(document, experiment);
    assertThat(run.summary().backend()).contains("cuda");
    assertThat(run.provenance().orElseThrow().device()).contains("NVIDIA H200");
    List<String> claims =
        Experiments.find(experiment).claims().stream().map(claim -> claim.id()).toList();
    assertThat(document.path("verdicts"))
        .hasSameSizeAs(claims)
        .allSatisfy(
            verdict -> {
              assertThat(verdict.path("id").asText()).isIn(claims);
              assertThat(verdict.path("judgement").asText()).isIn("PASS", "SHOWN");
            });
  }

  @Test
  void theComparisonsAreTakenIn() throws IOException {
    Comparisons comparisons = new Comparisons(home);
    for (String name : List.of("comparison.json", "comparison-twice.json")) {
      String id = comparisons.importFrom(json(name), name);
      assertThat(comparisons.find(id)).contains(json(name));
    }
  }

  @Test
  void thePageShowsThem() throws IOException {
    BackendBench bench = new BackendBench(PROJECT, false, line -> {});
    for (String name : List.of("times-cpu-1-thread", "times-cpu-16-threads", "times-cuda")) {
      bench.take(MEASURED.resolve(name + ".json"));
    }
    bench.compared(json("comparison.json"));
    String page = Files.readString(PROJECT.resolve("reports/backends.md"));
    assertThat(page.lines()).containsAll(bench.text().lines().toList());
  }

  private static JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(MEASURED.resolve(name).toFile());
  }
}
