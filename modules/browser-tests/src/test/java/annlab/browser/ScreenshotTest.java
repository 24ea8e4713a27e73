package annlab.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.RunStatus;
import annlab.lab.RunStore;
import annlab.lab.RunSummary;
import annlab.lab.Settings;
import annlab.web.Site;
import annlab.web.SiteOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the pictures of the site for README and docs from the runs of this home (ANNLAB_HOME), so
 * after {@code annlab reproduce}: {@code -Dannlab.screenshots=docs/images}, a folder from the
 * project's root on.
 */
@EnabledIfSystemProperty(named = "annlab.screenshots", matches = ".+")
class ScreenshotTest {
  private static final String IMAGES = "fashion-mnist";
  private static final int HEIGHT = 1_000;

  /** Enough for the curves, the pictures and the confusion matrix. */
  private static final int RUN_HEIGHT = 2_150;

  @Test
  void picturesOfTheMainPages() {
    Settings settings = Settings.load();
    Path folder =
        Path.of(System.getProperty("annlab.root"))
            .resolve(System.getProperty("annlab.screenshots"));
    try (Chromium chromium = Chromium.start();
        RunStore store = RunStore.open(settings.home());
        Site site = Site.start(new SiteOptions(store, settings, 0, 0, Extract.command()));
        BrowserContext day = chromium.window(Chromium.DESKTOP, ColorScheme.LIGHT);
        BrowserContext night = chromium.window(Chromium.DESKTOP, ColorScheme.DARK)) {
      List<RunSummary> runs = fullRuns(store);
      RunSummary newest = runs.get(0);
      Camera light = new Camera(day.newPage(), site.address(), folder);
      light.take("", ".next-step", "site.png", HEIGHT);
      light.take("chapter/1.2.3#A5-weight-length", ".claim", "chapter.png", HEIGHT);
      light.take("claims?section=1.3.2", "table.claims", "claims.png", HEIGHT);
      light.take("runs/" + newest.id(), ".confusion", "run.png", RUN_HEIGHT);
      Optional<RunSummary> other =
          runs.stream().filter(run -> !run.parameters().equals(newest.parameters())).findFirst();
      if (other.isPresent()) {
        String two = "compare?run=" + newest.id() + "&run=" + other.get().id();
        light.take(two, "section[aria-labelledby=drift] canvas", "compare.png", HEIGHT);
      }
      new Camera(night.newPage(), site.address(), folder)
          .take("chapter/1.2.4#activations", ".claim", "chapter-dark.png", HEIGHT);
    }
  }

  /** The laboratories need no runs: they are shown over a home of their own. */
  @Test
  void picturesOfTheLaboratories(@TempDir Path home) throws Exception {
    Path folder =
        Path.of(System.getProperty("annlab.root"))
            .resolve(System.getProperty("annlab.screenshots"));
    Settings settings = Extract.settings(home);
    try (Chromium chromium = Chromium.start();
        RunStore store = RunStore.open(settings.home());
        Site site = Site.start(new SiteOptions(store, settings, 0, 0, Extract.command()));
        BrowserContext day = chromium.window(Chromium.DESKTOP, ColorScheme.LIGHT);
        BrowserContext night = chromium.window(Chromium.DESKTOP, ColorScheme.DARK)) {
      Camera light = new Camera(day.newPage(), site.address(), folder);
      light.take("backprop?step=27", ".network", "backprop.png", HEIGHT);
      light.take(
          "losses?points=0.5,2.5;1.5,2.4;2.5,3.6;3.5,3.5;4.5,4.5;5.5,4.4;6.5,5.6;7.5,5.5;8.5,-4;9.5,6.6",
          ".knob",
          "losses.png",
          HEIGHT);
      new Camera(night.newPage(), site.address(), folder)
          .take("activations?function=gelu&z=-0.7", "#slope", "activations.png", HEIGHT);
    }
  }

  private static List<RunSummary> fullRuns(RunStore store) {
    List<RunSummary> runs =
        store.summaries().stream()
            .filter(run -> run.experiment().equals(IMAGES) && !run.quick())
            .filter(run -> run.status() == RunStatus.FINISHED)
            .toList();
    assertThat(runs)
        .as("full runs of %s in %s; first: ./annlab reproduce", IMAGES, store.home())
        .isNotEmpty();
    return runs;
  }

  private record Camera(Page page, String site, Path folder) {
    void take(String path, String drawn, String file, int height) {
      page.setViewportSize(Chromium.DESKTOP, height);
      page.navigate(site + path);
      assertThat(page.locator(drawn).first()).isVisible();
      page.evaluate("() => document.fonts.ready");
      page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(file)));
    }
  }
}
