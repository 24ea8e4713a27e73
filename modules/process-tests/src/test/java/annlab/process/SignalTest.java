package annlab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import annlab.cli.ProgramProcess;
import annlab.lab.Experiments;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Ctrl-C, as the signal that it is, on processes that run much: what is kept and what goes on. */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(OS.WINDOWS)
class SignalTest {
  /** Its place in the masks of /proc. */
  private static final long SIGINT = 1 << 1;

  private static final long SECONDS = 120;
  private static final int SIGNALS = 30;

  /** What takes longer to end is cut off, and its run may be marked by who opens the store next. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(4);

  @TempDir Path temp;
  private Path home;

  @BeforeEach
  void makeProject() throws Exception {
    Path project = Files.createDirectories(temp.resolve("project"));
    Files.writeString(project.resolve("annlab.conf"), "cache = cache\n");
    home = temp.resolve("home");
  }

  @Test
  void aReproductionGoesOnWhereCtrlCStoppedIt() throws Exception {
    Process first = start("reproduce", "--quick", "--jobs", "2");
    await(first, () -> err().contains("finished in"));
    List<ProcessHandle> children = first.descendants().toList();
    assertThat(children).isNotEmpty();
    assertThat(interrupt(first)).as(err()).isEqualTo(130);
    assertThat(children).as("no process outlives it").noneMatch(ProcessHandle::isAlive);
    assertThat(summaries()).noneMatch(run -> run.status() == RunStatus.FAILED);
    List<String> finished = finished();
    assertThat(finished).isNotEmpty();

    Process second = start("reproduce", "--quick");
    int number = finished.size() + 1;
    await(second, () -> err().contains("are taken over") && err().contains("] "));
    assertThat(interrupt(second)).as(err()).isEqualTo(130);
    assertThat(err())
        .contains(finished.size() + " of ")
        .contains("are finished with this code, seed and backend and are taken over")
        .contains("  " + finished.get(0) + ": run ");
    assertThat(finished()).as("nothing ran twice, not even run %s", number).doesNotHaveDuplicates();

    Process fresh = start("reproduce", "--quick", "--fresh", "--jobs", "1");
    await(fresh, () -> err().contains("[ 2/"));
    assertThat(interrupt(fresh)).isEqualTo(130);
    assertThat(err())
        .doesNotContain("taken over")
        .contains("[ 1/" + Experiments.all().size() + "] ");
  }

  @Test
  void severalSeedsMakeABandInProcessesOfTheirOwn() throws Exception {
    Path out = temp.resolve("out");
    ProcessBuilder builder =
        builder("run", "iris-perceptron", "--seeds", "3", "--seed", "7", "--json");
    // The program does not pass this flag on to its children, which start slowly without it.
    builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    Process process = builder.redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(err()).isIn(0, 1);
    JsonNode result = new ObjectMapper().readTree(out.toFile());
    assertThat(result.path("runs")).hasSize(3);
    assertThat(result.path("runs").findValuesAsText("status")).contains("finished");
    assertThat(result.path("runs").findValuesAsText("group"))
        .hasSize(3)
        .containsOnly(result.path("group").asText());
    try (RunStore store = RunStore.open(home)) {
      assertThat(store.group(result.path("group").asText()))
          .extracting(run -> run.parameters().seed())
          .containsExactly(7L, 8L, 9L);
    }
    JsonNode band = result.path("bands").get(0);
    assertThat(band.path("runs").asInt()).isEqualTo(3);
    assertThat(band.path("low").asDouble()).isLessThanOrEqualTo(band.path("min").asDouble());
    assertThat(band.path("high").asDouble()).isGreaterThanOrEqualTo(band.path("max").asDouble());
  }

  @Test
  void ctrlCEndsTheProcessesOfAllSeeds() throws Exception {
    Process process = start("run", "fashion-mnist", "--quick", "--epochs", "5000", "--seeds", "4");
    await(process, () -> summaries().stream().anyMatch(run -> run.epochs() > 0));
    List<ProcessHandle> children = process.descendants().toList();
    assertThat(children).isNotEmpty();
    assertThat(children.size()).isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(interrupt(process)).as(err()).isEqualTo(130);
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(summaries()).hasSize(4).allMatch(run -> run.status() == RunStatus.INTERRUPTED);
  }

  /** From the start of the process on, and in its training. Says how long it takes. */
  @Test
  @Tag("slow")
  void sigtermEndsARunWheneverItComes() throws Exception {
    Random random = new Random(3);
    List<Duration> took = new ArrayList<>();
    for (int i = 0; i < SIGNALS; i++) {
      Process process = start("run", "fashion-mnist", "--quick", "--epochs", "5000");
      if (i % 2 == 0) {
        await(process, () -> err().contains("Epoch 1/"));
      }
      Thread.sleep(random.nextInt(3000));
      long begin = System.nanoTime();
      process.destroy(); // SIGTERM
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
      Duration time = Duration.ofNanos(System.nanoTime() - begin);
      took.add(time);
      // Java's own code, where the program has not come to its first line
      assertThat(process.exitValue()).as(err()).isIn(130, 143);
      if (time.compareTo(LAST_WAIT) < 0) {
        assertThat(err()).doesNotContain("failed");
        assertThat(runningInTheFile()).as("after signal %s", i + 1).isZero();
      }
      assertThat(summaries()).noneMatch(run -> run.status() == RunStatus.RUNNING);
    }
    Collections.sort(took);
    System.err.printf(
        Locale.ROOT,
        "%d signals: half of the processes ended within %d ms, all within %d ms%n",
        SIGNALS,
        took.get(SIGNALS / 2).toMillis(),
        took.get(SIGNALS - 1).toMillis());
  }

  /** Read without opening the store, which would mark the runs of processes that are gone. */
  private int runningInTheFile() throws Exception {
    Path store = home.resolve("runs.sqlite");
    if (!Files.exists(store)) {
      return 0;
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + store);
        var rows =
            connection
                .createStatement()
                .executeQuery("SELECT count(*) FROM runs WHERE status = 'running'")) {
      return rows.getInt(1);
    }
  }

  private List<String> finished() {
    try (RunStore store = RunStore.open(home)) {
      return store.runs().stream()
          .filter(run -> run.status() == RunStatus.FINISHED)
          .map(Run::experiment)
          .toList();
    }
  }

  private List<RunSummary> summaries() {
    try (RunStore store = RunStore.open(home)) {
      return store.summaries();
    }
  }

  private static void await(Process process, BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(process.isAlive()).as("the process goes on").isTrue();
      assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
      Thread.sleep(50);
    }
  }

  /** A shell without job control has what it starts in the background ignore Ctrl-C. */
  private static void assumeCtrlCArrives() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      String ignored =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .map(line -> line.substring("SigIgn:".length()).strip())
              .findFirst()
              .orElse("0");
      assumeTrue(
          (Long.parseUnsignedLong(ignored, 16) & SIGINT) == 0,
          "these tests were started with SIGINT ignored, as by 'mvn verify &' in a script");
    }
  }

  private static int interrupt(Process process) throws Exception {
    assumeCtrlCArrives();
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private String err() {
    try {
      return Files.readString(temp.resolve("err"));
    } catch (IOException e) {
      return "";
    }
  }

  private Process start(String... words) throws Exception {
    Files.deleteIfExists(temp.resolve("err"));
    return builder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  private ProcessBuilder builder(String... words) {
    Path project = temp.resolve("project");
    ProcessBuilder builder =
        ProgramProcess.builder(project, home, List.of(), List.of(words)).directory(temp.toFile());
    return builder.redirectError(temp.resolve("err").toFile());
  }
}
