package annlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.claims.Claim;
import annlab.lab.runs.RunId;
import annlab.lab.settings.Json;
import annlab.lab.store.RunStore;
import annlab.lab.store.RunStoreTest;
import annlab.networks.Epoch;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JSON that other programs rely on. */
class ContractTest {
  @TempDir Path home;

  @Test
  void aFinishedRunHasTheFieldsOfTheContract() {
    try (RunStore store = RunStore.open(home)) {
      RunId id = store.begin("toy", new Parameters(42, 2, 0, Map.of("batch_size", "32")), false);
      store.epoch(id, new Epoch(0, FakeExperiment.logs(0), 1719, Duration.ofMillis(5)));
      store.epoch(id, new Epoch(1, FakeExperiment.logs(1), 1719, Duration.ofMillis(5)));
      store.finish(
          id,
          Map.of("test_accuracy", 0.8864, "diverged", Double.NaN),
          List.of(new FakeExperiment().claims().get(0).judge(266_610)),
          RunStoreTest.origin());
      JsonNode run = Json.parse(Json.print(store.find(id).orElseThrow().json()));
      assertThat(run.path("id").asText()).isEqualTo(id.value());
      assertThat(run.path("experiment").asText()).isEqualTo("toy");
      assertThat(run.path("status").asText()).isEqualTo("finished");
      assertThat(run.path("backend").asText()).isEqualTo("cpu");
      assertThat(run.path("seed").asLong()).isEqualTo(42);
      assertThat(run.path("startedAt").asText())
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
      assertThat(run.path("metrics").properties()).hasSize(1);
      assertThat(run.path("history").path("val_accuracy")).hasSize(2);
      assertThat(run.path("history").properties().stream().map(Map.Entry::getKey))
          .containsExactly("loss", "accuracy", "val_loss", "val_accuracy");
      assertThat(run.path("claims")).hasSize(1);
      assertThat(run.path("parameters").path("batch_size").asText()).isEqualTo("32");
      assertThat(run.toString()).doesNotContain("null").doesNotContain("NaN");
    }
  }

  @Test
  void aRunThatHasJustBegunHasEmptyHistoryAndNoBackend() {
    try (RunStore store = RunStore.open(home)) {
      RunId id = store.begin("toy", Parameters.of(1, 2), true);
      JsonNode run = store.find(id).orElseThrow().json();
      assertThat(run.path("status").asText()).isEqualTo("running");
      assertThat(run.has("backend")).isFalse();
      assertThat(run.has("finishedAt")).isFalse();
      assertThat(run.path("history").isObject()).isTrue();
      assertThat(run.path("history")).isEmpty();
      assertThat(run.path("claims").isArray()).isTrue();
      assertThat(run.path("metrics").isObject()).isTrue();
    }
  }

  @Test
  void aSeriesEndsBeforeItsFirstNumberThatIsNotFinite() {
    try (RunStore store = RunStore.open(home)) {
      RunId id = store.begin("toy", Parameters.of(1, 3), false);
      double[] losses = {1.0, Double.POSITIVE_INFINITY, 0.5};
      for (int number = 0; number < losses.length; number++) {
        store.epoch(id, RunStoreTest.epoch(number, losses[number]));
      }
      String json = Json.print(store.find(id).orElseThrow().json());
      assertThat(json).doesNotContain("Infinity");
      assertThat(Json.parse(json).path("history").path("loss")).hasSize(1);
    }
  }

  @Test
  void claimsPrintWhatTheirTargetHas() {
    Map<String, JsonNode> claims = new LinkedHashMap<>();
    for (Claim claim : new FakeExperiment().claims()) {
      claims.put(claim.id(), Json.parse(Json.print(claim.judge(0.88912).json())));
    }
    assertThat(fields(claims.get("T1-count")))
        .containsExactly(
            "id",
            "section",
            "kind",
            "statement",
            "chapter",
            "measured",
            "tolerance",
            "reason",
            "status");
    assertThat(claims.get("T1-count").path("chapter").isNumber()).isTrue();
    assertThat(claims.get("T1-count").path("tolerance").asDouble()).isZero();
    assertThat(claims.get("T2-accuracy").path("chapter").asDouble()).isEqualTo(0.8894);
    assertThat(claims.get("T2-accuracy").path("tolerance").asDouble()).isEqualTo(0.01);
    assertThat(claims.get("T2-accuracy").path("measured").asDouble()).isEqualTo(0.88912);
    assertThat(claims.get("T3-footwear").path("passes").asText()).isEqualTo("at least 0.95");
    assertThat(claims.get("T3-footwear").has("chapter")).isFalse();
    assertThat(claims.get("T3-footwear").has("tolerance")).isFalse();
    assertThat(claims.get("T6-missing").path("passes").asText()).isEqualTo("0.890 - 0.905");
    assertThat(claims.get("T6-missing").has("chapter")).isFalse();
    assertThat(claims.get("T4-order").has("chapter")).isFalse();
    assertThat(claims.get("T5-curve").path("kind").asText()).isEqualTo("exhibit");
    assertThat(claims.get("T5-curve").path("status").asText()).isEqualTo("SHOWN");
    assertThat(claims.get("X1-sign").path("kind").asText()).isEqualTo("erratum");
    JsonNode notRun = new FakeExperiment().claims().get(0).notRun().json();
    assertThat(notRun.path("status").asText()).isEqualTo("NOT_RUN");
    assertThat(notRun.has("measured")).isFalse();
  }

  private static List<String> fields(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
