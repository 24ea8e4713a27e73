package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A site that listens on another address than 127.0.0.1. Linux answers to all of 127.0.0.0/8. */
@EnabledOnOs(OS.LINUX)
class AccessTest {
  private static final String HOST = "127.0.0.2";
  private static final int BITS = 128;

  @TempDir static Path home;
  private static SiteUnderTest site;
  private static String token;

  @BeforeAll
  static void start() {
    site = new SiteUnderTest(home, List.of("annlab"), Optional.of(HOST));
    token = site.site.token().orElseThrow();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static HttpResponse<String> post(String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        site.request(path)
            .header("Content-Type", "application/json")
            .header("Origin", "http://" + HOST + ":" + site.site.port())
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return site.send(headers.length == 0 ? request : request.headers(headers));
  }

  private static HttpResponse<String> login(String with) throws Exception {
    return post("/api/v1/login", "{\"token\":\"" + with + "\"}");
  }

  @Test
  void theTokenHasEnoughBitsAndIsAnotherAtEachStart(@TempDir Path other) {
    // base 64: six bits a character
    assertThat(6 * token.length()).isGreaterThanOrEqualTo(BITS);
    try (SiteUnderTest next = new SiteUnderTest(other, List.of("annlab"), Optional.of(HOST))) {
      assertThat(next.site.token()).isPresent().get().isNotEqualTo(token);
    }
  }

  @Test
  void onLoopbackThereIsNoTokenAndNoLogin(@TempDir Path other) throws Exception {
    try (SiteUnderTest near =
        new SiteUnderTest(other, List.of("annlab"), Optional.of("127.0.0.1"))) {
      assertThat(near.site.token()).isEmpty();
      assertThat(near.get("/api/v1/runs").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void nothingButTheLoginIsShownWithoutTheToken() throws Exception {
    for (Route route : site.site.routes()) {
      if (route.method().name().equals("GET")) {
        assertThat(site.get(Api.ROOT + filled(route.path())).statusCode())
            .as(route.path())
            .isEqualTo(401);
      }
    }
    for (String page : List.of("/", "/runs", "/runs/x", "/chapter/1.2.3", "/doctor", "/nothing")) {
      HttpResponse<String> answer = site.get(page);
      assertThat(answer.statusCode()).as(page).isEqualTo(401);
      assertThat(answer.body()).contains("id=\"login\"").doesNotContain("annlab-token");
    }
    assertThat(site.get("/ui/login.js").statusCode()).isEqualTo(200);
    assertThat(post("/api/v1/runs", "{\"experiment\":\"fake\"}").statusCode()).isIn(401, 403);
  }

  private static String filled(String path) {
    return path.replaceAll("\\{[^}]+}", "x");
  }

  @Test
  void theTokenIsExchangedForACookieThatNoScriptReads() throws Exception {
    assertThat(login("wrong").statusCode()).isEqualTo(401);
    assertThat(login(token.substring(1)).statusCode()).isEqualTo(401);
    HttpResponse<String> answer = login(token);
    assertThat(answer.statusCode()).isEqualTo(200);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain(token);
    String pair = cookie.substring(0, cookie.indexOf(';'));
    assertThat(site.send(site.request("/api/v1/runs").header("Cookie", pair)).statusCode())
        .isEqualTo(200);
    HttpResponse<String> page = site.send(site.request("/").header("Cookie", pair));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).doesNotContain(token);
    assertThat(site.send(site.request("/").header("Cookie", pair + "x")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void aProgramMayShowTheTokenInAHeader() throws Exception {
    assertThat(
            site.send(site.request("/api/v1/runs").header("Authorization", "Bearer " + token))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            site.send(site.request("/api/v1/runs").header("Authorization", "Bearer x"))
                .statusCode())
        .isEqualTo(401);
    assertThat(site.get("/api/v1/runs?token=" + token).statusCode()).isEqualTo(401);
  }

  @Test
  void noLogHasTheToken() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger own = (Logger) LoggerFactory.getLogger("annlab");
    Level before = root.getLevel();
    Level ownBefore = own.getLevel();
    ListAppender<ILoggingEvent> heard = new ListAppender<>();
    heard.start();
    root.addAppender(heard);
    // The libraries' lowest levels show every byte that arrives; nobody serves with these.
    root.setLevel(Level.INFO);
    own.setLevel(Level.TRACE);
    try {
      login(token);
      login(token + "x");
      site.send(site.request("/api/v1/runs").header("Authorization", "Bearer " + token));
      site.send(site.request("/nothing").header("Authorization", "Bearer " + token));
      LoggerFactory.getLogger(AccessTest.class).debug("the end");
    } finally {
      root.setLevel(before);
      own.setLevel(ownBefore);
      root.detachAppender(heard);
    }
    assertThat(List.copyOf(heard.list))
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains("the end")
        .noneMatch(text -> text.contains(token));
  }

  @Test
  void dl4jsUiIsNotOfferedToOtherMachines() throws Exception {
    annlab.lab.runs.RunId run = site.store.begin("fake", annlab.lab.Parameters.of(1, 1), true);
    HttpResponse<String> answer =
        site.send(site.request("/api/v1/runs/" + run).header("Authorization", "Bearer " + token));
    assertThat(
            SiteUnderTest.JSON.readTree(answer.body()).path("trainingUi").path("reason").asText())
        .contains("own machine only");
    assertThat(
            site.send(site.request("/training").header("Authorization", "Bearer " + token))
                .headers()
                .firstValue("Content-Security-Policy")
                .orElse(""))
        .doesNotContain("frame-src");
  }

  @Test
  void itAnswersToItsOwnNameOnly() throws Exception {
    assertThat(Binding.to("0.0.0.0").answersTo(List.of("127.0.0.1:7"), 7)).isTrue();
    assertThat(Binding.to("0.0.0.0").answersTo(List.of("evil.example:7"), 7)).isFalse();
    assertThat(Binding.to(HOST).answersTo(List.of("127.0.0.1:7"), 7)).isFalse();
    assertThat(Binding.to(HOST).answersTo(List.of(HOST + ":7"), 7)).isTrue();
    assertThat(Binding.to(HOST).answersTo(List.of(HOST + ":7", HOST + ":7"), 7)).isFalse();
    assertThat(Binding.to(HOST).answersTo(List.of(), 7)).isFalse();
    assertThat(Binding.to("::1").answersTo(List.of("[::1]:7"), 7)).isTrue();
  }
}
