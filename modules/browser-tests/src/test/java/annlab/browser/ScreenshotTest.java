package annlab.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import annlab.lab.RunStore;
import annlab.lab.Settings;
import annlab.web.Site;
import annlab.web.SiteOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the README's picture of the site from a full run on the whole data: {@code
 * -Dannlab.screenshots=docs/images}, a folder from the project's root on.
 */
@EnabledIfSystemProperty(named = "annlab.screenshots", matches = ".+")
class ScreenshotTest {
  private static final double FULL_RUN_MS = 900_000;

  /** Enough for the curves, the pictures and the first claims. */
  private static final int HEIGHT = 1_640;

  @Test
  void aFullRunAsThePictureOfTheSite(@TempDir Path home) {
    Settings own = Settings.load();
    Settings settings =
        new Settings(own.project(), home, own.dataFolders(), own.cache(), own.reports(), 0, 0);
    Path folder =
        Path.of(System.getProperty("annlab.root"))
            .resolve(System.getProperty("annlab.screenshots"));
    try (Chromium chromium = Chromium.start();
        RunStore store = RunStore.open(home);
        Site site = Site.start(new SiteOptions(store, settings, 0, 0, Extract.command()));
        BrowserContext window = chromium.window(Chromium.DESKTOP, ColorScheme.LIGHT)) {
      Page page = window.newPage();
      page.navigate(site.address() + "runs");
      page.getByLabel("Experiment").selectOption("fashion-mnist");
      page.getByLabel("Full").check();
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start run")).click();
      Locator finished = page.locator(".status-line .badge.finished");
      assertThat(finished)
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(FULL_RUN_MS));
      assertThat(page.locator("figure.picture")).hasCount(3);
      page.setViewportSize(Chromium.DESKTOP, HEIGHT);
      page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve("site.png")));
    }
  }
}
