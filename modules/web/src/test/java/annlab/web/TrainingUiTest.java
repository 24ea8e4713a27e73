package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.claims.Claim;
import annlab.lab.runner.Runner;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunOptions;
import annlab.lab.runs.RunSummary;
import annlab.networks.Callback;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.Training;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.deeplearning4j.ui.VertxUIServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

@Timeout(120)
class TrainingUiTest {
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

  /** Trains twice; in between it waits. */
  private record TrainingTwice(CountDownLatch between) implements Experiment {
    @Override
    public String id() {
      return "training-twice";
    }

    @Override
    public String section() {
      return "9.9.9";
    }

    @Override
    public String title() {
      return "Training twice";
    }

    @Override
    public List<Claim> claims() {
      return List.of();
    }

    @Override
    public Parameters defaults() {
      return Parameters.of(42, 2);
    }

    @Override
    public Parameters quick() {
      return defaults();
    }

    @Override
    public Outcome run(RunContext context) {
      Model model =
          Sequential.of(Input.of(4), new Dense(8, Activation.RELU), new Dense(1))
              .seed(42)
              .compile(new Loss.MeanSquaredError(), new Sgd());
      FitOptions options =
          FitOptions.defaults()
              .withEpochs(2)
              .withBatchSize(4)
              .withCallbacks(context.recorder(), new SlowSteps());
      model.fit(Nd4j.rand(DataType.FLOAT, 40, 4), Nd4j.rand(DataType.FLOAT, 40, 1), options);
      try {
        between.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      model.fit(Nd4j.rand(DataType.FLOAT, 40, 4), Nd4j.rand(DataType.FLOAT, 40, 1), options);
      return new Outcome(Map.of(), Map.of());
    }
  }

  /** Statistics are collected of trainings only that take more than a second. */
  private static final class SlowSteps implements Callback {
    @Override
    public void batchEnd(Training training, int step, double loss) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aRunIsShownWhileItTrainsAndAfterwards() throws Exception {
    CountDownLatch between = new CountDownLatch(1);
    CompletableFuture<RunId> run = CompletableFuture.supplyAsync(() -> train(between));
    String id = awaitRun();
    JsonNode shown =
        site.await(
            id,
            json ->
                json.path("history").path("loss").size() == 2
                    && json.path("trainingUi").path("state").asText().equals("up"));
    URI address = URI.create(shown.path("trainingUi").path("address").asText());
    assertThat(address.getHost()).isEqualTo("127.0.0.1");
    assertThat(address.getPath()).isEqualTo("/train/" + id + "/overview");
    // Java's client offers HTTP/2, curl and browsers do not: both are answered.
    HttpResponse<String> first = get(address);
    assertThat(first.body()).contains("DL4J Training UI");
    isFramedAndTyped(first);
    assertThat(raw(address, address.getAuthority())).startsWith("HTTP/1.1 200");
    URI data = URI.create(address + "/data");
    int during = scores(data);
    assertThat(during).isPositive();

    between.countDown();
    assertThat(run.get().value()).isEqualTo(id);
    int after = during;
    while (after <= during) {
      Thread.sleep(100);
      after = scores(data);
    }
    assertThat(after).isGreaterThan(during);
    onlyItsOwnNameIsAnswered(address);
    noOtherSiteLoadsItAndNobodySendsItRecords(address);
    assertThat(get(address.resolve("/train/20200101-000000-fake-000/overview")).statusCode())
        .isEqualTo(404);
  }

  private static RunId train(CountDownLatch between) {
    Experiment experiment = new TrainingTwice(between);
    return new Runner(site.store, SiteUnderTest.settings(home))
        .run(experiment, RunOptions.quick(experiment))
        .id();
  }

  private static String awaitRun() throws InterruptedException {
    while (true) {
      List<RunSummary> runs = site.store.summaries();
      if (!runs.isEmpty()) {
        return runs.get(0).id().value();
      }
      Thread.sleep(20);
    }
  }

  private static int scores(URI data) throws IOException, InterruptedException {
    return SiteUnderTest.JSON.readTree(get(data).body()).path("scores").size();
  }

  private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** DL4J's server checks no name by itself, and some of its GETs change its state. */
  private static void onlyItsOwnNameIsAnswered(URI address) throws IOException {
    for (String path : List.of("/", "/train", "/setlang/x/de", "/assets/js/train/train.js")) {
      assertThat(raw(address.resolve(path), "evil.example")).as(path).startsWith("HTTP/1.1 403");
    }
  }

  private static void noOtherSiteLoadsItAndNobodySendsItRecords(URI address) throws Exception {
    HttpRequest.Builder picture =
        HttpRequest.newBuilder(address.resolve("/setlang/x/de"))
            .header("Sec-Fetch-Site", "cross-site")
            .header("Sec-Fetch-Mode", "no-cors");
    assertThat(send(picture).statusCode()).isEqualTo(403);
    isFramedAndTyped(get(address));
    assertThat(get(address.resolve("/assets/js/train/train.js")).headers().map())
        .containsKeys("x-content-type-options", "content-security-policy");
    // DL4J's module for records from other machines is there, and is off.
    HttpRequest.Builder record =
        HttpRequest.newBuilder(address.resolve("/remoteReceive"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"type\":\"staticinfo\",\"class\":\"java.lang.String\",\"data\":\"\"}"));
    assertThat(send(record).statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(VertxUIServer.getInstance().isRemoteListenerEnabled()).isFalse();
  }

  private static void isFramedAndTyped(HttpResponse<String> page) {
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("frame-ancestors http://127.0.0.1:*", "object-src 'none'");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String raw(URI address, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      String request =
          "GET "
              + address.getPath()
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
