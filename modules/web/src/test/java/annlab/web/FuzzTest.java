package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.Fuzz;
import annlab.lab.Parameters;
import annlab.lab.runs.RunId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged addresses, bodies and whole requests: none may make the server fail, hang or talk. */
class FuzzTest {
  private static final int FEW = 500;
  private static final int TIMEOUT_MS = 40_000;

  @TempDir static Path home;
  private static SiteUnderTest site;
  private static RunId run;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    // What it starts ends at once, so that an order which is still right does no harm.
    site = new SiteUnderTest(home, List.of("false"));
    run = site.store.begin(FakeExperiment.ID, Parameters.of(1, 2), true);
    site.store.files().write(run, "notes.txt", "hello".getBytes(StandardCharsets.UTF_8));
    site.store.interrupt(run);
    token = site.token();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void damagedAddressesAreAnsweredInWords() {
    addresses(1, FEW);
  }

  @Test
  void damagedBodiesAreAnsweredInWords() {
    bodies(2, FEW);
  }

  @Test
  void damagedRequestsAreAnsweredInWords() throws Exception {
    requests(3, FEW);
    assertThat(site.get("/api/v1/runs").statusCode()).isEqualTo(200);
  }

  @Test
  void aBodyThatEndsEarlyIsTheClientsFault() throws Exception {
    check(text(change("POST", "/runs/" + run + "/tags", 14) + "{\"ta"));
  }

  @Test
  @Tag("slow")
  void aHundredThousandDamagedRequestsAreAnsweredInWords() {
    addresses(4, Fuzz.MANY / 3);
    bodies(5, Fuzz.MANY / 3);
    requests(6, Fuzz.MANY / 3 + 1);
  }

  private static void addresses(long seed, int count) {
    List<byte[]> good =
        bytes(
            "/runs/" + run + "?tab=curves",
            "/chapter/1.2.3?x=1",
            "/ui/run/gallery.js",
            "/compare?run=" + run + "&run=" + run,
            "/api/v1/runs/" + run + "/artifacts/notes.txt",
            "/api/v1/runs/" + run + "/history.csv",
            "/api/v1/runs/" + run + "/statistics?after=3",
            "/api/v1/comparisons/20261122-191503-compare-fake-a3f",
            "/api/v1/data/iris/samples",
            "/api/v1/demonstrations/fake?question=%7B%22rate%22%3A0.1%7D");
    Fuzz.run(
        seed,
        count,
        good,
        List.of(),
        address ->
            check(
                joined(
                    text("GET "),
                    address,
                    text(" HTTP/1.1\r\nHost: " + host() + "\r\nConnection: close\r\n\r\n"))));
  }

  private static void bodies(long seed, int count) {
    List<byte[]> good =
        bytes(
            "{\"experiment\":\"fake\",\"quick\":true,\"seed\":7,\"epochs\":2,\"timeoutSeconds\":5}",
            "{\"tag\":\"kept for later\"}",
            "{\"token\":\"x\"}");
    List<String> routes = List.of("/runs", "/runs/" + run + "/tags", "/login");
    int[] turn = {0};
    Fuzz.run(
        seed,
        count,
        good,
        List.of(),
        body ->
            check(
                joined(
                    text(change("POST", routes.get(turn[0]++ % routes.size()), body.length)),
                    body)));
  }

  private static void requests(long seed, int count) {
    List<byte[]> good =
        bytes(
            "GET /api/v1/runs HTTP/1.1\r\nHost: " + host() + "\r\nConnection: close\r\n\r\n",
            change("POST", "/runs/" + run + "/tags", 14) + "{\"tag\":\"kept\"}",
            change("DELETE", "/runs/" + run + "/tags/kept", 2) + "{}");
    Fuzz.run(seed, count, good, List.of(), FuzzTest::check);
  }

  private static String host() {
    return "127.0.0.1:" + site.site.port();
  }

  private static String change(String method, String route, int length) {
    return method
        + " /api/v1"
        + route
        + " HTTP/1.1\r\nHost: "
        + host()
        + "\r\nOrigin: http://"
        + host()
        + "\r\nX-Annlab-Token: "
        + token
        + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  /** An answer, or none where the request was none; but no failure and nothing of the program. */
  private static void check(byte[] request) throws IOException {
    String answer;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.site.port())) {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (java.net.SocketException e) {
      return; // the server has hung up before all of it was written
    }
    if (!answer.isEmpty()) {
      // 501 and 505 are Jetty's for methods and versions; 503 says that data are missing.
      assertThat(answer).matches("(?s)HTTP/1\\.[01] ([1-4]\\d\\d|50[135]) .*");
      assertThat(answer).doesNotContain("\tat ", "Exception");
    }
  }

  private static List<byte[]> bytes(String... texts) {
    return Stream.of(texts).map(FuzzTest::text).toList();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    return all.toByteArray();
  }
}
