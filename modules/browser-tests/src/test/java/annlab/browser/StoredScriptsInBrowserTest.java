package annlab.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Parameters;
import annlab.lab.RunId;
import annlab.lab.RunStore;
import annlab.networks.Epoch;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a run holds is text and pictures, whatever somebody wrote into it. */
class StoredScriptsInBrowserTest {
  private static final String SCRIPT =
      "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";

  @RegisterExtension
  static final SiteWindow SITE =
      new SiteWindow(60_000, (store, settings) -> run = runFullOfScripts(store));

  private static RunId run;

  private static RunId runFullOfScripts(RunStore store) {
    RunId id = store.begin("fashion-mnist", Parameters.of(42, 2), true);
    store.epoch(id, new Epoch(0, Map.of("loss", 1.0, SCRIPT, 2.0), 1, Duration.ofMillis(1)));
    store.epoch(id, new Epoch(1, Map.of("loss", 0.5, SCRIPT, 1.0), 1, Duration.ofMillis(1)));
    keep(store, id, "confusion.csv", "class," + SCRIPT + ",Coat\n" + SCRIPT + ",8,2\nCoat,0,9\n");
    keep(
        store,
        id,
        "published.json",
        "{\"source\":\"S\",\"history\":{\"loss\":[1,2]}}"
            .replace("S", SCRIPT.replace("\"", "\\\"")));
    keep(
        store,
        id,
        "drawing.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"window.hacked=1\"><script>"
            + "parent.hacked=1</script><text>x</text></svg>");
    store.fail(id, "it failed at " + SCRIPT);
    return id;
  }

  private static void keep(RunStore store, RunId id, String name, String content) {
    store.files().write(id, name, content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aScriptInARunIsShownAsTextAndNeverRuns() {
    for (String path :
        List.of("", "runs", "runs/" + run, "compare?run=" + run + "&run=" + run, "training")) {
      Page page = SITE.open(path);
      assertThat(page.locator("h1")).isVisible();
      if (path.startsWith("runs/")) {
        assertThat(page.getByText("it failed at " + SCRIPT)).isVisible();
        assertThat(page.locator(".confusion th").first()).isVisible();
        page.locator(".drawing img").first().scrollIntoViewIfNeeded();
      }
      page.waitForTimeout(200);
      assertThat(page.evaluate("() => window.hacked === undefined")).as(path).isEqualTo(true);
      assertThat(page.locator("main script, main img[src=x]")).hasCount(0);
    }
  }
}
