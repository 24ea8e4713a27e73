package annlab.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.web.Site;
import annlab.web.SiteOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The real site over a real store, with runs that train in child processes. */
class SiteInBrowserTest {
  /** A child starts a JVM and loads ND4J; on a busy machine that takes its time. */
  private static final double PATIENCE_MS = 180_000;

  /**
   * Enough epochs to be seen growing, and to take the seconds of which DL4J's statistics are
   * collected; a quick one takes some hundredths of a second.
   */
  private static final int EPOCHS = 40;

  @RegisterExtension
  static final SiteWindow SITE = new SiteWindow(PATIENCE_MS, (store, settings) -> {});

  private Page startRun(int epochs) {
    Page page = SITE.open("runs");
    page.getByLabel("Experiment").selectOption("fashion-mnist");
    page.getByLabel("Quick").check();
    page.getByLabel("Epochs").fill(Integer.toString(epochs));
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start run")).click();
    assertThat(page).hasURL(Pattern.compile("/runs/[0-9]{8}-.*"));
    return page;
  }

  private static void awaitStatus(Page page, String status) {
    assertThat(page.locator(".status-line .badge." + status)).isVisible();
  }

  @Test
  void aRunStartedInThePageGrowsItsCurveAndFinishesAndShowsInDl4jsUi() {
    Page page = startRun(EPOCHS);
    page.evaluate(
        "() => { window.seen = new Set(); new MutationObserver(() => {"
            + " const place = document.querySelector('.progress span');"
            + " if (place) window.seen.add(place.textContent); })"
            + ".observe(document.body, {subtree: true, childList: true, characterData: true}); }");
    awaitStatus(page, "finished");

    Object seen = page.evaluate("() => [...window.seen]");
    assertThat((List<?>) seen)
        .as("what the page showed while the run went on")
        .filteredOn(text -> !text.equals("epoch 0 of " + EPOCHS))
        .hasSizeGreaterThan(1);
    assertThat(page.locator(".chart canvas")).hasCount(2);
    assertThat(page.locator(".chart .plot").first())
        .hasAttribute(
            "aria-label", Pattern.compile("Chart of loss .*after epoch " + EPOCHS + ".*"));
    page.locator(".chart summary").first().click();
    assertThat(page.locator(".chart").first().locator("tbody tr")).hasCount(EPOCHS);
    picturesAreShown(page);
    whatTheModelSeesIsShown(page);
    assertThat(page.getByText("A quick run judges no claim.")).isVisible();
    page.locator(".statistics > summary").click();
    assertThat(page.locator(".ridges svg")).isVisible();
    assertThat(Accessibility.violations(page)).as("a finished run with all its parts").isEmpty();

    Page dl4j =
        SITE.context()
            .waitForPage(
                () ->
                    page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions()
                                .setName(Pattern.compile("DL4J.s training UI")))
                        .click());
    assertThat(dl4j.getByText("MultiLayerNetwork")).isVisible();
    assertThat(dl4j.locator("#scoreiterchart canvas").first()).isVisible();
    Page embedded = SITE.context().newPage();
    embedded.navigate(page.url().replace("/runs/", "/training?run="));
    assertThat(embedded.frameLocator("iframe").getByText("MultiLayerNetwork")).isVisible();
    assertThat(embedded.locator(".frame-place"))
        .containsText(
            "“Total Parameter Updates”, “Updates/sec” and “Examples/sec” count those records, not the"
                + " training’s steps");
    Object scores =
        dl4j.evaluate("async () => (await (await fetch('overview/data')).json()).scores.length");
    assertThat(((Number) scores).intValue()).isGreaterThan(1);
  }

  private static void picturesAreShown(Page page) {
    Locator pictures = page.locator("figure.picture");
    assertThat(pictures).hasCount(3);
    assertThat(pictures.first().getByRole(AriaRole.IMG)).isVisible();
    assertThat(pictures.first().locator("dd .value")).hasCount(10);
    Object inked =
        page.evaluate(
            "() => [...document.querySelectorAll('figure.picture canvas')].every(canvas =>"
                + " new Set(canvas.getContext('2d').getImageData(0, 0, 28, 28).data).size > 20)");
    assertThat(inked).isEqualTo(true);
  }

  private static void whatTheModelSeesIsShown(Page page) {
    assertThat(page.locator(".confusion tbody tr")).hasCount(10);
    assertThat(page.locator("[aria-label='Neurons'] canvas")).hasCount(40);
    Locator thumbs = page.locator("[aria-label='Test images'] button");
    assertThat(thumbs).hasCount(40);
    page.getByLabel("Show", new Page.GetByLabelOptions().setExact(true)).selectOption("mistakes");
    assertThat(thumbs.first()).hasClass(Pattern.compile("wrong"));
    thumbs.first().click();
    assertThat(page.locator(".detail .badge.FAIL")).isVisible();
    page.locator(".confusion .right button").first().click();
    assertThat(page.getByLabel("Show", new Page.GetByLabelOptions().setExact(true)))
        .hasValue("right");
    for (String file : List.of("history.csv", "model.zip", "weights.npz")) {
      assertThat(
              page.locator(".files").getByText(file, new Locator.GetByTextOptions().setExact(true)))
          .isVisible();
    }
  }

  @Test
  void aRunIsStoppedByItsButton() {
    Page page = startRun(50_000);
    awaitStatus(page, "running");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Stop run")).click();
    awaitStatus(page, "interrupted");
    assertThat(page.getByText("Not judged: the run did not finish.")).isVisible();
    assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Stop run")))
        .hasCount(0);
  }

  @Test
  void theFormWorksByKeyboardAloneAndSaysWhatItRefuses() {
    Page page = SITE.open("runs");
    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.getByLabel("Epochs").focus();
    page.keyboard().type("200000");
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile("/runs$"));
    assertThat(page.getByText("epochs must be in [1, 100000] (see annlab.conf), got 200000"))
        .isVisible();
    // the browser itself tells of the refusal
    assertThat(SITE.chromium().complaints()).hasSize(1).allMatch(line -> line.contains("400"));
  }

  @Test
  void anUnknownAddressLeadsBack() {
    for (String path : List.of("nowhere", "runs/nothing", "runs/20200101-000000-fake-000")) {
      Page page = SITE.open(path);
      assertThat(page.locator("h1")).hasText("Not found");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("All runs")).click();
      assertThat(page.locator("h1")).hasText("Runs");
      // The browser itself notes each answer of 404; nothing else may be noted.
      assertThat(SITE.chromium().complaints()).allMatch(text -> text.contains("404 (Not Found)"));
    }
  }

  @Test
  void aServerThatGoesAwayIsSaidInWords(@TempDir Path elsewhere) throws Exception {
    Settings settings = TestProgram.settings(elsewhere);
    try (RunStore other = RunStore.open(settings.home())) {
      Site gone = Site.start(new SiteOptions(other, settings, 0, 0, TestProgram.command()));
      Page page = SITE.open("");
      page.navigate(gone.address() + "runs");
      assertThat(page.getByText("Nothing has run yet.")).isVisible();
      gone.close();
      assertThat(page.locator("#notice")).containsText("The server does not answer.");
      page.close();
    }
    assertThat(SITE.chromium().complaints()).allMatch(text -> text.contains("ERR_CONNECTION"));
  }
}
