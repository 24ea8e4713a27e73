package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Parameters;
import annlab.lab.runs.RunId;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedStoreTest {
  @Test
  void theSiteShowsTheRunsOfADamagedStoreSaysSoOnEveryPageAndChangesNothing(@TempDir Path home)
      throws Exception {
    RunId run;
    try (RunStore store = RunStore.open(home)) {
      run = store.begin(FakeExperiment.ID, Parameters.of(7, 3), true);
      store.epoch(run, FakeExperiment.epoch(0));
      store.interrupt(run);
    }
    byte[] garbage = new byte[5_000];
    Files.write(home.resolve("runs.sqlite"), garbage);
    RunStore store = RunStore.readOnly(home);
    try (SiteUnderTest site =
        new SiteUnderTest(home, store, FakeAnnlab.command(), Optional.empty())) {
      JsonNode shown = site.json("/runs/" + run);
      assertThat(shown.path("status").asText()).isEqualTo("interrupted");
      assertThat(shown.path("seed").asInt()).isEqualTo(7);
      assertThat(shown.path("history").path("loss")).hasSize(1);
      for (String page : new String[] {"/", "/runs", "/runs/" + run, "/claims", "/chapter"}) {
        assertThat(site.get(page).body()).as(page).contains("annlab store rebuild");
      }
      String order = "{\"experiment\":\"fake\",\"quick\":true}";
      for (HttpResponse<String> change :
          List.of(
              site.post("/api/v1/runs", order),
              site.post("/api/v1/runs/" + run + "/tags", "{\"tag\":\"kept\"}"),
              site.delete("/api/v1/runs/" + run))) {
        assertThat(change.statusCode()).isEqualTo(503);
        assertThat(change.body()).contains("annlab store rebuild");
      }
    }
    assertThat(Files.readAllBytes(home.resolve("runs.sqlite"))).isEqualTo(garbage);
  }
}
