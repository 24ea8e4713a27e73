package annlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.claims.Target;
import annlab.lab.runs.Artifact;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.store.DamagedStoreException;
import annlab.lab.store.RunStore;
import annlab.lab.store.RunStoreTest;
import annlab.lab.store.StoreRepair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of runs when the store's file is damaged. */
class StoreDamageTest {
  private static final int RUNS = 6;

  @TempDir Path home;
  private List<Run> runs = List.of();
  private byte[] good = {};

  @BeforeEach
  void fill() throws IOException {
    try (RunStore store = RunStore.open(home)) {
      for (int i = 0; i < RUNS; i++) {
        RunId id = store.begin("toy", new Parameters(i, 3, 0, Map.of("rate", "0.1")), i % 2 == 1);
        for (int number = 0; number < 20; number++) {
          store.epoch(id, RunStoreTest.epoch(number, 1.0 / (number + i + 3)));
        }
        store.files().write(id, "note.txt", new byte[] {1, 2, 3});
        end(store, id, i);
      }
      store.tag(store.summaries().get(0).id(), "kept");
      runs = store.runs();
    }
    good = Files.readAllBytes(file());
    assertThat(file().resolveSibling("runs.sqlite-wal")).doesNotExist();
  }

  private static void end(RunStore store, RunId id, int number) {
    if (number == 1) {
      store.fail(id, "the loss is not finite");
    } else if (number == 2) {
      store.interrupt(id);
    } else {
      Target open = new Target.Between(0.95, Double.POSITIVE_INFINITY, "bounded below");
      store.finish(
          id,
          Map.of("test_accuracy", 0.1 + 0.2, "diverged", Double.NaN),
          List.of(
              RunStoreTest.claim("T1", open).judge(0.97),
              RunStoreTest.claim("T2", new Target.Property("tried 100")).judge(Double.NaN)),
          RunStoreTest.origin());
    }
  }

  private Path file() {
    return home.resolve("runs.sqlite");
  }

  private void assertThatARebuildBringsEverythingBack() {
    StoreRepair.Rebuilt rebuilt = StoreRepair.rebuild(home);
    assertThat(rebuilt.refused()).isEmpty();
    assertThat(rebuilt.restored()).hasSize(RUNS);
    assertThat(rebuilt.kept()).exists();
    try (RunStore store = RunStore.open(home)) {
      assertThat(store.runs()).containsExactlyInAnyOrderElementsOf(runs);
      assertThat(store.files().of(runs.get(0).id()))
          .extracting(Artifact::bytes)
          .containsExactly(3L);
      assertThat(StoreRepair.check(store)).isEmpty();
      assertThat(store.begin("toy", Parameters.of(1, 1), true)).isNotNull();
    }
  }

  @Test
  void aTruncatedStoreAndAGarbageHeaderAreSaidAndTheRunsComeBack() throws IOException {
    byte[] garbage = good.clone();
    new Random(3).nextBytes(garbage);
    System.arraycopy(good, 100, garbage, 100, good.length - 100);
    for (byte[] bad : List.of(Arrays.copyOf(good, good.length / 3), garbage, new byte[4096])) {
      Files.write(file(), bad);
      assertThatThrownBy(
              () -> {
                try (RunStore store = RunStore.open(home)) {
                  store.requireIntact();
                }
              })
          .isInstanceOf(DamagedStoreException.class)
          .hasMessageStartingWith("the run store " + file() + " is damaged (")
          .hasMessageEndingWith("annlab store rebuild")
          .message()
          .doesNotContain("\n");
      assertThatARebuildBringsEverythingBack();
    }
  }

  @Test
  void aDamagedStoreIsReadFromItsRunsDocumentsAndNotWritten() throws IOException {
    Files.write(file(), new byte[5000]);
    try (RunStore store = RunStore.readOnly(home)) {
      assertThat(store.readOnlyReason()).isPresent();
      assertThat(store.runs()).containsExactlyInAnyOrderElementsOf(runs);
      assertThat(store.files().find(runs.get(0).id(), "note.txt").orElseThrow().file()).exists();
      for (Runnable change :
          List.<Runnable>of(
              () -> store.queue("toy", Parameters.of(1, 1), true),
              () -> store.tag(runs.get(0).id(), "x"),
              () -> store.delete(runs.get(0).id()))) {
        assertThatThrownBy(change::run)
            .isInstanceOf(PrerequisiteException.class)
            .hasMessageContaining("annlab store rebuild");
      }
    }
    assertThat(Files.readAllBytes(file())).isEqualTo(new byte[5000]);
    assertThat(home.resolve("runs").resolve(runs.get(0).id().value()).resolve("note.txt")).exists();
  }

  @Test
  void aDamagedDocumentIsLeftOutWithItsReasonAndTheOthersComeBack() throws IOException {
    Path document = home.resolve("runs").resolve(runs.get(2).id().value()).resolve("run.json");
    byte[] bytes = Files.readAllBytes(document);
    bytes[bytes.length / 2] ^= 1;
    Files.write(document, bytes);
    try (RunStore store = RunStore.open(home)) {
      assertThat(StoreRepair.check(store))
          .containsExactly("run " + runs.get(2).id() + " differs from its document " + document);
    }
    StoreRepair.Rebuilt rebuilt = StoreRepair.rebuild(home);
    assertThat(rebuilt.restored()).hasSize(RUNS - 1);
    assertThat(rebuilt.refused())
        .singleElement()
        .asString()
        .startsWith(document + " is damaged: its content has SHA-256 ");
  }

  /** Whatever a flipped bit does, it is said, found by the check, or changes nothing. */
  private void flip(int flips) throws IOException {
    Random random = new Random(9);
    int said = 0;
    int found = 0;
    for (int i = 0; i < flips; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      clear();
      Files.write(file(), bad);
      try (RunStore store = RunStore.open(home)) {
        boolean same = new ArrayList<>(store.runs()).equals(runs);
        boolean clean = StoreRepair.check(store).isEmpty();
        assertThat(same || !clean).as("flip %s is found", i).isTrue();
        found += clean ? 0 : 1;
      } catch (PrerequisiteException e) {
        said++;
        assertThat(e.getMessage()).contains(file().toString()).doesNotContain("\n");
      }
    }
    assertThat(said).isPositive();
    assertThat(found).isPositive();
    System.err.printf("%d flips: %d said, %d found by the check%n", flips, said, found);
    assertThatARebuildBringsEverythingBack();
  }

  private void clear() throws IOException {
    for (String end : new String[] {"-wal", "-shm"}) {
      Files.deleteIfExists(file().resolveSibling("runs.sqlite" + end));
    }
  }

  @Test
  void flippedBitsAreSaidOrFoundAndTheRunsComeBack() throws IOException {
    flip(60);
  }

  @Test
  @Tag("slow")
  void aThousandFlippedBitsAreSaidOrFoundAndTheRunsComeBack() throws IOException {
    flip(1_000);
  }
}
