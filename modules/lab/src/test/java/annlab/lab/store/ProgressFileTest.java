package annlab.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.Parameters;
import annlab.lab.runs.EpochProgress;
import annlab.lab.runs.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressFileTest {
  private static final Duration TOOK = Duration.ofMillis(1500);

  @TempDir Path home;
  private RunStore store;
  private RunId run;

  @BeforeEach
  void open() {
    store = RunStore.open(home);
    run = store.begin("fake", new Parameters(1, 10, 0, Map.of()), false);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Path file() {
    return home.resolve("runs").resolve(run.value()).resolve("progress");
  }

  @Test
  void whatIsToldIsReadUntilTheEpochHasEnded() {
    assertThat(store.progress(run, 0)).isEmpty();
    try (ProgressFile writer = store.progressFile(run)) {
      EpochProgress first = new EpochProgress(2, 812, 1719, TOOK);
      writer.write(first);
      assertThat(store.progress(run, 2)).contains(first);
      assertThat(store.progress(run, 3)).as("that epoch is recorded").isEmpty();
      EpochProgress second = new EpochProgress(2, 9, 10, Duration.ofDays(30));
      writer.write(second);
      assertThat(store.progress(run, 2)).as("shorter than what was there").contains(second);
      assertThat(store.files().of(run)).as("no file that the run keeps").isEmpty();
    }
    assertThat(file()).doesNotExist();
  }

  @Test
  void nothingIsToldOnceItIsClosed() {
    ProgressFile writer = store.progressFile(run);
    writer.close();
    writer.write(new EpochProgress(0, 1, 2, TOOK));
    writer.close();
    assertThat(file()).doesNotExist();
  }

  @Test
  void whatAKilledProcessToldIsForgotten() {
    store.progressFile(run).write(new EpochProgress(0, 1, 2, TOOK));
    assertThat(store.progress(run, 0)).isPresent();
    store.progressFile(run).clear();
    assertThat(store.progress(run, 0)).isEmpty();
  }

  @Test
  void whatIsNoProgressIsNone() throws IOException {
    Files.createDirectories(file().getParent());
    for (String text :
        List.of(
            "",
            "0 1",
            "a b c d",
            "0 3 2 5",
            "-1 1 2 5",
            "0 0 2 5",
            "0 1 2 -5",
            "9999999999 1 2 5")) {
      Files.writeString(file(), text);
      assertThat(store.progress(run, 0)).as(text).isEmpty();
    }
  }

  /** It is for whoever watches: a run goes on without it. */
  @Test
  void whereItCannotBeWrittenTheRunGoesOn() throws IOException {
    Files.createDirectories(file());
    try (ProgressFile writer = store.progressFile(run)) {
      writer.write(new EpochProgress(0, 1, 2, TOOK));
      writer.write(new EpochProgress(0, 2, 2, TOOK));
    }
    assertThat(store.progress(run, 0)).isEmpty();
  }

  @Test
  void aStepIsOneOfItsEpoch() {
    for (int[] odd : new int[][] {{-1, 1, 2}, {0, 0, 2}, {0, 3, 2}}) {
      assertThatThrownBy(() -> new EpochProgress(odd[0], odd[1], odd[2], TOOK))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("got " + odd[1] + " of " + odd[2] + " in epoch " + odd[0]);
    }
    assertThat(new EpochProgress(2, 812, 1719, TOOK).json().toString())
        .isEqualTo("{\"epoch\":2,\"step\":812,\"steps\":1719,\"seconds\":1.5}");
  }
}
