package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.Parameters;
import annlab.lab.PrerequisiteException;
import annlab.lab.RunId;
import annlab.lab.RunStore;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
  private static final List<String> ROUTES =
      List.of(
          "/",
          "/runs",
          "/runs/nothing",
          "/chapter/1.2.3",
          "/chapter/9",
          "/claims",
          "/compare",
          "/training",
          "/doctor",
          "/ui/app.js",
          "/ui/vendor/uplot.js",
          "/ui/vendor/katex.js",
          "/ui/vendor/fonts/KaTeX_Main-Regular.woff2",
          "/favicon.ico",
          "/api/v1/runs",
          "/api/v1/experiments",
          "/api/v1/claims",
          "/api/v1/doctor",
          "/no/such/page",
          "/api/v1/nothing");

  @TempDir static Path home;
  private static SiteUnderTest site;
  private static RunId run;

  @BeforeAll
  static void start() {
    site = new SiteUnderTest(home);
    run = site.store.begin(FakeExperiment.ID, Parameters.of(1, 2), true);
    site.store.artifact(run, "notes.txt", "hello".getBytes(StandardCharsets.UTF_8));
    site.store.interrupt(run);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void everyAnswerForbidsInlineScriptsFramesAndGuessedTypes() throws Exception {
    for (String route : ROUTES) {
      HttpResponse<String> answer = site.get(route);
      assertThat(answer.headers().firstValue("Content-Security-Policy"))
          .as(route)
          .hasValueSatisfying(
              policy ->
                  assertThat(policy)
                      .contains("default-src 'none'", "frame-ancestors 'none'")
                      .doesNotContain("unsafe-inline", "unsafe-eval", "*")
                      // only the page of DL4J's training UI frames another server of this machine
                      .doesNotMatch(route.equals("/training") ? "(?!)" : ".*http:.*"));
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    }
  }

  @Test
  void aHostThatIsNotLoopbackIsRefusedOnEveryRoute() throws Exception {
    for (String route : ROUTES) {
      for (String host :
          List.of(
              "evil.example",
              "evil.example:" + site.site.port(),
              "127.0.0.1",
              "127.0.0.1:1",
              "127.0.0.1.evil.example:" + site.site.port(),
              "[::1]:" + site.site.port(),
              "localhost:80")) {
        assertThat(statusWithHost(route, "Host: " + host + "\r\n"))
            .as("%s from %s", route, host)
            .isEqualTo(403);
      }
    }
  }

  @Test
  void noHostTwoHostsAndAnEmptyHostAreRefused() throws Exception {
    String own = "Host: 127.0.0.1:" + site.site.port() + "\r\n";
    assertThat(statusWithHost("/", "")).isIn(400, 403);
    assertThat(statusWithHost("/", "Host: \r\n")).isIn(400, 403);
    assertThat(statusWithHost("/", own + "Host: evil.example\r\n")).isIn(400, 403);
    assertThat(statusWithHost("/", own)).isEqualTo(200);
  }

  @Test
  void localhostIsAnotherNameOfTheServer() throws Exception {
    assertThat(statusWithHost("/", "Host: LocalHost:" + site.site.port() + "\r\n")).isEqualTo(200);
  }

  private static int statusWithHost(String path, String hostLines) throws IOException {
    String answer =
        site.raw("GET " + path + " HTTP/1.1\r\n" + hostLines + "Connection: close\r\n\r\n");
    return Integer.parseInt(answer.substring(9, 12));
  }

  @Test
  void aPostFromAnotherOriginStartsNothing() throws Exception {
    int before = site.store.summaries().size();
    for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1")) {
      HttpRequest.Builder request =
          site.request("/api/v1/runs")
              .header("Origin", origin)
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString("{\"experiment\":\"fake\",\"quick\":true}"));
      assertThat(site.send(request).statusCode()).as(origin).isEqualTo(403);
    }
    assertThat(site.store.summaries()).hasSize(before);
  }

  @Test
  void aPostThatAFormCouldSendStartsNothing() throws Exception {
    int before = site.store.summaries().size();
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded")) {
      HttpRequest.Builder request =
          site.request("/api/v1/runs")
              .header("Content-Type", type)
              .POST(
                  HttpRequest.BodyPublishers.ofString("{\"experiment\":\"fake\",\"quick\":true}"));
      assertThat(site.send(request).statusCode()).as(type).isEqualTo(415);
    }
    assertThat(site.store.summaries()).hasSize(before);
  }

  @Test
  void aGetThatSaysItIsAPostStartsNothing() throws Exception {
    int before = site.store.summaries().size();
    HttpRequest.Builder request =
        site.request("/api/v1/runs").header("X-HTTP-Method-Override", "POST");
    assertThat(site.send(request).statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(site.store.summaries()).hasSize(before);
  }

  @Test
  void aBodyOfAMegabyteIsRefused() throws Exception {
    String large = "{\"experiment\":\"" + "x".repeat(1_000_000) + "\"}";
    assertThat(site.post("/api/v1/runs", large).statusCode()).isEqualTo(413);
  }

  @Test
  void anArtifactIsServedByItsOwnNameOnly() throws Exception {
    String folder = "/api/v1/runs/" + run + "/artifacts/";
    HttpResponse<String> good = site.get(folder + "notes.txt");
    assertThat(good.statusCode()).isEqualTo(200);
    assertThat(good.body()).isEqualTo("hello");
    assertThat(good.headers().firstValue("Content-Disposition"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("attachment"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../runs.sqlite",
        "..%2f..%2fruns.sqlite",
        "%2e%2e%2f%2e%2e%2fruns.sqlite",
        "..%5c..%5cruns.sqlite",
        "%2e%2e/%2e%2e/runs.sqlite",
        "....//....//runs.sqlite",
        "..;/runs.sqlite",
        "%252e%252e%252fruns.sqlite",
        "notes.txt%00.svg",
        "./notes.txt%2f..%2f..%2f..%2fruns.sqlite",
        "%2fetc%2fpasswd",
        "/etc/passwd",
        "NOTES.TXT"
      })
  void aNameThatLeadsOutOfTheRunsFolderIsNotFound(String name) throws Exception {
    String answer =
        site.raw(
            "GET /api/v1/runs/"
                + run
                + "/artifacts/"
                + name
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + site.site.port()
                + "\r\nConnection: close\r\n\r\n");
    assertThat(answer.substring(9, 12)).isIn("400", "404");
    assertThat(answer).doesNotContain("SQLite format", "root:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ui/../page.html",
        "/ui/%2e%2e/%2e%2e/logback-test.xml",
        "/ui/..%2f..%2flogback-test.xml",
        "/ui/vendor/../../../logback-test.xml",
        "/ui/page.html",
        "/ui/",
        "/ui/views/",
        "/ui//etc/passwd"
      })
  void onlyThePagesOwnFilesAreServed(String path) throws Exception {
    String answer =
        site.raw(
            "GET "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + site.site.port()
                + "\r\nConnection: close\r\n\r\n");
    assertThat(answer.substring(9, 12)).isIn("400", "404");
    assertThat(answer).doesNotContain("<configuration>", "root:");
  }

  @Test
  void theSiteListensOnLoopbackOnly() throws Exception {
    Optional<InetAddress> other =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .findFirst();
    Assumptions.assumeTrue(other.isPresent(), "this machine has no address but loopback");
    assertThatThrownBy(() -> new Socket(other.get(), site.site.port()).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aPortInUseIsNamedWithTheCure() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RunStore store = RunStore.open(home)) {
      int port = taken.getLocalPort();
      assertThatThrownBy(
              () ->
                  Site.start(
                      new SiteOptions(
                          store, SiteUnderTest.settings(home), port, 0, List.of("annlab"))))
          .isInstanceOf(PrerequisiteException.class)
          .hasMessageContaining("port " + port + " on 127.0.0.1, wanted for the site")
          .hasMessageContaining("annlab serve --port " + (port + 1))
          .hasMessageNotContaining("\n");
      assertThatThrownBy(
              () ->
                  Site.start(
                      new SiteOptions(
                          store, SiteUnderTest.settings(home), 0, port, List.of("annlab"))))
          .isInstanceOf(PrerequisiteException.class)
          .hasMessageContaining("port " + port + " on 127.0.0.1, wanted for DL4J's training UI")
          .hasMessageContaining("annlab serve --dl4j-port " + (port + 1));
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux tells who listens")
  void whoHoldsAPortIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThat(PortHolder.of(port).orElseThrow())
          .startsWith("process " + ProcessHandle.current().pid() + " (");
      assertThatThrownBy(() -> Loopback.requireFree(port, "the site", "--port"))
          .hasMessageContaining("; end process " + ProcessHandle.current().pid() + " (")
          .hasMessageContaining(") that holds it or choose another port");
      taken.close();
      assertThat(PortHolder.of(port)).isEmpty();
    }
  }
}
