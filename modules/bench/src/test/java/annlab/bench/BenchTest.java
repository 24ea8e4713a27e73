package annlab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import annlab.kernels.Kernels;
import annlab.lab.runs.Provenance;
import annlab.lab.settings.Settings;
import annlab.networks.StepChoice;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

class BenchTest {
  private static final Path ROOT = Path.of(System.getProperty("annlab.root"));

  /** Speaks the peers' protocol without a library. */
  private static final String ECHO =
      """
      import json, sys
      for line in sys.stdin:
          order = json.loads(line)
          if order["op"] == "hello":
              print(json.dumps({"library": "Echo", "versions": {"echo": "1"}}), flush=True)
          else:
              print(json.dumps({"ms": order["steps"] * order["job"]["batch"]}), flush=True)
      """;

  @TempDir Path folder;

  /** Two products of 2 * 3 * 4 * 5 and one of the second layer's three more each. */
  @Test
  void theFloorCountsTheProductsOfAStep() {
    StepJob job = new StepJob("tiny", List.of(4, 5, 6), true, false, DataType.FLOAT, 3, 2, 30);
    assertThat(Floor.of(job).operations()).isEqualTo(2 * (2 * 3 * 4 * 5) + 3 * (2 * 3 * 5 * 6));
    assertThat(job.stepsPerEpoch()).isEqualTo(10);
  }

  @Test
  void everyContestantTakesTurnsAndIsTimed() {
    List<String> turns = new ArrayList<>();
    StepJob job = StepJob.california(DataType.DOUBLE, 8, 3);
    StepRace race = new StepRace(1, 3, turns::add);
    StepResult result =
        race.run(
            job,
            List.of(
                new Floor(Clock.WALL),
                new Ours(StepChoice.AUTO, Clock.WALL),
                new Ours(StepChoice.DL4J, Clock.CPU),
                scripted("a", turns),
                scripted("b", turns)));
    assertThat(turns).containsExactly("a", "b", "a", "b", "a", "b", "a", "b");
    assertThat(result.times().keySet())
        .containsExactly("GEMM floor", "annlab", "annlab, DL4J's step", "a", "b");
    assertThat(result.times().values())
        .allSatisfy(times -> assertThat(times.values()).hasSize(3).allMatch(ms -> ms > 0));
  }

  private static Contestant scripted(String name, List<String> turns) {
    return new Contestant() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public double block(StepJob job) {
        turns.add(name);
        return 1;
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void aPeerAnswersForItsLibraryAndOneThatIsNotThereSaysWhy() throws Exception {
    Files.writeString(folder.resolve("echo.py"), ECHO);
    Files.writeString(folder.resolve("absent.py"), "import no_such_library\n");
    Path python = Path.of("python3");
    org.junit.jupiter.api.Assumptions.assumeTrue(python(python), "no python3 on this machine");
    try (Peers peers = new Peers(python, folder, List.of("echo.py", "absent.py"), 1, Clock.WALL)) {
      assertThat(peers.running()).extracting(Peer::name).containsExactly("Echo");
      assertThat(peers.versions()).containsExactly(Map.entry("echo", "1"));
      assertThat(peers.running().get(0).block(StepJob.fashion(DataType.FLOAT, 32, 2)))
          .isEqualTo(64);
      assertThat(peers.missing())
          .containsOnlyKeys("absent")
          .hasValueSatisfying(
              new org.assertj.core.api.Condition<>(
                  why -> why.contains("no_such_library"), "names the library"));
    }
  }

  private static boolean python(Path python) {
    try {
      return new ProcessBuilder(python.toString(), "--version").start().waitFor() == 0;
    } catch (java.io.IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void aPythonThatIsNotThereIsSaidToBeNotMeasured() {
    assertThatThrownBy(() -> new Peer(Path.of("no-python"), folder, "echo.py", 1, Clock.WALL))
        .isInstanceOf(ContestantFailedException.class)
        .hasMessageStartingWith("no-python cannot be started");
  }

  @Test
  void everyPeersScriptIsThere() {
    for (String script : Peer.SCRIPTS) {
      assertThat(ROOT.resolve("experiments/peers").resolve(script)).isRegularFile();
    }
  }

  @Test
  void mediansAndQuartilesAreNumpys() {
    Times times = new Times(List.of(4.0, 1.0, 3.0, 2.0));
    assertThat(times.median()).isEqualTo(2.5);
    assertThat(times.quantile(0.25)).isCloseTo(1.75, within(1e-12));
  }

  @Test
  void theReportSaysWhichGoalsAreMetAndWhatIsNotMeasured() throws Exception {
    StepJob job = StepJob.fashion(DataType.FLOAT, 32, 200);
    StepResult result =
        new StepResult(
            job,
            1e6,
            Map.of(
                "GEMM floor", new Times(List.of(0.5)),
                "annlab", new Times(List.of(0.6)),
                "NumPy loop", new Times(List.of(0.8)),
                "PyTorch", new Times(List.of(0.8)),
                "scikit-learn, 2 threads", new Times(List.of(0.1))));
    BenchResult all =
        new BenchResult(
            Provenance.here(ROOT),
            0.25,
            Map.of("torch", "2"),
            Map.of("keras_fit", "no module"),
            List.of(result),
            List.of(
                new PartResult("evaluation", "of images", "ms", new Times(List.of(151.0)), 150)),
            List.of(
                new ProcessResult(
                    "california-fit",
                    "a fit",
                    Map.of(
                        "annlab", new Times(List.of(8.0)),
                        "scikit-learn", new Times(List.of(10.0))),
                    Map.of()),
                new ProcessResult(
                    "fashion-mnist",
                    "a run",
                    Map.of("annlab", new Times(List.of(50.0))),
                    Map.of("annlab", 1300.0))),
            List.of(),
            false);
    String text = Files.readString(new BenchReport(all).write(folder));
    assertThat(text)
        .contains("≤ 0.85: met", "≤ 0.35: missed", "not measured: keras_fit (no module)")
        .contains("| scikit-learn, 2 threads | 0.1000 | 0.1000 – 0.1000 |")
        .contains("| of images | ms | 151.0 | 151.0 – 151.0 | ≤ 150: missed |")
        .contains("| 10.00 – 10.00 | 0.80 |  | ≤ 0.70: missed |")
        .contains("| 50.00 – 50.00 |  | 1300 | < 60 s and < 1200 MB: missed |")
        .contains("load average before the first measurement: 0.25")
        .contains("- our kernels, version " + Kernels.VERSION + ": " + Kernels.description());
    assertThat(folder.resolve("timings/benchmarks.svg")).content().contains("PyTorch");

    JsonNode json = all.json().path("jobs").get(0);
    assertThat(json.path("name").asText()).isEqualTo("fashion-mnist");
    assertThat(json.path("dtype").asText()).isEqualTo("float32");
    assertThat(json.path("floorMs").asDouble()).isEqualTo(0.5);
    assertThat(json.path("ours").asDouble()).isEqualTo(0.6);
    assertThat(json.path("peers").path("PyTorch").asDouble()).isEqualTo(0.8);
    assertThat(json.path("ratios").path("PyTorch").asDouble()).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void evaluationAndStatisticsAreMeasured() {
    Parts parts = new Parts(true, 11);
    assertThat(parts.evaluation().times().median()).isPositive();
    assertThat(parts.statistics().times().values())
        .hasSize(1)
        .allMatch(share -> share > 0 && share < 100);
  }

  @Test
  void aQuickSweepMeasuresBothStepsAtEverySize() {
    BenchOptions quick =
        new BenchOptions(Settings.load(), List.of(), Optional.empty(), true, true, 1, Clock.WALL);
    List<Sweep.Curve> curves = new Sweep(quick, line -> {}).run();
    assertThat(curves).extracting(Sweep.Curve::variable).containsExactly("batch", "width", "depth");
    assertThat(curves)
        .allSatisfy(
            curve -> {
              assertThat(curve.results()).hasSameSizeAs(curve.sizes());
              assertThat(SweepChart.svg(curve)).contains("DL4J", "one thread");
            });
  }
}
