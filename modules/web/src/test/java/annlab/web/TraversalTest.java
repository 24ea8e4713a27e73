package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Parameters;
import annlab.lab.runs.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that try to lead out of where a route looks, on every route that takes a name. */
class TraversalTest {
  private static final String SECRET = "nobody may read this";
  private static final int PAYLOADS = 200;

  /** Ways to say "one folder up", some of which only careless decoders take for that. */
  private static final List<String> UP =
      List.of(
          "../",
          "..%2f",
          "..%2F",
          "%2e%2e/",
          "%2e%2e%2f",
          "%2E%2E%5C",
          ".%2e/",
          "..%5c",
          "..\\",
          "..//",
          "....//",
          "..;/",
          "..%3b/",
          "%252e%252e%252f",
          "..%252f",
          "%c0%ae%c0%ae/",
          "..%c0%af",
          "%uff0e%uff0e/",
          "..%00/",
          "./../",
          "x/../../");

  private static final List<String> TARGETS =
      List.of(
          "secret.txt",
          "secret",
          "runs.sqlite",
          "etc/passwd",
          "logback-test.xml",
          "annlab/web/openapi.json");

  private static final List<String> WHOLE =
      List.of(
          "/etc/passwd",
          "%2fetc%2fpasswd",
          "file:///etc/passwd",
          "C:%5cWindows%5cwin.ini",
          "~root",
          "notes.txt%00.svg",
          "notes.txt%2f",
          "NOTES.TXT",
          "notes.txt.",
          "notes.txt%20",
          ".",
          "..",
          "%2e",
          "%2e%2e",
          "...",
          "%00",
          "*",
          "con",
          "..%0d%0aX:%20y");

  @TempDir static Path home;
  private static SiteUnderTest site;
  private static RunId run;

  @BeforeAll
  static void start() throws IOException {
    site = new SiteUnderTest(home);
    run = site.store.begin(FakeExperiment.ID, Parameters.of(1, 2), true);
    site.store.files().write(run, "notes.txt", "hello".getBytes(StandardCharsets.UTF_8));
    site.store.interrupt(run);
    for (Path folder : List.of(home, home.resolve("runs"), home.resolve("comparisons"))) {
      Files.writeString(Files.createDirectories(folder).resolve("secret.txt"), SECRET);
      // a route that puts an ending behind the name
      Files.writeString(folder.resolve("secret.json"), "{\"id\":\"" + SECRET + "\"}");
    }
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static Set<String> payloads() {
    Set<String> all = new LinkedHashSet<>(WHOLE);
    for (int depth : List.of(1, 8)) {
      for (String up : UP) {
        TARGETS.forEach(target -> all.add(up.repeat(depth) + target));
      }
    }
    return all;
  }

  private static List<String> routes() {
    List<String> routes =
        new ArrayList<>(List.of("GET /ui/{name}", "GET /runs/{id}", "GET /chapter/{id}"));
    site.site.routes().stream()
        .filter(route -> route.path().contains("{"))
        .flatMap(route -> places(route.method() + " " + Api.ROOT + route.path()))
        .forEach(routes::add);
    return routes;
  }

  /** A route with two names is tried at each, the other one being right. */
  private static Stream<String> places(String route) {
    return route.contains("{name}") || route.contains("{tag}")
        ? Stream.of(
            route.replace("{id}", run.value()), route.replaceAll("\\{(name|tag)}", "notes.txt"))
        : Stream.of(route);
  }

  @Test
  void noNameLeadsOutOfWhereItsRouteLooks() throws Exception {
    Set<String> payloads = payloads();
    assertThat(payloads).hasSizeGreaterThanOrEqualTo(PAYLOADS);
    String token = site.token();
    for (String route : routes()) {
      boolean change = !route.startsWith("GET");
      for (String payload : payloads) {
        String line = route.replaceFirst("\\{[a-z]+}", payload.replace("\\", "\\\\"));
        String answer =
            site.raw(
                line
                    + " HTTP/1.1\r\nHost: 127.0.0.1:"
                    + site.site.port()
                    + "\r\nConnection: close\r\nContent-Length: 2\r\nContent-Type: application/json\r\n"
                    + "Origin: http://127.0.0.1:"
                    + site.site.port()
                    + "\r\nX-Annlab-Token: "
                    + token
                    + "\r\n\r\n{}");
        assertThat(answer)
            .as(line)
            .doesNotContain(SECRET, "SQLite format", "root:x:", "<configuration>", "\"openapi\"");
        // To take away a tag that a run does not have, whatever its name, is no fault.
        assertThat(answer.substring(9, 12))
            .as(line)
            .matches(change && route.contains("/tags/") ? "[24]\\d\\d" : "4\\d\\d");
      }
    }
    assertThat(site.store.find(run)).isPresent();
    assertThat(home.resolve("secret.txt")).hasContent(SECRET);
  }
}
