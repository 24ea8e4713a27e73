package annlab.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Parameters;
import annlab.lab.runs.RunId;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.lab.store.StatisticsFile;
import annlab.networks.Epoch;
import annlab.networks.statistics.Distribution;
import annlab.networks.statistics.LayerStatistics;
import annlab.networks.statistics.StepStatistics;
import annlab.networks.statistics.TensorStatistics;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The statistics of a run's layers on its page. */
class StatisticsInBrowserTest {
  private static final double PATIENCE_MS = 60_000;
  private static final int EPOCHS = 40;

  @RegisterExtension
  static final SiteWindow SITE = new SiteWindow(PATIENCE_MS, StatisticsInBrowserTest::furnish);

  private static RunId past;
  private static RunId bare;

  private static void furnish(RunStore store, Settings settings) {
    past = store.begin("fashion-mnist", Parameters.of(42, EPOCHS), true);
    StatisticsFile file = store.statistics(past);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      store.epoch(
          past, new Epoch(epoch, Map.of("loss", 1.0 / (epoch + 1)), 38, Duration.ofMillis(20)));
      if (epoch % 2 == 0 || epoch == EPOCHS - 1) {
        file.append(point(epoch));
      }
    }
    file.keep();
    store.interrupt(past);
    bare = store.begin("fashion-mnist", Parameters.of(7, 1), true);
    store.interrupt(bare);
  }

  private static StepStatistics point(int epoch) {
    Random random = new Random(epoch);
    double[] weights = random.doubles(400, -1 - 0.05 * epoch, 1 + 0.02 * epoch).toArray();
    double[] small = random.doubles(400, -1e-3, 1e-3).toArray();
    Distribution some = Distribution.of(weights, 400);
    Distribution updates = Distribution.of(small, 400);
    Distribution odd = Distribution.of(new double[] {Double.NaN, 1}, 2);
    return new StepStatistics(
        epoch,
        37,
        32,
        0.01,
        List.of(layer("dense", some, updates), layer("dense_1", epoch == 4 ? odd : some, updates)),
        Map.of(
            "forward",
            1e-4,
            "backward",
            2e-4,
            "update",
            1e-5,
            "training",
            0.02,
            "validation",
            0.01),
        100 << 20,
        50 << 20);
  }

  private static LayerStatistics layer(String name, Distribution some, Distribution updates) {
    return new LayerStatistics(
        name,
        List.of(
            new TensorStatistics("kernel", 400, some, Optional.of(updates), updates),
            new TensorStatistics("bias", 400, updates, Optional.of(updates), updates)),
        some,
        OptionalDouble.of(0.25));
  }

  private static Page opened(int width, ColorScheme scheme) {
    Page page = SITE.open("runs/" + past, width, scheme);
    Locator summary = page.locator(".statistics > summary");
    summary.focus();
    page.keyboard().press("Enter");
    assertThat(page.locator(".ridges svg")).isVisible();
    return page;
  }

  @Test
  void layersAreDrawnOnceSomebodyOpensThem() {
    Page page = SITE.open("runs/" + past);
    assertThat(page.locator("section[aria-labelledby=statistics] summary")).hasCount(1);
    assertThat(page.locator(".statistics figure.chart")).hasCount(0);
    page = opened(Chromium.DESKTOP, ColorScheme.LIGHT);
    assertThat(page.locator(".statistics .charts figure.chart")).hasCount(10);
    Locator ratio = page.locator(".statistics figure.chart").first();
    assertThat(ratio.locator("figcaption")).containsText("Log10 of update to weight");
    assertThat(ratio.locator(".legend li")).hasCount(3);
    assertThat(ratio.locator(".legend")).containsText("a thousandth");
    assertThat(ratio.locator(".plot"))
        .hasAttribute("aria-label", Pattern.compile(".*not finite at epoch 5\\b.*"));
    ratio.locator("details summary").click();
    assertThat(ratio.locator("tbody tr")).hasCount(21);
    assertThat(ratio.locator("tbody tr").nth(2)).containsText("not finite");
  }

  @Test
  void ridgesAndTensorsAreChosenByKeyboard() throws IOException {
    Page page = opened(Chromium.DESKTOP, ColorScheme.LIGHT);
    assertThat(page.locator(".ridge")).hasCount(21);
    Locator choice = page.getByLabel("Histograms over epochs of");
    choice.focus();
    page.keyboard().press("End");
    assertThat(page.locator(".ridges svg"))
        .hasAttribute("aria-label", Pattern.compile("Histograms of dense_1, activations.*"));
    Locator figure = page.locator(".statistics > div figure.chart").last();
    figure.locator("details summary").click();
    assertThat(figure.locator("tbody tr")).hasCount(21);
    Path table =
        page.waitForDownload(
                () ->
                    figure
                        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("CSV"))
                        .click())
            .path();
    assertThat(Files.readString(table))
        .startsWith("epoch,lowest,mean,standard deviation,highest,counts\r\n1,");
    page.getByLabel("Of each layer the").focus();
    page.keyboard().press("End");
    assertThat(page.getByLabel("Of each layer the")).hasValue("bias");
  }

  @Test
  void aRunWithoutStatisticsSaysSo() {
    Page page = SITE.open("runs/" + bare);
    page.locator(".statistics > summary").click();
    assertThat(page.locator(".statistics .empty")).containsText("This run kept no statistics");
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "1280, DARK", "390, LIGHT", "360, DARK"})
  void everybodyCanReadThem(int width, ColorScheme scheme) {
    Page page = opened(width, scheme);
    assertThat(Accessibility.violations(page)).isEmpty();
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(width);
    String pictures = System.getProperty("annlab.pictures");
    if (pictures != null) {
      page.locator(".statistics")
          .screenshot(
              new Locator.ScreenshotOptions()
                  .setPath(Path.of(pictures, width + "-" + scheme + ".png")));
    }
  }
}
