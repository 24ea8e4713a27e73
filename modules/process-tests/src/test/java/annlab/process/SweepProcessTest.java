package annlab.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.cli.ProgramProcess;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Sweeps in processes of their own, one of which is killed. */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(OS.WINDOWS)
class SweepProcessTest {
  private static final long SECONDS = 300;

  private static final String FIT =
      """
      {"data": "iris", "split": {"test_size": 0.2, "random_state": 1}, "sequential": [
         {"Dense": {"units": 8, "activation": "relu"}},
         {"Dense": {"units": 3, "activation": "softmax"}}],
       "compile": {"loss": "sparse_categorical_crossentropy", "optimizer": "sgd"},
       "fit": {"epochs": 200, "validation_split": 0.2}, "seed": 3}
      """;

  @TempDir Path temp;
  private Path project;
  private Path home;

  record Ended(int code, String out, String err) {}

  @BeforeEach
  void makeProject() throws Exception {
    project = Files.createDirectories(temp.resolve("project"));
    Files.writeString(project.resolve("annlab.conf"), "cache = cache\n");
    Files.writeString(temp.resolve("fit.json"), FIT);
    Files.writeString(
        temp.resolve("sweep.json"),
        "{\"fit\": \"fit.json\", \"seeds\": 8, \"metric\": \"val_loss\"}");
    home = temp.resolve("home");
  }

  @Test
  void aSweepOutlivesAKilledProcessAndCtrlCAndItsTrialsHaveTheBitsOfAFit() throws Exception {
    Process first = start("sweep", temp.resolve("sweep.json").toString(), "--jobs", "2");
    await(first, () -> runs().stream().anyMatch(run -> run.epochs() > 0));
    first.descendants().findFirst().orElseThrow().destroyForcibly();
    await(first, () -> count(RunStatus.FINISHED) >= 2);
    List<ProcessHandle> children = first.descendants().toList();
    new ProcessBuilder("kill", "-INT", Long.toString(first.pid())).start().waitFor();
    assertThat(first.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(children).as("no process outlives it").noneMatch(ProcessHandle::isAlive);
    assertThat(first.exitValue()).as(text("err")).isIn(0, 130);
    assertThat(count(RunStatus.FAILED)).isZero();

    String id = runs().get(0).group().orElseThrow();
    Ended resumed = annlab("sweep", "--resume", id, "--json");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    JsonNode sweep = new ObjectMapper().readTree(resumed.out());
    assertThat(sweep.path("id").asText()).isEqualTo(id);
    assertThat(sweep.path("status").asText()).isEqualTo("finished");
    assertThat(runs()).as("each trial is one run").hasSize(8);
    assertThat(sweep.path("trials").findValuesAsText("status")).containsOnly("finished");
    assertThat(sweep.path("trials").findValuesAsText("run")).doesNotHaveDuplicates();

    JsonNode third = sweep.path("trials").get(2);
    assertThat(third.path("parameters").toString()).isEqualTo("{\"/seed\":3}");
    JsonNode fit =
        new ObjectMapper()
            .readTree(annlab("fit", temp.resolve("fit.json").toString(), "--json").out());
    assertThat(third.path("history").path("val_loss")).hasSize(200);
    for (String name : List.of("loss", "val_loss")) {
      assertThat(third.path("history").path(name)).isEqualTo(fit.path("history").path(name));
    }
    assertThat(third.at("/metrics/test_loss")).isEqualTo(fit.at("/test/loss"));

    Ended shown = annlab("sweep", "--show", id);
    assertThat(shown.out())
        .contains("sweep " + id + ": finished, 8 trials: 8 finished\n")
        .contains("best: seed ");
    assertThat(annlab("sweep").out()).contains(id);
  }

  private long count(RunStatus status) {
    return runs().stream().filter(run -> run.status() == status).count();
  }

  private List<RunSummary> runs() {
    if (!Files.exists(home)) {
      return List.of();
    }
    try (RunStore store = RunStore.open(home)) {
      return store.summaries();
    }
  }

  private void await(Process process, BooleanSupplier condition) throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(process.isAlive()).as(text("err")).isTrue();
      assertThat(System.nanoTime()).as(text("err")).isLessThan(limit);
      Thread.sleep(20);
    }
  }

  private String text(String name) {
    try {
      return Files.readString(temp.resolve(name), UTF_8);
    } catch (java.io.IOException e) {
      return "";
    }
  }

  private Process start(String... words) throws Exception {
    ProcessBuilder builder =
        ProgramProcess.builder(project, home, List.of(), new ArrayList<>(List.of(words)));
    builder.redirectOutput(temp.resolve("out").toFile());
    builder.redirectError(temp.resolve("err").toFile());
    return builder.start();
  }

  private Ended annlab(String... words) throws Exception {
    Process process = start(words);
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), text("out"), text("err"));
  }
}
