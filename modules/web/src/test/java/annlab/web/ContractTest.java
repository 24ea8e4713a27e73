package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Parameters;
import annlab.lab.comparison.Axis;
import annlab.lab.comparison.Comparison;
import annlab.lab.comparison.Comparisons;
import annlab.lab.comparison.Drift;
import annlab.lab.comparison.Drift.LayerDrift;
import annlab.lab.comparison.Side;
import annlab.lab.comparison.Timing;
import annlab.lab.runner.Runner;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunOptions;
import annlab.lab.store.StatisticsFile;
import annlab.networks.Sequential;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import annlab.networks.statistics.Distribution;
import annlab.networks.statistics.LayerStatistics;
import annlab.networks.statistics.StepStatistics;
import annlab.networks.statistics.TensorStatistics;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the OpenAPI document against the routes and against what they really answer. */
class ContractTest {
  @TempDir static Path home;
  private static SiteUnderTest site;
  private static final String SWEEP = "20261122-191503-sweep-a3f";

  private static JsonNode description;
  private static RunId full;
  private static RunId past;
  private static String compared;

  /** A request and the answer that it must get. */
  private record Call(String method, String template, String path, String body, int status) {}

  @BeforeAll
  static void start() throws Exception {
    site = new SiteUnderTest(home);
    description = site.json("/openapi.json");
    FakeExperiment experiment = new FakeExperiment();
    full =
        new Runner(site.store, SiteUnderTest.settings(home))
            .run(experiment, RunOptions.full(experiment))
            .id();
    statistics(full);
    compared = compare(full);
    sweep(full);
    past = site.store.begin(FakeExperiment.ID, Parameters.of(1, 2), true);
    site.store.files().write(past, "notes.txt", "hello".getBytes(StandardCharsets.UTF_8));
    site.store.interrupt(past);
  }

  /** Two points, the second of which has a number that is not finite and no gradients. */
  private static void statistics(RunId id) {
    Distribution some = Distribution.of(new double[] {1, 2, 4}, 3);
    Distribution odd = Distribution.of(new double[] {1, Double.NaN, 4}, 3);
    StatisticsFile file = site.store.statistics(id);
    file.append(point(0, some, Optional.of(some)));
    file.append(point(1, odd, Optional.empty()));
    file.keep();
  }

  private static StepStatistics point(
      int epoch, Distribution numbers, Optional<Distribution> gradients) {
    TensorStatistics kernel = new TensorStatistics("kernel", 3, numbers, gradients, numbers);
    LayerStatistics layer =
        new LayerStatistics("dense", List.of(kernel), numbers, OptionalDouble.of(0.5));
    return new StepStatistics(
        epoch, 0, 32, 0.1, List.of(layer), Map.of("forward", 1e-4), 1000, 2000);
  }

  @Test
  void statisticsAreGivenFromAnEpochOnAndAsATable() throws Exception {
    String address = "/runs/" + full + "/statistics";
    assertThat(site.json(address).path("points")).hasSize(2);
    JsonNode later = site.json(address + "?after=0").path("points");
    assertThat(later).hasSize(1);
    JsonNode tensor = later.path(0).path("layers").path(0).path("tensors").path(0);
    assertThat(tensor.path("weights").path("meanMagnitude").isNull()).isTrue();
    assertThat(tensor.has("gradients")).isFalse();
    assertThat(site.json(address + "?after=1").path("points")).isEmpty();
    for (String odd : List.of("x", "1.5", "", "99999999999")) {
      assertThat(site.get("/api/v1" + address + "?after=" + odd).statusCode()).isEqualTo(400);
      assertThat(site.get("/api/v1" + address + "?after=" + odd).body())
          .contains("after must be an integer, the last epoch seen; got " + odd);
    }
    String table = site.get("/api/v1" + address + ".csv").body();
    assertThat(table)
        .startsWith("epoch,quantity,value\r\n1,learning_rate,0.1")
        .contains("1,dense/activations/silent_units,0.5\r\n")
        .contains("2,dense/kernel/weights/mean_magnitude,NaN\r\n");
  }

  /** A record as {@code annlab compare} keeps it, of a run beside itself. */
  private static String compare(RunId id) {
    Run run = site.store.find(id).orElseThrow();
    Side side = new Side("float", run, new Timing(1.5, 20, 0.5, 400, 3));
    List<LayerDrift> layers = List.of(new LayerDrift("dense", 12, 1e-5, 1e-4, 80));
    Comparison comparison =
        new Comparison(
            "20261122-191503-compare-fake-a3f",
            FakeExperiment.ID,
            Axis.TYPES,
            Instant.parse("2026-11-22T19:15:03Z"),
            run.parameters(),
            false,
            side,
            side,
            new Drift(0, List.of(0.0, 2e-6), List.of(layers)));
    new Comparisons(site.store.home()).save(comparison);
    return comparison.id();
  }

  /**
   * A sweep as {@code annlab sweep} keeps it: of one trial that has ended, and one whose run is
   * gone.
   */
  private static void sweep(RunId id) throws IOException {
    Path folder = Files.createDirectories(site.store.home().resolve("sweeps"));
    Files.writeString(
        folder.resolve(SWEEP + ".json"),
        """
        {"id": "%s", "title": "fake", "startedAt": "2026-11-22T19:15:03Z", "folder": "/", "master": "local[2]",
         "objective": {"metric": "loss", "mode": "min"}, "specification": {}, "ended": "finished", "trials": [
           {"id": "aaaaaaaaaaaa", "stage": 0, "run": "%s", "parameters": {"/seed": 1, "/fit/shuffle": true}},
           {"id": "bbbbbbbbbbbb", "stage": 1, "run": "20200101-000000-fake-000", "parameters": {"/seed": 2}}]}
        """
            .formatted(SWEEP, id));
  }

  @Test
  void aSweepHasItsTrialsAndTheBestOfThem() throws Exception {
    JsonNode whole = site.json("/sweeps/" + SWEEP);
    assertThat(whole.path("trials").path(0).path("run").asText()).isEqualTo(full.value());
    assertThat(whole.path("trials").path(0).path("value").isNumber()).isTrue();
    assertThat(whole.path("best").asText()).isEqualTo("aaaaaaaaaaaa");
    assertThat(whole.path("trials").path(1).path("status").asText()).isEqualTo("deleted");
    JsonNode head = site.json("/sweeps").path(0);
    assertThat(head.path("best")).isEqualTo(whole.path("trials").path(0).path("value"));
    assertThat(head.path("trials").asInt()).isEqualTo(2);
    assertThat(head.path("ended").asInt()).isEqualTo(1);
  }

  @Test
  void aComparisonTellsWhetherItsRunsAreStillThere() throws Exception {
    JsonNode sides = site.json("/comparisons/" + compared).path("sides");
    assertThat(sides.path(0).path("kept").asBoolean()).isTrue();
    assertThat(site.json("/comparisons").path(0).path("firstStep").asInt()).isEqualTo(2);
    assertThat(site.json("/comparisons").path(0).path("sides").path(1).path("run").asText())
        .isEqualTo(full.value());
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void everyRouteIsDescribedAndNothingElse() {
    Set<String> described = new TreeSet<>();
    description
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    assertThat(site.site.routes().stream().map(route -> route.method() + " " + route.path()))
        .containsExactlyInAnyOrderElementsOf(described);
  }

  private static List<Call> calls() {
    String missing = "/runs/20200101-000000-fake-000";
    return List.of(
        new Call("GET", "/openapi.json", "/openapi.json", "", 200),
        new Call("GET", "/chapter", "/chapter", "", 200),
        new Call("GET", "/experiments", "/experiments", "", 200),
        new Call("GET", "/machine", "/machine", "", 200),
        new Call("GET", "/doctor", "/doctor", "", 200),
        new Call("GET", "/titles", "/titles", "", 200),
        new Call("GET", "/claims", "/claims", "", 200),
        new Call("GET", "/claims", "/claims?kind=erratum&id=Z1-loss", "", 200),
        new Call("GET", "/claims.csv", "/claims.csv", "", 200),
        new Call("GET", "/changes", "/changes", "", 200),
        new Call("GET", "/figures", "/figures", "", 200),
        new Call("GET", "/comparisons", "/comparisons", "", 200),
        new Call("GET", "/comparisons/{id}", "/comparisons/" + compared, "", 200),
        new Call("GET", "/comparisons/{id}", "/comparisons/nothing", "", 404),
        new Call("GET", "/sweeps", "/sweeps", "", 200),
        new Call("GET", "/sweeps/{id}", "/sweeps/" + SWEEP, "", 200),
        new Call("GET", "/sweeps/{id}", "/sweeps/nothing", "", 404),
        new Call("GET", "/data", "/data", "", 200),
        new Call("GET", "/data/{set}/samples", "/data/iris/samples", "", 200),
        new Call("GET", "/data/{set}/samples", "/data/fashion-mnist/samples", "", 503),
        new Call("GET", "/data/{set}/samples", "/data/nothing/samples", "", 404),
        new Call("GET", "/playground", "/playground", "", 200),
        new Call("POST", "/playground/points", "/playground/points", spec("xor"), 200),
        new Call("POST", "/playground/points", "/playground/points", spec("none"), 400),
        new Call("POST", "/playground/steps", "/playground/steps", PERCEPTRON, 200),
        new Call("POST", "/playground/steps", "/playground/steps", spec("xor"), 400),
        new Call("POST", "/playground/java", "/playground/java", spec("moons"), 200),
        new Call("POST", "/playground/runs", "/playground/runs", spec("xor"), 202),
        new Call("POST", "/playground/runs", "/playground/runs", "{}", 400),
        new Call(
            "GET", "/playground/runs/{id}/frames", "/playground" + missing + "/frames", "", 404),
        new Call(
            "POST",
            "/playground/uploads",
            "/playground/uploads",
            "{\"name\":\"a.csv\",\"content\":\"x,y,c\\n1,2,a\\n2,3,b\\n\"}",
            200),
        new Call(
            "POST",
            "/playground/uploads",
            "/playground/uploads",
            "{\"name\":\"a.csv\",\"content\":\"x,c\\n1,a\\n2,b\\n\"}",
            400),
        new Call("GET", "/draw", "/draw", "", 200),
        new Call("POST", "/draw", "/draw", "{\"pixels\":\"\"}", 409),
        new Call("POST", "/draw", "/draw", "{\"pixels\":\"\",\"model\":\"no\"}", 404),
        new Call("POST", "/draw", "/draw", "{}", 400),
        new Call("POST", "/draw/models", "/draw/models", model(), 200),
        new Call("POST", "/draw/models", "/draw/models", "{}", 400),
        new Call("POST", "/draw/models/{id}/evaluation", "/draw/models/no/evaluation", "{}", 404),
        new Call("GET", "/runs/{id}/models/{name}", missing + "/models/model.keras", "", 404),
        new Call("GET", "/demonstrations/{id}", "/demonstrations/fake", "", 200),
        new Call(
            "GET",
            "/demonstrations/{id}",
            "/demonstrations/fake?question=%7B%22too%22:1%7D",
            "",
            400),
        new Call("GET", "/demonstrations/{id}", "/demonstrations/fake?question=%5B", "", 400),
        new Call("GET", "/demonstrations/{id}", "/demonstrations/none", "", 404),
        new Call("GET", "/runs", "/runs", "", 200),
        new Call("GET", "/runs/{id}", "/runs/" + full, "", 200),
        new Call("GET", "/runs/{id}", "/runs/" + past, "", 200),
        new Call("GET", "/runs/{id}", missing, "", 404),
        new Call("GET", "/runs/{id}/training-ui", "/runs/" + past + "/training-ui", "", 200),
        new Call("GET", "/runs/{id}/training-ui", missing + "/training-ui", "", 404),
        new Call("GET", "/runs/{id}/history.csv", "/runs/" + full + "/history.csv", "", 200),
        new Call("GET", "/runs/{id}/statistics", "/runs/" + full + "/statistics", "", 200),
        new Call("GET", "/runs/{id}/statistics", "/runs/" + past + "/statistics", "", 200),
        new Call("GET", "/runs/{id}/statistics", "/runs/" + full + "/statistics?after=a", "", 400),
        new Call("GET", "/runs/{id}/statistics", missing + "/statistics", "", 404),
        new Call("GET", "/runs/{id}/statistics.csv", "/runs/" + full + "/statistics.csv", "", 200),
        new Call("GET", "/runs/{id}/statistics.csv", missing + "/statistics.csv", "", 404),
        new Call(
            "GET",
            "/runs/{id}/artifacts/{name}",
            "/runs/" + past + "/artifacts/notes.txt",
            "",
            200),
        new Call(
            "GET", "/runs/{id}/artifacts/{name}", "/runs/" + past + "/artifacts/no.txt", "", 404),
        new Call("GET", "/runs/{id}/events", missing + "/events", "", 404),
        new Call("GET", "/runs/{id}/events", "/runs/" + past + "/events", "", 400),
        new Call("POST", "/runs", "/runs", "{\"experiment\":\"fake\",\"quick\":true}", 202),
        new Call("POST", "/runs", "/runs", "{\"experiment\":\"none\"}", 400),
        new Call("POST", "/login", "/login", "{\"token\":\"\"}", 404),
        new Call("POST", "/runs/{id}/stop", "/runs/" + past + "/stop", "{}", 409),
        new Call("POST", "/runs/{id}/resume", "/runs/" + full + "/resume", "{}", 409),
        new Call("POST", "/runs/{id}/resume", missing + "/resume", "{}", 404),
        new Call("POST", "/runs/{id}/labels", "/runs/" + past + "/labels", "{\"name\":\"A\"}", 200),
        new Call("POST", "/runs/{id}/labels", "/runs/" + past + "/labels", "{\"note\":1}", 400),
        new Call("GET", "/runs/{id}", "/runs/" + past, "", 200),
        new Call("POST", "/runs/{id}/tags", "/runs/" + past + "/tags", "{\"tag\":\"odd\"}", 200),
        new Call("POST", "/runs/{id}/tags", "/runs/" + past + "/tags", "{\"tag\":\"<b>\"}", 400),
        new Call("DELETE", "/runs/{id}/tags/{tag}", "/runs/" + past + "/tags/odd", "{}", 200),
        new Call("DELETE", "/runs/{id}", "/runs/" + past, "{}", 200),
        new Call("DELETE", "/runs/{id}", missing, "{}", 404));
  }

  private static final String PERCEPTRON =
      "{\"spec\":{\"data\":{\"name\":\"and\",\"rows\":4},\"estimator\":\"Perceptron\","
          + "\"parameters\":{\"max_iter\":20,\"tol\":null,\"random_state\":1}}}";

  /** The body of a request with the smallest of models. */
  private static String model() {
    try {
      Path file = home.resolve("small.keras");
      Sequential.of(Input.of(2), new Dense(1))
          .compile(Loss.meanSquaredError(), new Sgd(0.01))
          .save(file);
      String content = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
      return "{\"name\":\"small.keras\",\"content\":\"" + content + "\"}";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The body of a request about the smallest of networks. */
  private static String spec(String data) {
    return "{\"spec\":{\"data\":{\"name\":\""
        + data
        + "\",\"rows\":8},\"sequential\":[{\"Dense\":{\"units\":1,\"activation\":\"sigmoid\"}}],"
        + "\"compile\":{\"loss\":\"binary_crossentropy\",\"optimizer\":\"sgd\"},"
        + "\"fit\":{\"epochs\":3}}}";
  }

  @Test
  void everyAnswerIsAsDescribed() throws Exception {
    Set<String> called = new TreeSet<>();
    for (Call call : calls()) {
      HttpResponse<String> answer = send(call);
      assertThat(answer.statusCode()).as("%s: %s", call, answer.body()).isEqualTo(call.status());
      JsonNode response =
          description
              .path("paths")
              .path(call.template())
              .path(call.method().toLowerCase(Locale.ROOT))
              .path("responses")
              .path(Integer.toString(call.status()));
      assertThat(response.isMissingNode()).as("described: %s", call).isFalse();
      JsonNode schema = response.path("content").path("application/json").path("schema");
      if (!schema.isMissingNode()) {
        assertThat(faults(schema, answer.body())).as("%s", call).isEmpty();
      }
      called.add(call.method() + " " + call.template());
    }
    assertThat(site.site.routes().stream().map(route -> route.method() + " " + route.path()))
        .as("each route is called above, but for the stop of a run that is under way")
        .allMatch(called::contains);
  }

  private static HttpResponse<String> send(Call call) throws Exception {
    String path = Api.ROOT + call.path();
    HttpRequest.Builder request =
        call.method().equals("GET") ? site.request(path) : site.change(path);
    return site.send(
        request.method(call.method(), HttpRequest.BodyPublishers.ofString(call.body())));
  }

  /** What is wrong with a document; references lead into the description's components. */
  private static List<String> faults(JsonNode schema, String document) throws Exception {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", description.path("components"));
    List<String> faults = new ArrayList<>();
    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(whole)
        .validate(SiteUnderTest.JSON.readTree(document))
        .forEach(fault -> faults.add(fault.toString()));
    return faults;
  }

  @Test
  void theDescriptionRefusesWhatItDoesNotKnow() throws Exception {
    JsonNode error = SiteUnderTest.JSON.readTree("{\"$ref\":\"#/components/schemas/Error\"}");
    assertThat(faults(error, "{\"error\":\"no\"}")).isEmpty();
    assertThat(faults(error, "{\"error\":1}")).isNotEmpty();
    assertThat(faults(error, "{\"error\":\"no\",\"more\":1}")).isNotEmpty();
  }
}
