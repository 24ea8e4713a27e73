package annlab.lab.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.Experiment;
import annlab.lab.FakeExperiment;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import annlab.lab.claims.Target;
import annlab.lab.claims.Verdict;
import annlab.lab.settings.Json;
import annlab.lab.store.RunStore;
import annlab.networks.Epoch;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunExportTest {
  private static final Experiment TOY = new FakeExperiment();

  @TempDir Path temp;
  private Run made;

  @BeforeEach
  void makeARun() {
    try (RunStore store = RunStore.open(temp.resolve("there"))) {
      RunId id = store.begin(TOY.id(), TOY.defaults(), false);
      store.epoch(id, new Epoch(0, Map.of("loss", 0.1 + 0.2), 3, Duration.ofNanos(1_234_567)));
      store.epoch(id, new Epoch(1, Map.of("loss", Double.NaN), 3, Duration.ofMillis(2)));
      Provenance origin = Origin.of(temp, Optional.empty(), 7);
      store.finish(
          id,
          Map.of("rmse", 1 / 3.0, "broken", Double.POSITIVE_INFINITY),
          List.of(
              verdict("A1-exact", new Target.Exact(4, "by hand"), 4, Judgement.PASS),
              verdict("A2-band", new Target.Between(0.1, 0.2, "seeds"), 0.3, Judgement.FAIL),
              verdict("A3-property", new Target.Property("counted"), 0, Judgement.PASS)),
          origin.ended(Map.of("iris.csv", "ab12"), Duration.ofSeconds(5), OptionalLong.of(9)));
      store.tag(id, "for the album");
      made = store.find(id).orElseThrow();
    }
  }

  private static Verdict verdict(String id, Target target, double measured, Judgement judgement) {
    return new Verdict(
        new Claim(id, "1.2", Claim.Kind.CLAIM, "a statement", target),
        OptionalDouble.of(measured),
        judgement);
  }

  @Test
  void aRunComesBackFromItsExportWithEveryNumber() throws Exception {
    JsonNode document = new ObjectMapper().readTree(Json.print(RunExport.of(made)));
    try (RunStore store = RunStore.open(temp.resolve("here"))) {
      store.importRun(RunExport.read(document, "x.json"));
      Run taken = store.find(made.id()).orElseThrow();
      assertThat(taken.epochs()).isEqualTo(made.epochs());
      assertThat(taken.verdicts()).isEqualTo(made.verdicts());
      assertThat(taken.provenance()).isEqualTo(made.provenance());
      assertThat(taken.summary().metrics()).isEqualTo(made.summary().metrics());
      assertThat(taken.summary().tags()).containsExactly("for the album", "imported");
      assertThat(withoutTags(taken)).isEqualTo(withoutTags(made));
      assertThat(taken.summary().passed()).isEqualTo(2);
      assertThat(store.summaries().get(0).bestEpoch()).hasValue(0);
    }
  }

  @Test
  void aRunThatIsHereIsNeverOverwritten() throws Exception {
    Run same = RunExport.read(RunExport.of(made), "x.json");
    try (RunStore store = RunStore.open(temp.resolve("there"))) {
      assertThatThrownBy(() -> store.importRun(same))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(made.id() + " is in " + temp.resolve("there") + " already");
      assertThat(store.find(made.id()).orElseThrow()).isEqualTo(made);
    }
  }

  @Test
  void anImportedRunSpeaksForNoClaim() {
    try (RunStore store = RunStore.open(temp.resolve("there"))) {
      assertThat(store.of(TOY).newestFull()).isPresent();
    }
    try (RunStore store = RunStore.open(temp.resolve("here"))) {
      store.importRun(RunExport.read(RunExport.of(made), "x.json"));
      assertThat(store.of(TOY).newestFull()).isEmpty();
    }
  }

  @Test
  void whatIsNoExportIsRefusedWithTheReason() {
    assertThatRefused(Json.object(), "it has no \"format\"");
    assertThatRefused(RunExport.of(made).put("id", "../../etc"), "is no run id");
    assertThatRefused(RunExport.of(made).put("status", "running"), "the run has not ended");
    assertThatRefused(RunExport.of(made).put("startedAt", "yesterday"), "yesterday");
    ObjectNode twice = RunExport.of(made);
    ((ObjectNode) twice.path("epochs").get(1)).put("number", 0);
    assertThatRefused(twice, "epoch 0 comes after epoch 0");
    ObjectNode nameless = RunExport.of(made);
    ((ObjectNode) nameless.path("verdicts").get(0)).remove("section");
    assertThatRefused(nameless, "\"section\" is missing or no text");
  }

  private static void assertThatRefused(JsonNode document, String reason) {
    assertThatThrownBy(() -> RunExport.read(document, "x.json"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("x.json is no run export: ")
        .hasMessageContaining(reason)
        .hasMessageEndingWith("annlab runs --export RUN");
  }

  private static ObjectNode withoutTags(Run run) {
    ObjectNode object = run.json();
    object.remove("tags");
    return object;
  }
}
