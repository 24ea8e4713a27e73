package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.Parameters;
import annlab.lab.runs.RunId;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.store.RunStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {
  private static final List<String> OTHERS =
      List.of(
          "/chapter/9",
          "/runs/nothing",
          "/ui/app.js",
          "/ui/pages.json",
          "/ui/style.css",
          "/ui/vendor/uplot.js",
          "/ui/vendor/katex.js",
          "/ui/vendor/fonts/KaTeX_Main-Regular.woff2",
          "/ui/nothing.js",
          "/favicon.ico",
          "/no/such/page",
          "/api/v1/nothing");

  @TempDir static Path home;
  private static SiteUnderTest site;
  private static RunId run;

  /** Every address of the site that can be read, some that are not there among them. */
  private static List<String> readable() {
    Stream<String> routes =
        site.site.routes().stream()
            .filter(route -> route.method().name().equals("GET"))
            .map(route -> Api.ROOT + route.path());
    return Stream.of(pages().stream(), routes, OTHERS.stream())
        .flatMap(paths -> paths)
        .map(GuardTest::filled)
        .toList();
  }

  private static List<String> pages() {
    try (InputStream in = GuardTest.class.getResourceAsStream("/annlab/ui/pages.json")) {
      return SiteUnderTest.JSON.readTree(in).findValuesAsText("address");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String filled(String path) {
    String events = "/runs/{id}/events"; // without its Accept header it is no stream but an error
    return path.replace("{set}", "iris")
        .replace("{section}", "1.2.3")
        .replace("{name}", "notes.txt")
        .replace("{id}", path.contains("/runs/") || path.equals(events) ? run.value() : "fake");
  }

  @BeforeAll
  static void start() {
    site = new SiteUnderTest(home);
    run = site.store.begin(FakeExperiment.ID, Parameters.of(1, 2), true);
    site.store.files().write(run, "notes.txt", "hello".getBytes(StandardCharsets.UTF_8));
    site.store.interrupt(run);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void everyAnswerForbidsInlineScriptsFramesAndGuessedTypes() throws Exception {
    for (String route : readable()) {
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
      for (String[] header :
          new String[][] {
            {"X-Content-Type-Options", "nosniff"},
            {"X-Frame-Options", "DENY"},
            {"Referrer-Policy", "no-referrer"},
            {"Cross-Origin-Resource-Policy", "same-origin"},
            {"Cross-Origin-Opener-Policy", "same-origin"}
          }) {
        assertThat(answer.headers().firstValue(header[0])).as(route).hasValue(header[1]);
      }
    }
  }

  /** What else a Host header may say, as lines of a request; PORT is the site's. */
  private static List<String> otherHosts() {
    return Stream.of(
            "evil.example",
            "evil.example:PORT",
            "127.0.0.1.evil.example:PORT",
            "localhost.evil.example:PORT",
            "evil.example#127.0.0.1:PORT",
            "evil.example@127.0.0.1:PORT",
            "127.0.0.1:PORT@evil.example",
            "127.0.0.1",
            "127.0.0.1:1",
            "127.0.0.1:",
            "127.0.0.1:PORT0",
            "localhost",
            "localhost:80",
            "localhost.:PORT",
            "127.0.0.2:PORT",
            "127.1:PORT",
            "2130706433:PORT",
            "0x7f000001:PORT",
            "0.0.0.0:PORT",
            "[::1]:PORT",
            "[::ffff:127.0.0.1]:PORT",
            "[::]:PORT",
            "*:PORT",
            "127.0.0.1:PORT, evil.example",
            "127.0.0.1:PORT evil.example",
            "")
        .map(host -> "Host: " + host.replace("PORT", "" + site.site.port()) + "\r\n")
        .collect(
            Collectors.collectingAndThen(
                Collectors.toList(),
                lines -> {
                  String own = "Host: 127.0.0.1:" + site.site.port() + "\r\n";
                  lines.add("");
                  lines.add(own + "Host: evil.example\r\n");
                  lines.add("Host: evil.example\r\n" + own);
                  lines.add(own + own);
                  lines.add("X-Forwarded-Host: 127.0.0.1:" + site.site.port() + "\r\n");
                  return lines;
                }));
  }

  @Test
  void aHostThatIsNotItsOwnIsRefusedOnEveryRoute() throws Exception {
    List<String> hosts = otherHosts();
    for (String route : readable()) {
      for (String host : hosts) {
        // Jetty itself answers 400 to what no Host header may be.
        assertThat(statusWithHost(route, host)).as("%s from %s", route, host).isIn(400, 403);
      }
    }
  }

  @Test
  void itsOwnNamesAreAnswered() throws Exception {
    for (String host : List.of("127.0.0.1", "localhost", "LocalHost")) {
      assertThat(statusWithHost("/", "Host: " + host + ":" + site.site.port() + "\r\n"))
          .isEqualTo(200);
    }
  }

  @Test
  void aRequestLineThatNamesAnotherServerIsRefused() throws Exception {
    String own = "Host: 127.0.0.1:" + site.site.port() + "\r\n";
    assertThat(statusWithHost("http://evil.example/", own)).isIn(400, 403);
    assertThat(statusWithHost("http://evil.example/", "Host: evil.example\r\n")).isIn(400, 403);
  }

  private static int statusWithHost(String path, String hostLines) throws IOException {
    String answer =
        site.raw("GET " + path + " HTTP/1.1\r\n" + hostLines + "Connection: close\r\n\r\n");
    return Integer.parseInt(answer.substring(9, 12));
  }

  @Test
  void onlyFourMethodsAreAnsweredAndEachAnswerHasTheHeaders() throws Exception {
    for (String method : List.of("PUT", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW", "get")) {
      for (String path : List.of("/", "/api/v1/runs", "/ui/app.js", "/nothing")) {
        String answer =
            site.raw(
                method
                    + " "
                    + path
                    + " HTTP/1.1\r\nHost: 127.0.0.1:"
                    + site.site.port()
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        assertThat(answer.substring(9, 12)).as(method + path).isIn("400", "404", "405", "501");
        assertThat(answer)
            .as(method + path)
            .contains("X-Content-Type-Options: nosniff", "Content-Security-Policy: default-src");
      }
    }
  }

  @Test
  void whatIsNoRequestIsAnsweredWithTheHeadersAndWithoutItsText() throws Exception {
    String own = "Host: 127.0.0.1:" + site.site.port() + "\r\n";
    for (String request :
        List.of(
            "<script>alert(1)</script>\r\n\r\n",
            "GET / HTTP/9.9\r\n" + own + "\r\n",
            "GET /<script> HTTP/1.1\r\n" + own + "Connection: close\r\n\r\n",
            "GET /%zz HTTP/1.1\r\n" + own + "Connection: close\r\n\r\n",
            "GET / HTTP/1.1\r\n" + own + "X: " + "x".repeat(20_000) + "\r\n\r\n",
            "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n" + own + "\r\n",
            "POST / HTTP/1.1\r\n" + own + "Content-Length: x\r\n\r\n")) {
      String answer = site.raw(request);
      assertThat(answer.substring(9, 10)).as(request).isIn("4", "5");
      assertThat(answer)
          .as(request)
          .contains("X-Content-Type-Options: nosniff", "Content-Security-Policy: default-src")
          .doesNotContain("<script>alert", "Server: Jetty", "\tat ");
    }
  }

  @Test
  void readingChangesNothing() throws Exception {
    site.store.tag(run, "kept");
    List<String> before = state();
    for (String path : readable()) {
      site.get(path + "?after=-1&run=" + run + "&question=%7B%7D&delete=true");
    }
    assertThat(state()).isEqualTo(before);
  }

  /** What the store knows and every file of the home but the database's own. */
  private static List<String> state() throws IOException {
    List<String> state = new ArrayList<>();
    site.store.summaries().forEach(summary -> state.add(summary.json().toString()));
    try (Stream<Path> files = Files.walk(home)) {
      files
          .filter(file -> !file.getFileName().toString().startsWith("runs.sqlite"))
          .sorted()
          .forEach(file -> state.add(file + " " + file.toFile().lastModified()));
    }
    return state;
  }

  /** One thing at a time is taken from a request that would be obeyed. */
  @Test
  void aChangeNeedsItsOriginItsTypeAndThePagesToken() throws Exception {
    int before = site.store.summaries().size();
    for (Route route : site.site.routes()) {
      String method = route.method().name();
      if (method.equals("GET")) {
        continue;
      }
      String good =
          method
              + " "
              + Api.ROOT
              + filled(route.path()).replace("{tag}", "kept")
              + " HTTP/1.1\r\nHost: 127.0.0.1:"
              + site.site.port()
              + "\r\nConnection: close\r\nContent-Length: 2\r\nContent-Type: application/json\r\n"
              + "Origin: http://127.0.0.1:"
              + site.site.port()
              + "\r\nX-Annlab-Token: "
              + site.token()
              + "\r\n\r\n{}";
      for (String line : List.of("Origin: ", "X-Annlab-Token: ", "Content-Type: ")) {
        boolean login = route.path().equals("/login") && line.startsWith("X");
        String without = good.replaceFirst(line + "[^\r]*\r\n", "");
        String wrong = good.replaceFirst(line + "[^\r]*\r\n", line + "x\r\n");
        for (String request : List.of(without, wrong)) {
          assertThat(site.raw(request).substring(9, 12))
              .as(request)
              .isIn(login ? List.of("400", "404") : List.of("403", "415"));
        }
      }
    }
    assertThat(site.store.summaries()).hasSize(before);
    assertThat(site.store.find(run)).isPresent();
  }

  @Test
  void aPostFromAnotherOriginStartsNothing() throws Exception {
    int before = site.store.summaries().size();
    for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1")) {
      HttpRequest.Builder request =
          site.change("/api/v1/runs")
              .setHeader("Origin", origin)
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
          site.change("/api/v1/runs")
              .setHeader("Content-Type", type)
              .POST(
                  HttpRequest.BodyPublishers.ofString("{\"experiment\":\"fake\",\"quick\":true}"));
      assertThat(site.send(request).statusCode()).as(type).isEqualTo(415);
    }
    assertThat(site.store.summaries()).hasSize(before);
  }

  @Test
  void aGetThatSaysItIsAPostStartsNothing() throws Exception {
    int before = site.store.summaries().size();
    for (String[] meant :
        new String[][] {{"POST", "/api/v1/runs"}, {"DELETE", "/api/v1/runs/" + run}}) {
      String body = "{\"experiment\":\"fake\",\"quick\":true}";
      String answer =
          site.raw(
              "GET "
                  + meant[1]
                  + " HTTP/1.1\r\nHost: 127.0.0.1:"
                  + site.site.port()
                  + "\r\nConnection: close\r\nX-HTTP-Method-Override: "
                  + meant[0]
                  + "\r\nContent-Type: application/json\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body);
      assertThat(answer.substring(9, 12)).as(meant[0]).isIn("403", "405");
    }
    assertThat(site.store.summaries()).hasSize(before);
    assertThat(site.store.find(run)).isPresent();
  }

  /** The length alone is enough: not a byte of the body is sent here, nor is one waited for. */
  @Test
  void aLargeBodyIsRefusedBeforeItIsRead() throws Exception {
    for (long length : List.of(Guard.LARGEST_BODY + 1, 10L << 20, Long.MAX_VALUE)) {
      assertThat(status("/runs", "Content-Length: " + length)).isEqualTo("413");
    }
    for (long length : List.of((10L << 20) + 1, Long.MAX_VALUE)) {
      assertThat(status(PlaygroundApi.UPLOADS, "Content-Length: " + length)).isEqualTo("413");
    }
    for (String path : List.of("/runs", PlaygroundApi.UPLOADS)) {
      assertThat(status(path, "Transfer-Encoding: chunked")).isEqualTo("411");
      // Jetty itself answers 400 to a body with two lengths.
      assertThat(status(path, "Content-Length: 2\r\nTransfer-Encoding: chunked"))
          .isIn("400", "411");
      assertThat(status(path, "Content-Length: -1")).isEqualTo("400");
    }
  }

  private static String status(String path, String length) throws Exception {
    return site.raw(postOf(path, length)).substring(9, 12);
  }

  private static String postOf(String path, String length) throws Exception {
    return "POST /api/v1"
        + path
        + " HTTP/1.1\r\nHost: 127.0.0.1:"
        + site.site.port()
        + "\r\nConnection: close\r\nContent-Type: application/json\r\nOrigin: http://127.0.0.1:"
        + site.site.port()
        + "\r\nX-Annlab-Token: "
        + site.token()
        + "\r\n"
        + length
        + "\r\n\r\n";
  }

  @Test
  void jsonThatIsDeepLongOrDoubledIsRefused() throws Exception {
    String order = "{\"experiment\":\"fake\",";
    String[][] refused = {
      {"{\"experiment\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}", "nesting depth"},
      {"{\"experiment\":" + "[".repeat(20) + "]".repeat(20) + "}", "nesting depth"},
      {order + "\"seed\":" + "9".repeat(50_000) + "}", "Number value length"},
      {order + "\"seed\":" + "9".repeat(41) + "}", "Number value length"},
      {order + "\"experiment\":\"fake\"}", "Duplicate field"},
      {order + "\"quick\":true} {}", "Trailing token"},
      {order + "\"epochs\":1e400}", "epochs must be a whole number"}
    };
    for (String[] one : refused) {
      HttpResponse<String> answer = site.post("/api/v1/runs", one[0]);
      assertThat(answer.statusCode()).as(one[1]).isEqualTo(400);
      assertThat(answer.body()).contains(one[1]).hasSizeLessThan(500);
    }
  }

  @Test
  void aBrokenEscapeIsRefusedInWords() throws Exception {
    for (String address :
        List.of(
            "/runs?x=%",
            "/compare?run=%zz",
            "/api/v1/demonstrations/fake?question=%zz",
            "/api/v1/demonstrations/fake?question=%7")) {
      String answer =
          site.raw(
              "GET "
                  + address
                  + " HTTP/1.1\r\nHost: 127.0.0.1:"
                  + site.site.port()
                  + "\r\nConnection: close\r\n\r\n");
      assertThat(answer)
          .as(address)
          .startsWith("HTTP/1.1 400 ")
          .contains("This address has a % without two hexadecimal digits.");
    }
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

  /** As {@code ss -ltn} would list them: what this process listens on, DL4J's UI included. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void nothingListensBeyondLoopback() throws Exception {
    site.await(
        run.value(), shown -> !shown.path("trainingUi").path("state").asText().equals("starting"));
    Set<String> own = new HashSet<>();
    try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
      for (Path handle : handles.toList()) {
        try {
          own.add(Files.readSymbolicLink(handle).toString());
        } catch (NoSuchFileException e) {
          // closed meanwhile
        }
      }
    }
    List<String> listening = new ArrayList<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields[3].equals("0A") && own.contains("socket:[" + fields[9] + "]")) {
          listening.add(fields[1]);
        }
      }
    }
    String port = String.format(":%04X", site.site.port());
    assertThat(listening).hasSizeGreaterThanOrEqualTo(2).anyMatch(place -> place.endsWith(port));
    assertThat(listening)
        .as("127.0.0.1, as IPv4 or as IPv4 in IPv6")
        .allMatch(place -> place.matches("(0{16}FFFF0000)?0100007F:.*"));
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
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
      int held = port;
      assertThat(PortHolder.of(held).orElseThrow())
          .startsWith("process " + ProcessHandle.current().pid() + " (");
      assertThatThrownBy(
              () -> Loopback.requireFree(Loopback.inetAddress(), held, "the site", "--port"))
          .hasMessageContaining("; end process " + ProcessHandle.current().pid() + " (")
          .hasMessageContaining(") that holds it or choose another port");
    }
    assertThat(PortHolder.of(port)).isEmpty();
  }
}
