package annlab.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.cli.ProgramProcess;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Verdict;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunStatus;
import annlab.lab.store.RunStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The program on a disk, a real one of a few megabytes, that is full or becomes so. */
@Execution(ExecutionMode.CONCURRENT)
@EnabledOnOs(value = OS.LINUX, disabledReason = "a small disk is made by Linux' tmpfs")
class FullDiskProcessTest {
  private static final long SECONDS = 300;
  private static final int PAGE = 4096;
  private static final int STEP = 64;
  private static final List<String> RUN =
      List.of("run", "fashion-mnist", "--quick", "--epochs", "20", "--json");

  @TempDir Path temp;
  private Path disk;
  private Path home;
  private boolean mounted;

  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void makeProjectAndDisk() throws Exception {
    Files.writeString(temp.resolve("annlab.conf"), "cache = cache\n");
    disk = Files.createDirectory(temp.resolve("disk"));
    home = disk.resolve("home");
    mounted = command("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString());
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
    return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Test
  void aDiskThatFillsWhileARunTrainsIsCode3AndTheRunGoesOnAfterSpaceIsFreed() throws Exception {
    Run old = oldRun();
    Process process = training();
    Path filler = fill(0);
    assertThatItSaysSo(ended(process));
    assertThatThereIsNothingElse(old, filler);
    assertThat(goesOn(old)).isTrue();
  }

  @Test
  void aDiskWithTooLittleRoomIsCode3BeforeTheFirstRunBeginsAndNothingIsLost() throws Exception {
    Run old = oldRun();
    Path filler = fill(100);
    for (List<String> words : List.of(RUN, List.of("reproduce", "--quick", "--fresh"))) {
      Ended ended = ended(start(words));
      assertThat(ended.code()).as(ended.err()).isEqualTo(3);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err())
          .matches(
              "annlab: too little room on the disk of "
                  + home
                  + ": [0-9.]+ MB are needed and 0\\.[0-9] MB free; free some space, or set"
                  + " ANNLAB_HOME to a folder on another disk\n");
      assertThat(runs()).containsExactly(old);
    }
    Files.delete(filler);
    assertThat(ended(start(RUN)).code()).isZero();
  }

  /** From a disk without a free page on, so many more each time, until a run has enough. */
  @Test
  @Tag("slow")
  void aRunWhoseDiskHasTooFewPagesLeftIsCode3AndGoesOnAfterSpaceIsFreed() throws Exception {
    Run old = oldRun();
    int failed = 0;
    int resumed = 0;
    Path kept = temp.resolve("kept");
    copy(home, kept);
    for (int pages = 0; ; pages += STEP) {
      delete(home);
      copy(kept, home);
      Process process = training();
      Path filler = fill(pages);
      Ended ended = ended(process);
      if (ended.code() == 0) {
        break;
      }
      failed++;
      assertThatItSaysSo(ended);
      assertThatThereIsNothingElse(old, filler);
      resumed += goesOn(old) ? 1 : 0;
    }
    assertThat(failed).as("runs that met a full disk").isGreaterThan(5);
    assertThat(resumed).as("runs that went on").isGreaterThan(2);
    System.err.printf(Locale.ROOT, "%d processes met a full disk, %d went on%n", failed, resumed);
  }

  private Run oldRun() throws Exception {
    Ended ended = ended(start(RUN));
    assertThat(ended.code()).as(ended.err()).isZero();
    return runs().get(0);
  }

  /** A run in its first epoch. */
  private Process training() throws Exception {
    Process process = start(RUN);
    while (process.isAlive()
        && !Files.readString(temp.resolve("err"), UTF_8).contains("Epoch 1/")) {
      Thread.sleep(5);
    }
    return process;
  }

  private static void assertThatItSaysSo(Ended ended) {
    assertThat(ended.code()).as(ended.err()).isEqualTo(3);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).doesNotContain("\tat ", "Exception");
    List<String> own =
        ended
            .err()
            .lines()
            .filter(line -> line.startsWith("annlab: ") && !line.startsWith("annlab: WARN "))
            .toList();
    assertThat(own).as(ended.err()).hasSize(1);
    assertThat(ended.err()).endsWith(own.get(0) + "\n");
    assertThat(own.get(0)).containsPattern("disk (is )?full");
  }

  private void assertThatThereIsNothingElse(Run old, Path filler) throws IOException {
    Files.delete(filler);
    assertThat(runs()).contains(old).noneMatch(run -> run.status() == RunStatus.RUNNING);
  }

  /** Whether there was a run to go on with; if so, it has come to the numbers of the old one. */
  private boolean goesOn(Run old) throws Exception {
    Run newest = runs().get(0);
    boolean begun = newest.status() != RunStatus.FINISHED;
    if (begun) {
      Ended ended = ended(start(List.of("run", "--resume", newest.id().value(), "--json")));
      assertThat(ended.code()).as(ended.err()).isZero();
      Run done = runs().get(0);
      assertThat(done.id()).isEqualTo(newest.id());
      assertThat(done.history()).isEqualTo(old.history());
      assertThat(measured(done)).isEqualTo(measured(old));
    }
    Ended check = ended(start(List.of("store", "check")));
    assertThat(check.code()).as(check.out() + check.err()).isZero();
    return begun;
  }

  /** Its claims but the exhibits, one of which tells the time of a step. */
  private static List<Verdict> measured(Run run) {
    return run.verdicts().stream()
        .filter(verdict -> verdict.claim().kind() != Claim.Kind.EXHIBIT)
        .toList();
  }

  /** Takes all space but so many pages, or what a process that writes at the same time leaves. */
  private Path fill(int pages) throws IOException {
    long free = Files.getFileStore(disk).getUsableSpace() / PAGE - pages;
    Path filler = disk.resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      for (long page = 0; page < free; page++) {
        out.write(new byte[PAGE]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
    return filler;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private List<Run> runs() {
    try (RunStore store = RunStore.open(home)) {
      return store.runs();
    }
  }

  private Process start(List<String> words) throws IOException {
    ProcessBuilder builder =
        ProgramProcess.builder(temp, home, List.of(), words)
            .directory(temp.toFile())
            .redirectOutput(temp.resolve("out").toFile())
            .redirectError(temp.resolve("err").toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private Ended ended(Process process) throws Exception {
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Ended(
        process.exitValue(),
        Files.readString(temp.resolve("out"), UTF_8),
        Files.readString(temp.resolve("err"), UTF_8));
  }
}
