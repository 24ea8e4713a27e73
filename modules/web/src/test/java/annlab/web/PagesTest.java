package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser fetches, and what it need not fetch again. */
class PagesTest {
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
  void aFileThatTheBrowserHasIsNotSentAgain() throws Exception {
    for (String file : new String[] {"app.js", "style.css", "icon.svg", "vendor/uplot.js"}) {
      HttpResponse<String> first = site.get("/ui/" + file);
      String tag = first.headers().firstValue("ETag").orElseThrow();
      assertThat(tag).matches("\"[0-9a-f]{32}\"");

      HttpResponse<String> again =
          site.send(site.request("/ui/" + file).header("If-None-Match", tag));
      assertThat(again.statusCode()).as(file).isEqualTo(304);
      assertThat(again.body()).isEmpty();

      HttpResponse<String> older =
          site.send(site.request("/ui/" + file).header("If-None-Match", "\"0\""));
      assertThat(older.statusCode()).isEqualTo(200);
      assertThat(older.body()).isEqualTo(first.body());
    }
  }

  @Test
  void whatMostPagesAskForIsNotSentAgainEither() throws Exception {
    for (String document : new String[] {"/claims", "/chapter", "/experiments"}) {
      HttpResponse<String> first = site.get(Api.ROOT + document);
      assertThat(first.headers().firstValue("Cache-Control")).contains("private, no-cache");
      String tag = first.headers().firstValue("ETag").orElseThrow();
      HttpResponse<String> again =
          site.send(site.request(Api.ROOT + document).header("If-None-Match", tag));
      assertThat(again.statusCode()).as(document).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      HttpResponse<String> other =
          site.send(site.request(Api.ROOT + document).header("If-None-Match", "\"0\""));
      assertThat(other.body()).isEqualTo(first.body());
    }
  }

  @Test
  void headHasTheHeadersOfGet() throws Exception {
    for (String address : new String[] {"/", "/runs", "/chapter/1.2.3", "/ui/app.js"}) {
      HttpResponse<String> get = site.get(address);
      HttpResponse<String> head =
          site.send(site.request(address).method("HEAD", HttpRequest.BodyPublishers.noBody()));
      assertThat(head.statusCode()).as(address).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValue("Content-Type"))
          .isEqualTo(get.headers().firstValue("Content-Type"));
      assertThat(head.headers().firstValue("ETag")).isEqualTo(get.headers().firstValue("ETag"));
    }
  }

  @Test
  void aPageThatCarriesASecretIsKeptByNoCache() throws Exception {
    HttpResponse<String> page = site.get("/");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.headers().firstValue("ETag")).isEmpty();
  }
}
