package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.OrderLimits;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The playground's requests against a worker in a process of its own. */
class PlaygroundTest {
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

  private static String spec(int epochs) {
    return "{\"spec\":{\"data\":{\"name\":\"moons\",\"rows\":200},\"sequential\":["
        + "{\"Dense\":{\"units\":16,\"activation\":\"tanh\"}},"
        + "{\"Dense\":{\"units\":1,\"activation\":\"sigmoid\"}}],"
        + "\"compile\":{\"loss\":\"binary_crossentropy\",\"optimizer\":\"adam\"},"
        + "\"fit\":{\"epochs\":"
        + epochs
        + "}}}";
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return site.post(Api.ROOT + path, body);
  }

  private static RunId train(int epochs) throws Exception {
    HttpResponse<String> answer = post("/playground/runs", spec(epochs));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return new RunId(SiteUnderTest.JSON.readTree(answer.body()).path("id").asText());
  }

  private static List<String> events(RunId run, int seen) throws Exception {
    HttpRequest.Builder request =
        site.request(Api.ROOT + "/playground/runs/" + run + "/frames")
            .header("Accept", "text/event-stream");
    if (seen >= 0) {
      request.header("Last-Event-ID", Integer.toString(seen));
    }
    return site.send(request).body().lines().toList();
  }

  @Test
  void aFilmIsStreamedToItsEndAndAClientThatComesBackMissesNoFrame() throws Exception {
    RunId run = train(30);
    List<String> events = events(run, -1);
    assertThat(events.stream().filter("event: frame"::equals)).hasSize(31);
    assertThat(events).contains("event: end", "data: {\"status\":\"finished\"}", "id: 30");
    List<String> rest = events(run, 28);
    assertThat(rest.stream().filter(line -> line.startsWith("id: ")))
        .containsExactly("id: 29", "id: 30");
  }

  @Test
  void aWorkerThatDiesTellsSoAndTheNextRequestStartsAnother() throws Exception {
    RunId run = train(5_000);
    ProcessHandle worker =
        ProcessHandle.current()
            .children()
            .max(Comparator.comparing(child -> child.info().startInstant().orElseThrow()))
            .orElseThrow();
    worker.destroyForcibly();
    assertThat(String.join("\n", events(run, 1_000_000)))
        .contains(
            "event: end",
            "\"error\":\"the worker that trains has ended with code 137; try again, it starts anew");
    assertThat(site.store.find(run).orElseThrow().status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(events(train(3), -1)).contains("data: {\"status\":\"finished\"}");
  }

  @Test
  void anUploadThatIsTooLargeIsRefusedInOneSentence(@TempDir Path other) throws Exception {
    try (SiteUnderTest small = new SiteUnderTest(other, new OrderLimits(1, 1, 1, 1))) {
      assertThat(small.announce(Api.ROOT + PlaygroundApi.UPLOADS, 1_048_577))
          .startsWith("HTTP/1.1 413 ")
          .contains("The body must have at most 1048576 bytes.");
    }
  }

  /** Ten megabytes, of which the digits of the numbers are the most. */
  @Test
  void anUploadOfTenMegabytesReachesTheWorker() throws Exception {
    StringBuilder table = new StringBuilder("x,y,c\\n");
    for (int row = 0; row < 1_000; row++) {
      table.append("0.").append("3".repeat(10_400)).append(row % 10).append(',').append(row);
      table.append(row % 2 == 0 ? ",a\\n" : ",b\\n");
    }
    HttpResponse<String> answer = upload("a.csv", table.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode upload = SiteUnderTest.JSON.readTree(answer.body());
    assertThat(upload.path("rows").asInt()).isEqualTo(1_000);
    HttpResponse<String> points =
        post(
            "/playground/points",
            spec(1)
                .replace(
                    "{\"name\":\"moons\",\"rows\":200}",
                    "{\"upload\":\"" + upload.path("id").asText() + "\",\"target\":\"c\"}"));
    assertThat(points.statusCode()).as(points.body()).isEqualTo(200);
    assertThat(SiteUnderTest.JSON.readTree(points.body()).path("points")).hasSize(1_000);
  }

  @Test
  void anUploadOfMoreRowsThanMayBeOrOfALongNameIsRefusedInOneSentence() throws Exception {
    HttpResponse<String> many = upload("a.csv", "x,y,c\\n" + "1,2,a\\n".repeat(1_000_000));
    assertThat(many.statusCode()).isEqualTo(400);
    assertThat(many.body())
        .contains("a.csv must have 2 to 2000 rows below its header, got 1000000");
    HttpResponse<String> named = upload("a".repeat(201), "x,y,c\\n1,2,a\\n1,2,b\\n");
    assertThat(named.statusCode()).isEqualTo(400);
    assertThat(named.body()).contains("the name has 201 characters; at most 200 may be");
  }

  private static HttpResponse<String> upload(String name, String content) throws Exception {
    return post(
        PlaygroundApi.UPLOADS, "{\"name\":\"" + name + "\",\"content\":\"" + content + "\"}");
  }

  /** Two that are never sent to their end take the room of two; a third is told so at once. */
  @Test
  @Timeout(60)
  void moreUploadsThanTwoAtATimeAreRefused(@TempDir Path other) throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (SiteUnderTest full = new SiteUnderTest(other)) {
      String begun =
          "POST "
              + Api.ROOT
              + PlaygroundApi.UPLOADS
              + " HTTP/1.1\r\nHost: 127.0.0.1:"
              + full.site.port()
              + "\r\nContent-Type: application/json\r\nOrigin: http://127.0.0.1:"
              + full.site.port()
              + "\r\nX-Annlab-Token: "
              + full.token()
              + "\r\nConnection: close\r\nContent-Length: 10000000\r\n\r\n{";
      for (int i = 0; i < 3; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), full.site.port());
        slow.add(socket);
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(answered(slow)).contains("429", "2 files are being uploaded already; try again.");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** What the first of some connections to be answered is answered. */
  private static String answered(List<Socket> sockets) throws Exception {
    while (true) {
      for (Socket socket : sockets) {
        if (socket.getInputStream().available() > 0) {
          return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
      }
      Thread.sleep(20);
    }
  }

  /** The worker here never answers, so that each training that was asked for is still open. */
  @Test
  void moreTrainingsThanSixAreRefused(@TempDir Path other) throws Exception {
    List<String> mute = List.of("sh", "-c", "exec sleep 600");
    CompletableFuture<String> first = new CompletableFuture<>();
    try (SiteUnderTest full = new SiteUnderTest(other, mute)) {
      for (int i = 0; i < 7; i++) {
        Object unused =
            full.sendAsync(
                    full.change(Api.ROOT + "/playground/runs")
                        .POST(HttpRequest.BodyPublishers.ofString(spec(3))))
                .thenAccept(answer -> first.complete(answer.statusCode() + " " + answer.body()));
      }
      assertThat(first.get(60, TimeUnit.SECONDS))
          .startsWith("429 ")
          .contains("The playground trains 6 models already; stop one or wait until it has ended.");
    }
  }
}
