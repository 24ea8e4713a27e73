package annlab.lab.store;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataHome;
import annlab.lab.ResumeTest;
import annlab.lab.runner.Runner;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunOptions;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.PrerequisiteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose disk, a real one of a few megabytes, is full from one of their writes on. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "a small disk is made by Linux' tmpfs")
class FullDiskTest {
  private static final int PAGE = 4096;

  @TempDir Path temp;
  private Path disk;
  private Path filler;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(temp.resolve("disk"));
    filler = disk.resolve("filler");
    mounted = command("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString());
    Assumptions.assumeTrue(mounted, "mounting a small disk (tmpfs) needs root");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(command("umount", disk.toString())).isTrue();
    }
  }

  private static boolean command(String... words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Test
  void aRunOnAFullDiskEndsWithAMessageAndGoesOnAfterSpaceIsFreed() throws Exception {
    assertThatNoWriteLosesAnything(29);
  }

  @Test
  @Tag("slow")
  void aRunWhoseDiskIsFullAtAnyWriteEndsWithAMessageAndGoesOnAfterSpaceIsFreed() throws Exception {
    assertThatNoWriteLosesAnything(1);
  }

  /** From a disk without a free page on, so many more each time, until a run has enough. */
  private void assertThatNoWriteLosesAnything(int step) throws Exception {
    Run expected = inItsOwnHome();
    int failed = 0;
    int resumed = 0;
    for (int pages = 0; ; pages += step) {
      Path home = disk.resolve("home-" + pages);
      Run old;
      try (RunStore store = RunStore.open(home)) {
        old = run(store);
      }
      fill(pages);
      Optional<String> failure = runOnce(home);
      Files.deleteIfExists(filler);
      try (RunStore store = RunStore.open(home)) {
        theProcessHasEnded(store);
        assertThat(store.database().faults()).as("with %s pages", pages).isEmpty();
        assertThat(store.find(old.id())).contains(old);
        assertThat(store.runs()).noneMatch(run -> run.status() == RunStatus.RUNNING);
        if (failure.isPresent()) {
          failed++;
          assertThat(failure.get())
              .as("with %s pages", pages)
              .containsPattern("disk (is )?full")
              .doesNotContain("\n");
          Run newest = store.runs().get(0);
          boolean begun = !newest.id().equals(old.id());
          resumed += begun ? 1 : 0;
          Run done = begun ? resume(store, newest) : run(store);
          assertThat(done.status()).isEqualTo(RunStatus.FINISHED);
          assertThat(done.history()).isEqualTo(expected.history());
          assertThat(done.verdicts()).isEqualTo(expected.verdicts());
          assertThat(StoreRepair.check(store)).as("with %s pages", pages).isEmpty();
        }
      }
      delete(home);
      if (failure.isEmpty()) {
        break;
      }
    }
    assertThat(failed).as("runs that met a full disk").isGreaterThan(2);
    assertThat(resumed).as("runs that went on").isPositive();
    System.err.printf(Locale.ROOT, "%d runs met a full disk, %d went on%n", failed, resumed);
  }

  private Run inItsOwnHome() {
    try (RunStore store = RunStore.open(temp.resolve("home"))) {
      return run(store);
    }
  }

  private static Runner runner(RunStore store) {
    Path home = store.home();
    return new Runner(store, () -> new DataHome(), home, Duration.ZERO);
  }

  private static Run run(RunStore store) {
    ResumeTest.Real real = new ResumeTest.Real();
    return runner(store).run(real.experiment, RunOptions.full(real.experiment));
  }

  private static Run resume(RunStore store, Run run) {
    ResumeTest.Real real = new ResumeTest.Real();
    return runner(store).run(real.experiment, RunOptions.resuming(run));
  }

  /** What a run says that meets a full disk, as the command line prints it with exit code 3. */
  private static Optional<String> runOnce(Path home) {
    try (RunStore store = RunStore.open(home)) {
      run(store);
      return Optional.empty();
    } catch (PrerequisiteException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** A run that could not write its end is under way in this process, which outlives it here. */
  private static void theProcessHasEnded(RunStore store) {
    store
        .database()
        .use(
            handle ->
                handle.execute("UPDATE runs SET process_started = 1 WHERE status = 'running'"));
    store.interruptOrphans();
  }

  /** Takes all space but so many pages. */
  private void fill(int pages) throws IOException {
    long free = Files.getFileStore(disk).getUsableSpace() - (long) pages * PAGE;
    Files.write(filler, new byte[(int) free]);
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
