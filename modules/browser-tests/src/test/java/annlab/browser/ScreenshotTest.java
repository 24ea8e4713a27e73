package annlab.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.lab.Experiments;
import annlab.lab.runner.Runner;
import annlab.lab.runs.RunOptions;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.web.Site;
import annlab.web.SiteOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
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

  /** How long both trainings of the playground may take. */
  private static final double TRAINING_MS = 120_000;

  /** Enough for the choices and both films. */
  private static final int LABORATORY_HEIGHT = 1_750;

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
        Site site = Site.start(new SiteOptions(store, settings, 0, 0, TestProgram.command()));
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
    Settings settings = TestProgram.settings(home);
    try (Chromium chromium = Chromium.start();
        RunStore store = RunStore.open(settings.home());
        Site site = Site.start(new SiteOptions(store, settings, 0, 0, TestProgram.command()));
        BrowserContext day = chromium.window(Chromium.DESKTOP, ColorScheme.LIGHT);
        BrowserContext night = chromium.window(Chromium.DESKTOP, ColorScheme.DARK)) {
      Camera light = new Camera(day.newPage(), site.address(), folder);
      light.page().navigate(site.address() + "playground");
      light.page().getByText("Train", new Page.GetByTextOptions().setExact(true)).last().click();
      assertThat(light.page().getByText("Training has ended."))
          .hasCount(2, new LocatorAssertions.HasCountOptions().setTimeout(TRAINING_MS));
      String kept = light.page().url().replaceFirst(".*/playground", "playground");
      light.take(kept, ".film .curve", "playground.png", LABORATORY_HEIGHT);
      var experiment = Experiments.find(IMAGES);
      new Runner(store, settings).run(experiment, RunOptions.quick(experiment));
      light.page().navigate(site.address() + "draw");
      light
          .page()
          .getByLabel("Or a picture of your own")
          .setInputFiles(new FilePayload("boot.png", "image/png", boot()));
      assertThat(light.page().locator("#best")).isVisible();
      light.shoot("draw.png");
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

  /** The first test picture, as a file that a reader might choose. */
  private static byte[] boot() throws IOException {
    byte[] idx = new DataHome().content(FashionMnist.TEST_IMAGES);
    int header = 16;
    byte[] pixels = Arrays.copyOfRange(idx, header, header + 28 * 28);
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, 28, 28, pixels);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
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
      shoot(file);
    }

    void shoot(String file) {
      page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(file)));
    }
  }
}
