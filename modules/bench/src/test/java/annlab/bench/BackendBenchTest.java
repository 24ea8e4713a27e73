package annlab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.settings.Json;
import annlab.lab.settings.PrerequisiteException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendBenchTest {
  @TempDir Path folder;

  private final List<String> notes = new ArrayList<>();

  @Test
  void aSweepMeasuresBothStepsOfTheCpuAndIsReadAsItWasWritten() throws Exception {
    Path file = folder.resolve("cpu.json");
    BackendProgram.main(new String[] {"sweep", file.toString(), "quick"});
    BackendTimes times = BackendTimes.read(file);
    assertThat(times.backend()).isEqualTo("cpu");
    assertThat(times.machine().path("nd4j").asText()).startsWith("1.0.0-M");
    assertThat(times.points())
        .extracting(point -> point.variable() + " " + point.size() + " " + point.step())
        .containsExactly(
            "batch 32 dense",
            "batch 32 dl4j",
            "batch 32 plain",
            "batch 128 dense",
            "batch 128 dl4j",
            "batch 128 plain",
            "width 100 dense",
            "width 100 dl4j",
            "width 100 plain",
            "width 256 dense",
            "width 256 dl4j",
            "width 256 plain");
    assertThat(times.points())
        .allSatisfy(point -> assertThat(point.times().values()).allMatch(ms -> ms > 0));
    assertThat(times.json()).isEqualTo(new ObjectMapper().readTree(file.toFile()));
  }

  @Test
  void theSizesReachFromTheChaptersToWhereACardHasWork() {
    assertThat(BackendSweep.BATCHES).startsWith(32).endsWith(16384);
    assertThat(BackendSweep.WIDTHS).startsWith(100).endsWith(8192);
  }

  @Test
  void thePageSaysFromWhichSizeOnCudaPays() throws Exception {
    BackendBench bench = bench();
    bench.take(times("cpu", "dense", 0.5, 40));
    bench.take(times("cuda", "dl4j", 3, 8));
    Path page = bench.write(folder);
    assertThat(Files.readString(page))
        .contains("| 32 | 0.500 | 3.000 |", "| 8192 | 40.000 | 8.000 |")
        .contains("CUDA is faster than the fastest step of the CPU from batch 8192 on.")
        .doesNotContain("was not measured");
    assertThat(folder.resolve("timings/backends-batch.svg")).content().contains("cuda, DL4J");
  }

  @Test
  void aBackendThatCannotRunIsNamedWithItsReasonAndNothingIsClaimedOfIt() throws Exception {
    BackendBench bench = bench();
    bench.take(times("cpu", "dense", 0.5, 40));
    bench.missing("cuda", "no nvidia-smi on the PATH");
    assertThat(bench.text())
        .contains("**CUDA was not measured: nothing on this page was computed on it.**")
        .contains("no nvidia-smi on the PATH", "it is not known where it begins to pay");
    assertThat(notes).containsExactly("cuda is not measured: no nvidia-smi on the PATH");
    assertThat(bench.json().path("notMeasured").path("cuda").asText()).contains("nvidia-smi");
  }

  @Test
  void aComparisonShowsTimesMetricsVerdictsAndDrift() throws Exception {
    BackendBench bench = bench();
    bench.compared(
        new ObjectMapper()
            .readTree(
                """
                {"experiment": "fashion-mnist", "axis": "types", "seed": 42, "epochs": 1,
                 "sides": [
                  {"label": "float", "timing": {"startSeconds": 2, "firstStepMs": 9,
                   "msPerStep": 0.5, "totalSeconds": 7},
                   "run": {"metrics": {"test_accuracy": 0.88},
                    "claims": [{"status": "PASS"}, {"status": "NOT_RUN"}, {"status": "PASS"}]}},
                  {"label": "double", "timing": {"startSeconds": 2, "firstStepMs": 9,
                   "msPerStep": 1.25, "totalSeconds": 8},
                   "run": {"metrics": {"test_accuracy": 0.87}, "claims": []}}],
                 "drift": {"threshold": 1e-6, "initial": 0, "firstStep": 17, "steps": [0],
                  "epochs": [[{"layer": "dense", "absolute": 1e-4, "relative": 2e-3, "ulp": 90}]]}}
                """));
    assertThat(bench.text())
        .contains("## Single against double precision, on the CPU")
        .contains("| steady, ms a step | 0.500 | 1.250 |")
        .contains("| test_accuracy | 0.880000 | 0.870000 |")
        .contains("| verdicts | 1 not run, 2 pass |  |")
        .contains("equal before the first step; after step 17 one of them differs by more than")
        .contains("| 1 | dense | 1.00e-04 | 2.00e-03 | 90 |");
  }

  @Test
  void aProcessThatFailsMeasuresNothing() {
    assertThatThrownBy(() -> bench().measure(List.of("sh", "-cp", "nowhere", "Main")))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessageStartingWith("the process that measures it ended with code ");
  }

  @Test
  void anotherDocumentIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("x.json"), "{}");
    assertThatThrownBy(() -> bench().take(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no \"format\": \"annlab-backend-times-1\"");
    assertThatThrownBy(() -> BackendProgram.main(new String[] {"sweep"}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected sweep FILE");
  }

  private BackendBench bench() {
    return new BackendBench(folder, false, notes::add);
  }

  private Path times(String backend, String step, double small, double large) throws Exception {
    JsonNode machine = Json.object().put("cpu", "a processor").put("cores", 2);
    BackendTimes times =
        new BackendTimes(
            backend,
            machine,
            List.of(
                new BackendTimes.Point("batch", 32, step, new Times(List.of(small))),
                new BackendTimes.Point("batch", 8192, step, new Times(List.of(large)))));
    return Files.writeString(folder.resolve(backend + ".json"), Json.print(times.json()));
  }
}
