package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.RunId;
import annlab.lab.RunStatus;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
        .contains("event: end", "the worker that trains has ended; try again, it starts anew");
    assertThat(site.store.find(run).orElseThrow().status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(events(train(3), -1)).contains("data: {\"status\":\"finished\"}");
  }

  @Test
  void anUploadThatIsTooLargeIsRefusedInOneSentence() throws Exception {
    String body = "{\"name\":\"a.csv\",\"content\":\"x,y,c\\n" + "1,2,a\\n".repeat(20_000) + "\"}";
    HttpResponse<String> answer = post("/playground/uploads", body);
    assertThat(answer.statusCode()).isEqualTo(413);
    JsonNode error = SiteUnderTest.JSON.readTree(answer.body());
    assertThat(error.path("error").asText()).isEqualTo("The body must have at most 65536 bytes.");
  }
}
