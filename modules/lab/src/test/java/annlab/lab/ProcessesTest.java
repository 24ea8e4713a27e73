package annlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.runs.Run;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.store.RunStore;
import annlab.networks.Epoch;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The store among several processes, and after one that was killed. */
class ProcessesTest {
  private static final int WRITERS = 8;
  private static final int EPOCHS = 1_250;
  private static final long PATIENCE_S = 60;

  @TempDir Path home;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endWhatRuns() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void eightProcessesWriteTenThousandRowsAndNothingIsLostOrDoubled() throws Exception {
    for (int i = 0; i < WRITERS; i++) {
      start("epochs", EPOCHS); // all of them make the store, and migrate it, at once
    }
    for (Process process : started) {
      assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(log()).isZero();
    }
    try (RunStore store = RunStore.open(home)) {
      assertThat(store.runs()).hasSize(WRITERS);
      for (Run run : store.runs()) {
        assertThat(run.epochs())
            .extracting(Epoch::number)
            .containsExactlyElementsOf(IntStream.range(0, EPOCHS).boxed().toList());
        assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
      }
    }
  }

  @Test
  void aKilledProcessLeavesAReadableStoreAndItsRunIsMarked() throws Exception {
    Process writer = start("epochs", Integer.MAX_VALUE);
    awaitEpochs(20);
    try (RunStore store = RunStore.open(home)) {
      assertThat(store.summaries().get(0).status()).isEqualTo(RunStatus.RUNNING);
    }
    writer.destroyForcibly(); // SIGKILL
    assertThat(writer.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    try (RunStore store = RunStore.open(home)) {
      Run run = store.runs().get(0);
      assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
      assertThat(run.summary().finishedAt()).isPresent();
      assertThat(run.epochs().size()).isGreaterThanOrEqualTo(20);
      assertThat(run.epochs())
          .extracting(Epoch::number)
          .containsExactlyElementsOf(IntStream.range(0, run.epochs().size()).boxed().toList());
    }
    assertThat(integrity()).isEqualTo("ok");
  }

  @Test
  void aStoreThatStaysOpenNoticesARunWhoseProcessIsGone() throws Exception {
    try (RunStore store = RunStore.open(home)) {
      Process writer = start("epochs", Integer.MAX_VALUE);
      awaitEpochs(1);
      assertThat(store.summaries().get(0).status()).isEqualTo(RunStatus.RUNNING);
      writer.destroyForcibly();
      assertThat(writer.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
      assertThat(store.summaries().get(0).status()).isEqualTo(RunStatus.INTERRUPTED);
    }
  }

  @Test
  void sigtermEndsATrainingAndTheDyingProcessMarksItsRun() throws Exception {
    Process trainer = start("train", 0);
    awaitEpochs(2);
    trainer.destroy(); // SIGTERM
    assertThat(trainer.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    assertThat(trainer.exitValue()).as(log()).isEqualTo(143);
    assertThat(statusInTheFile()).as(log()).isEqualTo("interrupted");
  }

  @Test
  void aRunThatBeginsWhileItsProcessIsBeingEndedIsMarkedAndDoesNothing() throws Exception {
    Process late = start("late", 0);
    assertThat(late.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    assertThat(log()).isEmpty();
    assertThat(statusInTheFile()).isEqualTo("interrupted");
  }

  /** With a second copy of SQLite's library beside the driver's own, some calls crash. */
  @Test
  @EnabledOnOs(OS.LINUX) // which tells what a process has loaded
  void aStoreIsOpenedBesideAConnectionOfSomebodyElse() throws Exception {
    Process process = start("second", 3);
    assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(log()).isZero();
    assertThat(log()).contains("sqlitejdbc").hasLineCount(1);
  }

  /** Read without opening the store: the dying process itself has to have marked its run. */
  private String statusInTheFile() throws Exception {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("runs.sqlite"));
        var rows = connection.createStatement().executeQuery("SELECT status FROM runs")) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private Process start(String what, int epochs) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What this Java has to be told to be silent about native libraries.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--"))
        .forEach(words::add);
    words.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    words.addAll(List.of("-Djava.awt.headless=true", "-cp"));
    words.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    words.addAll(List.of("annlab.lab.StoreProcess", home.toString(), what));
    words.add(Integer.toString(epochs));
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(home.toFile(), "log.txt")))
            .start();
    started.add(process);
    return process;
  }

  private void awaitEpochs(int count) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    try (RunStore store = RunStore.open(home)) {
      while (System.nanoTime() < end) {
        List<RunSummary> runs = store.summaries();
        if (!runs.isEmpty() && runs.get(0).epochs() >= count) {
          return;
        }
        Thread.sleep(20);
      }
    }
    throw new AssertionError("no " + count + " epochs in time: " + log());
  }

  private String integrity() throws Exception {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("runs.sqlite"));
        var rows = connection.createStatement().executeQuery("PRAGMA integrity_check")) {
      return rows.next() ? rows.getString(1) : "no answer";
    }
  }

  private String log() throws IOException {
    Path log = home.resolve("log.txt");
    return Files.exists(log) ? Files.readString(log) : "";
  }
}
