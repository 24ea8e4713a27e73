package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataHome;
import annlab.datasets.DataSet;
import annlab.lab.Parameters;
import annlab.lab.runs.EpochProgress;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.OrderLimits;
import annlab.lab.store.ProgressFile;
import annlab.networks.Epoch;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunsTest {
  @TempDir static Path home;
  private static SiteUnderTest site;

  @BeforeAll
  static void start() {
    site = new SiteUnderTest(home);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void experimentsComeWithTheirSettingsAndClaims() throws Exception {
    JsonNode fake = site.json("/experiments").path(0);
    assertThat(fake.path("id").asText()).isEqualTo(FakeExperiment.ID);
    assertThat(fake.path("defaults").path("epochs").asInt()).isEqualTo(40);
    assertThat(fake.path("quick").path("epochs").asInt()).isEqualTo(3);
    JsonNode claim = fake.path("claims").path(0);
    assertThat(claim.path("id").asText()).isEqualTo("Z1-loss");
    assertThat(claim.path("status").asText()).isEqualTo("NOT_RUN");
    assertThat(claim.has("measured")).isFalse();
  }

  @Test
  void aRunStartedInAPageTrainsInAProcessOfItsOwnAndFinishes() throws Exception {
    String id = site.start("{\"experiment\":\"fake\",\"quick\":true,\"seed\":7,\"epochs\":2}");
    JsonNode run = site.awaitStatus(id, "finished");
    assertThat(run.path("seed").asLong()).isEqualTo(7);
    assertThat(run.path("quick").asBoolean()).isTrue();
    assertThat(run.path("history").path("loss")).hasSize(2);
    assertThat(run.path("artifacts").path(0).asText()).isEqualTo("notes.txt");
    assertThat(run.path("claims").path(0).path("status").asText()).isEqualTo("NOT_RUN");
    assertThat(run.path("title").asText()).isEqualTo("A fake experiment");
    assertThat(site.json("/runs").findValuesAsText("id")).contains(id);
  }

  @Test
  void aRunWhoseDataAreMissingIsRefusedBeforeItIsQueued() throws Exception {
    HttpResponse<String> answer = site.post("/api/v1/runs", "{\"experiment\":\"needy\"}");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .contains("cal_housing.data.gz not found")
        .contains("add the dependency annlab:annlab-data:0.1.0");
    assertThat(site.json("/runs").findValuesAsText("experiment")).doesNotContain("needy");
  }

  @Test
  void everyDataSetOfTheCatalogueIsShownAndItsRowsWhereTheyAreHere() throws Exception {
    JsonNode sets = site.json("/data");
    assertThat(sets.findValuesAsText("id")).isEqualTo(DataSet.names());
    for (DataSet set : DataSet.ALL) {
      HttpResponse<String> answer = site.get("/api/v1/data/" + set.id() + "/samples");
      boolean here = new DataHome().faults(set.files()).isEmpty();
      assertThat(answer.statusCode()).as(set.id()).isEqualTo(here ? 200 : 503);
    }
    JsonNode iris = site.json("/data/iris/samples");
    assertThat(iris.path("columns").get(4).asText()).isEqualTo("species");
    assertThat(iris.path("rows")).hasSize(12);
    assertThat(iris.path("rows").get(0).get(0).asText()).isEqualTo("5.1");
    assertThat(iris.path("rows").get(11).get(4).asText()).isEqualTo("virginica");
  }

  @Test
  void thePlaygroundOffersTheTablesWithClassesOfTheCatalogue() throws Exception {
    List<String> tables =
        DataSet.ALL.stream()
            .filter(set -> !set.layout().pictures() && !set.layout().classNames().isEmpty())
            .map(DataSet::id)
            .toList();
    JsonNode offered = site.json("/playground").path("dataSets");
    assertThat(offered.findValuesAsText("id")).isEqualTo(tables).contains("iris");
    assertThat(offered.get(0).path("columns").get(2).asText()).isEqualTo("petal length (cm)");
    assertThat(offered.get(0).path("classNames").get(1).asText()).isEqualTo("versicolor");
  }

  @Test
  void runsTrainOneAtATimeAndCanBeStoppedWaitingAndRunning() throws Exception {
    String first = site.start("{\"experiment\":\"fake\"}");
    String second = site.start("{\"experiment\":\"fake\",\"quick\":true}");
    String third = site.start("{\"experiment\":\"fake\",\"quick\":true}");
    JsonNode running = site.await(first, run -> run.path("history").path("loss").size() > 1);
    assertThat(running.path("status").asText()).isEqualTo("running");
    assertThat(site.json("/runs/" + second).path("status").asText()).isEqualTo("queued");

    assertThat(site.post("/api/v1/runs/" + second + "/stop", "{}").statusCode()).isEqualTo(202);
    assertThat(site.json("/runs/" + second).path("status").asText()).isEqualTo("interrupted");
    assertThat(site.post("/api/v1/runs/" + second + "/stop", "{}").statusCode()).isEqualTo(409);

    assertThat(site.post("/api/v1/runs/" + first + "/stop", "{}").statusCode()).isEqualTo(202);
    JsonNode stopped = site.awaitStatus(first, "interrupted");
    assertThat(stopped.path("history").path("loss").size()).isBetween(2, 39);

    site.awaitStatus(third, "finished");
    assertThat(site.json("/runs/" + second).path("history").path("loss")).isEmpty();
  }

  @Test
  void aRunThatTakesLongerThanItMayIsStoppedAndTheNextOneTrains() throws Exception {
    String slow = site.start("{\"experiment\":\"fake\",\"epochs\":600,\"timeoutSeconds\":2}");
    String next = site.start("{\"experiment\":\"fake\",\"quick\":true}");
    assertThat(site.awaitStatus(slow, "failed").path("error").asText())
        .isEqualTo("stopped after 2 s, the time it was given");
    site.awaitStatus(next, "finished");
  }

  @Test
  void ordersAreLimitedByTheSettings(@TempDir Path other) throws Exception {
    try (SiteUnderTest small = new SiteUnderTest(other, new OrderLimits(50, 30, 2, 1))) {
      for (String[] beyond :
          new String[][] {
            {"epochs\":51", "epochs must be in [1, 50] (see annlab.conf), got 51"},
            {"timeoutSeconds\":31", "timeoutSeconds must be in [1, 30] (see annlab.conf), got 31"}
          }) {
        HttpResponse<String> answer =
            small.post("/api/v1/runs", "{\"experiment\":\"fake\",\"" + beyond[0] + "}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(beyond[1]);
      }
      assertThat(small.store.summaries()).isEmpty();

      String order = "{\"experiment\":\"fake\",\"epochs\":50}";
      String first = small.start(order);
      small.await(first, run -> run.path("status").asText().equals("running"));
      String second = small.start(order);
      small.start(order);
      HttpResponse<String> refused = small.post("/api/v1/runs", order);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(SiteUnderTest.JSON.readTree(refused.body()).path("error").asText())
          .isEqualTo(
              "As many runs wait already as may (runs-waiting = 2 in annlab.conf); stop one or wait"
                  + " until one has ended.");
      assertThat(small.store.summaries()).hasSize(3);
      // one that is stopped waits no longer
      small.post("/api/v1/runs/" + second + "/stop", "{}");
      small.start(order);
      // the process that trains writes into the folder until it ends
      for (RunSummary run : small.store.summaries()) {
        small.post("/api/v1/runs/" + run.id() + "/stop", "{}");
      }
      ProcessHandle.current()
          .children()
          .filter(child -> child.info().commandLine().orElse("").contains(first))
          .forEach(child -> child.onExit().join());
    }
  }

  @Test
  void aRunIsTaggedAndDeletedOnceItHasEnded() throws Exception {
    String id = site.start("{\"experiment\":\"fake\",\"epochs\":600}");
    site.await(id, run -> run.path("status").asText().equals("running"));
    assertThat(site.delete("/api/v1/runs/" + id).statusCode()).isEqualTo(409);
    assertThat(site.post("/api/v1/runs/" + id + "/tags", "{\"tag\":\"odd\"}").statusCode())
        .isEqualTo(200);
    assertThat(site.json("/runs/" + id).path("tags").path(0).asText()).isEqualTo("odd");
    assertThat(site.post("/api/v1/runs/" + id + "/tags", "{}").body())
        .contains("the body must have a text 'tag'");
    assertThat(site.delete("/api/v1/runs/" + id + "/tags/odd").statusCode()).isEqualTo(200);
    assertThat(site.json("/runs/" + id).has("tags")).isFalse();
    site.post("/api/v1/runs/" + id + "/stop", "{}");
    site.awaitStatus(id, "interrupted");
    assertThat(site.delete("/api/v1/runs/" + id).statusCode()).isEqualTo(200);
    assertThat(site.get("/api/v1/runs/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void aRunHasANameAndANoteAndLosesThemAgain() throws Exception {
    String id = site.start("{\"experiment\":\"fake\",\"quick\":true}");
    site.awaitStatus(id, "finished");
    String labels = "/api/v1/runs/" + id + "/labels";
    assertThat(site.post(labels, "{\"name\":\" Wide <b> \",\"note\":\"one\\ntwo\"}").statusCode())
        .isEqualTo(200);
    JsonNode run = site.json("/runs/" + id);
    assertThat(run.path("name").asText()).isEqualTo("Wide <b>");
    assertThat(run.path("note").asText()).isEqualTo("one\ntwo");
    assertThat(site.json("/runs").findValuesAsText("name")).contains("Wide <b>");
    // what is not named stays, and what is refused changes nothing
    assertThat(site.post(labels, "{\"note\":\"\"}").statusCode()).isEqualTo(200);
    assertThat(site.post(labels, "{\"note\":\"x\",\"name\":\"a\\nb\"}").body())
        .contains("a run's name must be one line of at most 80 characters, got 3 in 2 lines");
    assertThat(site.post(labels, "{\"name\":\"" + "x".repeat(81) + "\"}").body())
        .contains("got 81 in 1 line");
    assertThat(site.post(labels, "{\"note\":\"" + "x".repeat(2001) + "\"}").body())
        .contains("a run's note must be text of at most 2000 characters, got 2001");
    assertThat(site.post(labels, "{}").body()).contains("a text 'name' or a text 'note'");
    run = site.json("/runs/" + id);
    assertThat(run.path("name").asText()).isEqualTo("Wide <b>");
    assertThat(run.has("note")).isFalse();
    // a damaged store is made again from the document, which has the name too
    assertThat(Files.readString(site.store.home().resolve("runs/" + id + "/run.json")))
        .contains("Wide <b>");
  }

  @Test
  void aRunThatWasStoppedGoesOnAndSaysSoWhileItWaits() throws Exception {
    String id = site.start("{\"experiment\":\"fake\",\"epochs\":600}");
    site.await(id, run -> run.path("epochSeconds").size() > 1);
    assertThat(site.json("/runs/" + id).has("resume")).isFalse();
    String resume = "/api/v1/runs/" + id + "/resume";
    assertThat(site.post(resume, "{}").statusCode()).isEqualTo(409);
    site.post("/api/v1/runs/" + id + "/stop", "{}");
    JsonNode stopped = site.awaitStatus(id, "interrupted");
    assertThat(stopped.path("resume").path("state").asText()).isEqualTo("possible");
    assertThat(site.post(resume, "{}").statusCode()).isEqualTo(202);
    JsonNode again = site.await(id, run -> run.path("status").asText().equals("running"));
    assertThat(again.path("resumes").asInt()).isEqualTo(1);
    site.post("/api/v1/runs/" + id + "/stop", "{}");
    site.awaitStatus(id, "interrupted");
  }

  @Test
  void aRunThatCannotGoOnSaysWhy() throws Exception {
    String id = site.start("{\"experiment\":\"fake\",\"epochs\":600}");
    site.await(id, run -> run.path("status").asText().equals("running"));
    site.post("/api/v1/runs/" + id + "/stop", "{}");
    site.awaitStatus(id, "interrupted");
    Files.writeString(site.store.home().resolve("refuse-" + id), "");
    site.post("/api/v1/runs/" + id + "/resume", "{}");
    JsonNode run =
        site.await(id, now -> now.path("resume").path("state").asText().equals("refused"));
    assertThat(run.path("resume").path("reason").asText())
        .isEqualTo("the process ended with code 2: run " + id + " is refused");
  }

  @Test
  void aRunThatFailsSaysWhy() throws Exception {
    String id =
        site.start(
            "{\"experiment\":\"fake\",\"quick\":true,\"seed\":" + FakeExperiment.BROKEN_SEED + "}");
    assertThat(site.awaitStatus(id, "failed").path("error").asText())
        .contains("seed 13 breaks this experiment");
  }

  @Test
  void aChildThatNeverBeginsItsRunLeavesItFailedWithItsLastWords(@TempDir Path other)
      throws Exception {
    try (SiteUnderTest broken =
        new SiteUnderTest(other, List.of("sh", "-c", "echo no java here >&2; exit 3"))) {
      String id = broken.start("{\"experiment\":\"fake\"}");
      assertThat(broken.awaitStatus(id, "failed").path("error").asText())
          .isEqualTo("the process ended with code 3: no java here");
    }
  }

  @Test
  void aCommandThatDoesNotExistIsSaidToBeSo(@TempDir Path other) throws Exception {
    try (SiteUnderTest broken = new SiteUnderTest(other, List.of("/no/such/command"))) {
      String id = broken.start("{\"experiment\":\"fake\"}");
      assertThat(broken.awaitStatus(id, "failed").path("error").asText())
          .startsWith("the process could not be started")
          .contains("/no/such/command");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"experiment\":\"fakee\"} | no experiment is called 'fakee'; did you mean fake?",
        "{\"experiment\":\"fake\",\"epochs\":-1} | epochs must be in [1, 100000] (see annlab.conf), got -1",
        "{\"experiment\":\"fake\",\"timeoutSeconds\":0} | timeoutSeconds must be in [1, 86400] (see annlab.conf)",
        "{\"experiment\":\"fake\",\"epochs\":2.5} | epochs must be a whole number, got 2.5",
        "{\"experiment\":\"fake\",\"seed\":\"x\"} | seed must be a whole number, got \"x\"",
        "{\"experiment\":\"fake\",\"quick\":1} | quick must be true or false, got 1",
        "{\"experiment\":\"fake\",\"command\":\"rm\"} | 'command' is no field of a run",
        "{\"quick\":true} | experiment must be the id of an experiment",
        "[] | the body must be one JSON object",
        "{ | the body is no JSON"
      })
  void anOrderThatCannotBeUnderstoodIsRefusedInWords(String body, String reason) throws Exception {
    int before = site.store.summaries().size();
    HttpResponse<String> answer = site.post("/api/v1/runs", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(SiteUnderTest.JSON.readTree(answer.body()).path("error").asText()).contains(reason);
    assertThat(site.store.summaries()).hasSize(before);
  }

  @Test
  void whatIsNotThereIsNotFoundWithAWayBack() throws Exception {
    String missing = RunIdOfNothing.TEXT;
    assertThat(site.get("/api/v1/runs/" + missing).statusCode()).isEqualTo(404);
    assertThat(site.get("/api/v1/runs/" + missing).body()).contains("There is no run of this name");
    assertThat(site.get("/api/v1/runs/what").statusCode()).isEqualTo(404);
    assertThat(site.get("/api/v1/what").statusCode()).isEqualTo(404);
    assertThat(site.post("/api/v1/runs/" + missing + "/stop", "{}").statusCode()).isEqualTo(404);
    for (String page : List.of("/what", "/runs/what", "/runs/" + missing)) {
      HttpResponse<String> answer = site.get(page);
      assertThat(answer.statusCode()).as(page).isEqualTo(404);
      assertThat(answer.body()).contains("<a class=\"brand\" href=\"/\">");
    }
  }

  @Test
  void anEpochWithoutAFiniteNumberKeepsItsPlaceInTheHistory() throws Exception {
    RunId id = site.store.begin("fake", Parameters.of(1, 3), true);
    double[] losses = {1, Double.NaN, 2};
    double[] errors = {Double.POSITIVE_INFINITY, 3, Double.NEGATIVE_INFINITY};
    for (int i = 0; i < losses.length; i++) {
      site.store.epoch(
          id, new Epoch(i, Map.of("loss", losses[i], "error", errors[i]), 1, Duration.ofMillis(1)));
    }
    site.store.interrupt(id);
    JsonNode history = site.json("/runs/" + id).path("history");
    assertThat(history.path("loss").toString()).isEqualTo("[1.0,null,2.0]");
    assertThat(history.path("error").toString()).isEqualTo("[null,3.0,null]");
    site.store.delete(id);
  }

  @Test
  void aRunTellsHowFarItIsInAnEpochThatLasts() throws Exception {
    RunId run = site.store.begin(FakeExperiment.ID, Parameters.of(1, 4), true);
    site.store.epoch(run, FakeExperiment.epoch(0));
    assertThat(inList(run).has("progress")).isFalse();
    String told = "{\"epoch\":1,\"step\":812,\"steps\":1719,\"seconds\":1.5}";
    try (ProgressFile progress = site.store.progressFile(run)) {
      progress.write(new EpochProgress(1, 812, 1719, Duration.ofMillis(1500)));
      assertThat(inList(run).path("progress").toString()).isEqualTo(told);
      assertThat(site.json("/runs/" + run).path("progress").toString()).isEqualTo(told);
      progress.write(new EpochProgress(1, 813, 1719, Duration.ofMillis(1501)));
      assertThat(inList(run).path("progress").path("step").asInt()).isEqualTo(813);
      site.store.epoch(run, FakeExperiment.epoch(1));
      assertThat(inList(run).has("progress")).as("the epoch has ended").isFalse();
      progress.write(new EpochProgress(2, 1, 1719, Duration.ofMillis(600)));
      assertThat(inList(run).has("progress")).isTrue();
      site.store.interrupt(run);
      assertThat(inList(run).has("progress")).as("the run has ended").isFalse();
      assertThat(site.json("/runs/" + run).has("progress")).isFalse();
    }
  }

  private static JsonNode inList(RunId run) throws Exception {
    for (JsonNode each : site.json("/runs")) {
      if (each.path("id").asText().equals(run.value())) {
        return each;
      }
    }
    throw new AssertionError("no run " + run);
  }

  @Test
  void eachRunOfTheListHasItsTitle() throws Exception {
    RunId known = site.store.begin(FakeExperiment.ID, Parameters.of(1, 4), true);
    RunId gone = site.store.begin("gone", Parameters.of(1, 4), true);
    RunId fit =
        site.store.begin(
            "fit",
            new Parameters(1, 4, 0, Map.of("data", "moons", "model", "MLPClassifier")),
            true);
    for (RunId run : List.of(known, gone, fit)) {
      assertThat(inList(run).path("title")).isEqualTo(site.json("/runs/" + run).path("title"));
      site.store.interrupt(run);
    }
    assertThat(inList(known).path("title").asText()).isEqualTo("A fake experiment");
    assertThat(inList(gone).path("title").asText()).isEqualTo("gone");
    assertThat(inList(fit).path("title").asText()).isEqualTo("A fit of moons by MLPClassifier");
  }

  @Test
  void aRunOfAnExperimentThatIsGoneIsStillShown() throws Exception {
    RunId id = site.store.begin("long-gone", Parameters.of(1, 1), false);
    site.store.interrupt(id);
    JsonNode run = site.json("/runs/" + id);
    assertThat(run.path("title").asText()).isEqualTo("long-gone");
    assertThat(site.get("/runs/" + id).statusCode()).isEqualTo(200);
  }

  private static final class RunIdOfNothing {
    static final String TEXT = "20200101-000000-fake-000";
  }
}
