package annlab.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.charts.Figure;
import annlab.lab.claims.Target;
import annlab.lab.runs.Artifact;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.PrerequisiteException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
  @TempDir Path home;

  /** It is not damaged, and may hold runs that no document here tells. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 95})
  void aStoreOfANewerVersionIsNeitherOpenedNorRebuilt(int more) throws Exception {
    int version = Schema.VERSION + more;
    RunStore.open(home).close();
    Path file = home.resolve(Database.FILE);
    Jdbi.create("jdbc:sqlite:" + file)
        .useHandle(handle -> handle.execute("PRAGMA user_version = " + version));
    byte[] before = Files.readAllBytes(file);
    String reason =
        "the run store "
            + file
            + " is of version "
            + version
            + ", this annlab knows versions up to "
            + Schema.VERSION
            + "; use a newer annlab, or another folder by ANNLAB_HOME";
    assertThatThrownBy(() -> RunStore.open(home))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessage(reason);
    assertThatThrownBy(() -> StoreRepair.rebuild(home))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessage(reason);
    assertThat(file).hasBinaryContent(before);
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.contains("damaged") || name.contains("rebuild"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a?x=1", "a#b", "a%41b c", "h\u00fc\u65e5", "file:x&mode=ro", "?mode=memory"})
  void aHomeMayHaveAnyName(String name) {
    Path odd = home.resolve(name);
    try (RunStore store = RunStore.open(odd)) {
      assertThat(store.runs()).isEmpty();
    }
    assertThat(odd.resolve(Database.FILE)).isRegularFile();
  }

  @Test
  void aStoreOfVersion1IsBroughtUpWithEverythingInIt() throws Exception {
    Jdbi old = atVersion1();
    old.useHandle(
        handle -> {
          handle.execute(
              "INSERT INTO runs (id, experiment, status, backend, seed, epochs, rows, others,"
                  + " quick, started_at, finished_at, pid, process_started, metrics) VALUES"
                  + " ('20260101-120000-toy-0a1', 'toy', 'finished', 'cpu', 42, 30, 0,"
                  + " '{\"batch_size\":\"32\"}', 0, '2026-01-01T12:00:00.000Z',"
                  + " '2026-01-01T12:01:00.000Z', 1, 0, '{\"test_accuracy\":0.8864}')");
          handle.execute("INSERT INTO epochs VALUES (1, 0, '{\"loss\":0.722}', 1719, 1000000)");
          handle.execute("INSERT INTO epochs VALUES (1, 1, '{\"loss\":0.5}', 1719, 1000000)");
          handle.execute("INSERT INTO epochs VALUES (1, 2, '{\"loss\":\"NaN\"}', 1719, 1000000)");
          handle.execute(
              "INSERT INTO verdicts VALUES (1, 0, 'T2-accuracy', '1.3.2', 'CLAIM', 'As before.',"
                  + " 'WITHIN', 0.8894, 0.01, 'spread', 0.891, 'PASS')");
          handle.execute("INSERT INTO artifacts VALUES (1, 'note.txt', 3, 'abc')");
        });
    try (RunStore store = RunStore.open(home)) {
      Run run = store.runs().get(0);
      assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
      assertThat(run.history().get("loss")).containsExactly(0.722, 0.5);
      assertThat(run.summary().epochs()).isEqualTo(3);
      assertThat(run.summary().passed()).isEqualTo(1);
      assertThat(run.summary().failed()).isZero();
      assertThat(run.summary().bestEpoch()).hasValue(1);
      assertThat(run.summary().best()).containsEntry("loss", 0.5);
      assertThat(run.summary().last().get("loss")).isNaN();
      assertThat(run.summary().group()).isEmpty();
      assertThat(run.summary().tags()).isEmpty();
      assertThat(run.verdicts().get(0).claim().target())
          .isEqualTo(new Target.Within(0.8894, 0.01, "spread"));
      assertThat(store.files().of(run.id())).extracting(Artifact::name).containsExactly("note.txt");
      assertThat(store.files().of(run.id()).get(0).caption()).isEmpty();
      assertThat(store.statsAfter(run.id(), 0)).isEmpty();
      store.files().figure(run.id(), new Figure("curve", "1.3.2", "A curve.", "<svg/>"));
    }
    assertThat(old.withHandle(Schema::version)).isEqualTo(Schema.VERSION);
  }

  static IntStream earlier() {
    return IntStream.range(1, Schema.VERSION);
  }

  /** Stores with the rows of three real runs, packed, one of each version that there ever was. */
  @ParameterizedTest
  @MethodSource("earlier")
  void aSavedStoreOfEachEarlierVersionIsBroughtUpAndItsRunsGetDocuments(int version)
      throws Exception {
    Path file = home.resolve("runs.sqlite");
    try (InputStream packed = getClass().getResourceAsStream("stores/" + version + ".sqlite.gz")) {
      Files.write(file, new GZIPInputStream(packed).readAllBytes());
    }
    List<Run> runs;
    try (RunStore store = RunStore.open(home)) {
      runs = store.runs();
      assertThat(runs)
          .extracting(run -> run.id().value())
          .containsExactly(
              "20261125-140115-iris-perceptron-e76",
              "20261125-140032-iris-perceptron-ab6",
              "20261125-135912-exclusive-or-a02");
      Run run = runs.get(2);
      assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
      assertThat(run.epochs()).hasSize(117);
      assertThat(run.summary().epochs()).isEqualTo(117);
      assertThat(run.summary().passed()).isEqualTo(12);
      assertThat(run.verdicts()).hasSize(13);
      assertThat(run.summary().last().get("loss")).isEqualTo(0.006004651384968074);
      assertThat(run.summary().tags()).hasSize(version < 3 ? 0 : 1);
      assertThat(store.statsAfter(run.id(), 0)).hasSize(version < 2 ? 0 : 1);
      assertThat(store.database().faults()).isEmpty();
      for (Run each : runs) {
        assertThat(store.documents().file(each.id())).exists();
      }
    }
    // the files of these runs were not saved, but what the store knows comes back from documents
    Files.write(file, new byte[3000]);
    assertThat(StoreRepair.rebuild(home).restored()).hasSize(3);
    try (RunStore store = RunStore.open(home)) {
      assertThat(store.runs()).isEqualTo(runs);
    }
  }

  @Test
  void aStoreOfANewerVersionIsLeftAloneAndSaid() throws Exception {
    Jdbi newer = atVersion1();
    newer.useHandle(handle -> handle.execute("PRAGMA user_version = 99"));
    assertThatThrownBy(() -> RunStore.open(home))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessageContaining(
            "is of version 99, this annlab knows versions up to " + Schema.VERSION);
    assertThat(newer.withHandle(Schema::version)).isEqualTo(99);
  }

  private Jdbi atVersion1() throws Exception {
    Path file = home.resolve("runs.sqlite");
    Files.createDirectories(home);
    Jdbi jdbi = Jdbi.create("jdbc:sqlite:" + file);
    jdbi.useTransaction(handle -> Schema.migrate(handle, 1, file));
    List<String> tables =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT name FROM sqlite_master WHERE type = 'table'")
                    .mapTo(String.class)
                    .list());
    assertThat(tables).doesNotContain("stats");
    return jdbi;
  }
}
