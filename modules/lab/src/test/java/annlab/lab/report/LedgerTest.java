package annlab.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.WithStore;
import annlab.lab.claims.Claim;
import annlab.lab.claims.SeedBand;
import annlab.lab.claims.Target;
import annlab.lab.runs.Artifact;
import annlab.lab.runs.Provenance;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunOptions;
import annlab.lab.store.RunStoreTest;
import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerTest extends WithStore {
  @Test
  void beforeAnyRunEveryClaimIsThereAndNotRun() {
    Ledger ledger = Ledger.of(store, List.of(toy));
    assertThat(ledger.entries()).hasSize(toy.claims().size()).allMatch(e -> e.is("not-run"));
    assertThat(ledger.find("T2-accuracy").orElseThrow().note()).isEmpty();
    assertThat(ledger.find("T2-accuracy").orElseThrow().command()).isEqualTo("./annlab run toy");
    assertThat(ledger.json().toString()).doesNotContain("null").doesNotContain("stale");
  }

  @Test
  void aVerdictNamesRunCommitBackendSeedDataAndFingerprint() {
    RunId id = store.begin("toy", toy.defaults().withSeed(7), false);
    Provenance origin = RunStoreTest.origin();
    store.provenance(id, origin);
    store.finish(id, Map.of(), List.of(toy.claims().get(1).judge(0.8912)), origin);
    LedgerEntry entry = Ledger.of(store, List.of(toy)).find("T2-accuracy").orElseThrow();
    JsonNode json = entry.json();
    assertThat(json.path("status").asText()).isEqualTo("PASS");
    assertThat(json.path("run").asText()).isEqualTo(id.value());
    assertThat(json.path("commit").asText()).isEqualTo(origin.commit().orElseThrow());
    assertThat(json.path("backend").asText()).isEqualTo("cpu");
    assertThat(json.path("seed").asLong()).isEqualTo(7);
    assertThat(json.path("data").path("train-images-idx3-ubyte.gz").asText()).isEqualTo("c59f");
    assertThat(json.path("fingerprint").asText()).isEqualTo("f".repeat(64));
    assertThat(json.path("stale").asBoolean()).isTrue(); // the toy's own is another one
    assertThat(json.path("command").asText()).isEqualTo("./annlab run toy --seed 7");
  }

  @Test
  void quickRunsAndRunsOfOtherSettingsNeverOverwriteAVerdict() {
    Run full = runner.run(toy, RunOptions.full(toy));
    runner.run(toy, RunOptions.quick(toy));
    runner.run(toy, RunOptions.full(toy).withParameters(toy.defaults().withEpochs(1)));
    store.fail(store.begin("toy", toy.defaults(), false), "for the test");
    assertThat(runOf("T2-accuracy")).contains(full.id());
    Run newer = runner.run(toy, RunOptions.full(toy));
    assertThat(runOf("T2-accuracy")).contains(newer.id());
  }

  @Test
  void aClaimThatTheNewestRunDidNotMeasureKeepsItsOlderVerdict() {
    RunId old = store.begin("toy", toy.defaults(), false);
    store.finish(old, Map.of(), List.of(toy.claims().get(5).judge(0.9)), RunStoreTest.origin());
    Run newer = runner.run(toy, RunOptions.full(toy));
    assertThat(runOf("T6-missing")).contains(old);
    assertThat(runOf("T2-accuracy")).contains(newer.id());
  }

  @Test
  void aVerdictIsStaleOnceTheCodeHasChanged() {
    runner.run(toy, RunOptions.full(toy));
    assertThat(Ledger.of(store, List.of(toy)).entries()).noneMatch(LedgerEntry::stale);
    Ledger edited = Ledger.of(store, List.of(toy.edited()));
    assertThat(edited.find("T2-accuracy").orElseThrow().stale()).isTrue();
    assertThat(edited.find("T2-accuracy").orElseThrow().is("pass")).isTrue();
    assertThat(edited.filter(Optional.empty(), Optional.of("stale")).entries()).hasSize(6);
    runner.run(toy.edited(), RunOptions.full(toy));
    assertThat(Ledger.of(store, List.of(toy.edited())).entries()).noneMatch(LedgerEntry::stale);
  }

  @Test
  void aRunWithoutAFingerprintIsStale() {
    RunId id = store.begin("toy", toy.defaults(), false);
    JsonNode json = RunStoreTest.origin().json().without("fingerprint");
    store.finish(id, Map.of(), List.of(toy.claims().get(0).judge(1)), Provenance.of(json));
    assertThat(Ledger.of(store, List.of(toy)).find("T1-count").orElseThrow().stale()).isTrue();
  }

  @Test
  void aTargetThatChangedSinceIsNotJudgedByTheOldNumber() {
    RunId id = store.begin("toy", toy.defaults(), false);
    Claim old = RunStoreTest.claim("T2-accuracy", new Target.Within(0.8894, 0.5, "Anything goes."));
    store.finish(id, Map.of(), List.of(old.judge(0.5)), RunStoreTest.origin());
    LedgerEntry entry = Ledger.of(store, List.of(toy)).find("T2-accuracy").orElseThrow();
    assertThat(entry.is("not-run")).isTrue();
    assertThat(entry.note()).contains("its target changed since run " + id + "; run it again");
  }

  @Test
  void aVerdictHasTheFiguresOfItsRunAndSection() {
    runner.run(toy, RunOptions.full(toy));
    LedgerEntry entry = Ledger.of(store, List.of(toy)).find("T2-accuracy").orElseThrow();
    assertThat(entry.figures()).extracting(Artifact::name).containsExactly("curve.svg");
  }

  @Test
  void runsOfSeveralSeedsGiveABandAndOnlyTheOwnSeedTheVerdict() {
    double[] accuracies = {0.885, 0.89, 0.886};
    for (int i = 0; i < accuracies.length; i++) {
      RunId id = store.queue("toy", toy.defaults().withSeed(41 + i), false, "together");
      store.start(id);
      Provenance origin = Provenance.of(withFingerprint(toy.fingerprint().orElseThrow()));
      store.provenance(id, origin);
      store.finish(id, Map.of(), List.of(toy.claims().get(1).judge(accuracies[i])), origin);
    }
    LedgerEntry entry = Ledger.of(store, List.of(toy)).find("T2-accuracy").orElseThrow();
    assertThat(entry.verdict().measured()).hasValue(0.89);
    SeedBand band = entry.band().orElseThrow();
    assertThat(band.runs()).isEqualTo(3);
    assertThat(band.min()).isEqualTo(0.885);
    assertThat(entry.seeds())
        .extracting(LedgerEntry.SeedValue::measured)
        .containsExactly(0.885, 0.89, 0.886);
    assertThat(entry.seeds())
        .extracting(one -> one.run().parameters().seed())
        .containsExactly(41L, 42L, 43L);
    assertThat(entry.json().path("band").path("contains").asBoolean()).isTrue();
    assertThat(Ledger.of(store, List.of(toy.edited())).find("T2-accuracy").orElseThrow().band())
        .as("runs of other code make no band")
        .isEmpty();
  }

  private static JsonNode withFingerprint(String fingerprint) {
    return RunStoreTest.origin().json().put("fingerprint", fingerprint);
  }

  @Test
  void partsAreChosenBySectionAndStatus() {
    runner.run(toy, RunOptions.full(toy));
    Ledger ledger = Ledger.of(store, List.of(toy));
    assertThat(ledger.filter(Optional.of("1.3"), Optional.of("fail")).entries())
        .extracting(entry -> entry.claim().id())
        .containsExactly("T3-footwear");
    assertThat(ledger.filter(Optional.of("1.3.2"), Optional.empty()).entries()).hasSize(7);
    assertThat(ledger.filter(Optional.of("1.3.22"), Optional.empty()).entries()).isEmpty();
    assertThat(ledger.filter(Optional.of("1.3.2."), Optional.empty()).entries()).isEmpty();
  }

  @Test
  void theTableOfValuesHasARowForEachClaim() throws Exception {
    runner.run(toy, RunOptions.full(toy));
    String text = Ledger.of(store, List.of(toy)).csv();
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(text)) {
      List<NamedCsvRecord> rows = csv.stream().toList();
      assertThat(rows).hasSize(7);
      assertThat(rows.get(1).getField("id")).isEqualTo("T2-accuracy");
      assertThat(rows.get(1).getField("measured")).isEqualTo("0.88912");
      assertThat(rows.get(1).getField("stale")).isEqualTo("false");
      assertThat(rows.get(5).getField("status")).isEqualTo("NOT_RUN");
      assertThat(rows.get(5).getField("measured")).isEmpty();
    }
  }

  @Test
  void twoClaimsOfOneIdAreRefused() {
    assertThatThrownBy(() -> Ledger.of(store, List.of(toy, toy.edited())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("used twice: T1-count");
  }

  private Optional<RunId> runOf(String claim) {
    return Ledger.of(store, List.of(toy)).find(claim).orElseThrow().source().map(s -> s.run().id());
  }
}
