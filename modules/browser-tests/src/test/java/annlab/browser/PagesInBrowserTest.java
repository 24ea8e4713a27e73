package annlab.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Experiments;
import annlab.lab.Parameters;
import annlab.lab.RunId;
import annlab.lab.RunOptions;
import annlab.lab.RunStore;
import annlab.lab.Runner;
import annlab.lab.Settings;
import annlab.networks.Epoch;
import annlab.web.Site;
import annlab.web.SiteOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page over a store with some past runs; nothing trains here. */
class PagesInBrowserTest {
  private static final double PATIENCE_MS = 60_000;
  private static final int EPOCHS = 5;

  @TempDir static Path home;
  private static RunStore store;
  private static Site site;
  private static Chromium chromium;
  private static RunId first;
  private static RunId second;
  private BrowserContext window;

  @BeforeAll
  static void start() throws Exception {
    chromium = Chromium.start();
    setDefaultAssertionTimeout(PATIENCE_MS);
    Settings settings = Extract.settings(home);
    store = RunStore.open(settings.home());
    for (String id : List.of("threshold-logic-unit", "iris-perceptron")) {
      var experiment = Experiments.find(id);
      new Runner(store, settings).run(experiment, RunOptions.full(experiment));
    }
    first = pastRun(42, 1.0);
    second = pastRun(7, 1.2);
    site = Site.start(new SiteOptions(store, settings, 0, 0, Extract.command()));
  }

  /** A run with a history, made without training. */
  private static RunId pastRun(long seed, double loss) {
    RunId run = store.begin("fashion-mnist", Parameters.of(seed, EPOCHS), true);
    for (int i = 0; i < EPOCHS; i++) {
      Map<String, Double> logs = new LinkedHashMap<>();
      logs.put("loss", loss / (i + 1));
      logs.put("val_loss", 1.1 * loss / (i + 1));
      store.epoch(run, new Epoch(i, logs, 38, Duration.ofMillis(20)));
    }
    store.artifact(
        run,
        "confusion.csv",
        "class,Bag,Coat\nBag,8,2\nCoat,0,9\n".getBytes(StandardCharsets.UTF_8));
    store.interrupt(run);
    return run;
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
      site.close();
      store.close();
    }
  }

  @AfterEach
  void nothingLeftTheMachineAndNothingWentWrong() {
    if (window != null) {
      window.close();
    }
    assertThat(chromium.foreignRequests()).isEmpty();
    assertThat(chromium.complaints()).isEmpty();
  }

  private Page open(String path) {
    return open(path, Chromium.DESKTOP, ColorScheme.LIGHT);
  }

  private Page open(String path, int width, ColorScheme scheme) {
    if (window != null) {
      window.close();
    }
    window = chromium.window(width, scheme);
    Page page = window.newPage();
    page.navigate(site.address() + path);
    return page;
  }

  /** Each page with what is there when it is drawn. */
  private static Map<String, String> pages() {
    return Map.ofEntries(
        Map.entry("", ".counts"),
        Map.entry("chapter", ".sections"),
        Map.entry("chapter/1.2.3#A5-epochs", ".claim"),
        Map.entry("chapter/1.2.1", ".prose"),
        Map.entry("claims?section=1.2.2", "table.claims tbody tr"),
        Map.entry("errata", ".claim"),
        Map.entry("runs", "table.list tbody tr"),
        Map.entry("runs/" + first, ".confusion"),
        Map.entry("compare", ".empty"),
        Map.entry("compare?run=" + first + "&run=" + second, ".chart canvas"),
        Map.entry("training?run=" + first, ".frame-place .empty, .frame-place iframe"),
        Map.entry("data", "#iris"),
        Map.entry("doctor", "table.list tbody tr"));
  }

  /** A phone by day and a desk by night: between them every rule of the style sheet is used. */
  @ParameterizedTest
  @CsvSource({"360, LIGHT", "1280, DARK"})
  void noPageKeepsAnybodyOutOrScrollsSideways(int width, ColorScheme scheme) {
    window = chromium.window(width, scheme);
    Page page = window.newPage();
    pages()
        .forEach(
            (path, drawn) -> {
              page.navigate(site.address() + path);
              assertThat(page.locator(drawn).first()).isAttached();
              Object needed = page.evaluate("() => document.documentElement.scrollWidth");
              assertThat(((Number) needed).intValue())
                  .as("width of /%s", path)
                  .isLessThanOrEqualTo(width);
              assertThat(Accessibility.violations(page)).as("/%s, %s", path, scheme).isEmpty();
            });
  }

  @Test
  void whatKeepsPeopleOutIsFound() {
    Page page = open("doctor");
    assertThat(page.locator("table.list tbody tr").first()).isVisible();
    page.evaluate("() => document.querySelector('main').append(document.createElement('select'))");
    assertThat(Accessibility.violations(page)).singleElement().asString().contains("select-name");
  }

  @Test
  void theFirstPageTellsHowTheStudyStands() {
    Page page = open("");
    assertThat(page.locator(".next-step")).isVisible();
    assertThat(page.locator(".counts .PASS dd")).hasText(Pattern.compile("[1-9][0-9]+"));
    assertThat(page.locator(".sections > li")).hasCount(9);
    assertThat(page.locator(".last li")).hasCount(4);
    assertThat(page.getByText("ND4J 1.0.0-M2.1")).isVisible();
  }

  /** An absolute time: true on a machine that does nothing else. */
  @Test
  @Tag("slow")
  void theFirstPageStandsWithinASecond() {
    double fastest = Double.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      // A window of its own has nothing in its cache.
      Page page = open("");
      assertThat(page.locator(".next-step")).isVisible();
      Object stood =
          page.evaluate(
              "() => new Promise(done => requestAnimationFrame(() => done(performance.now())))");
      fastest = Math.min(fastest, ((Number) stood).doubleValue());
    }
    assertThat(fastest).as("milliseconds until the first page stands").isLessThan(1_000);
  }

  @Test
  void aSectionHasItsFormulasFiguresAndClaimsUnderLastingAnchors() {
    Page page = open("chapter/1.2.3#A5-epochs");
    Locator claim = page.locator("#A5-epochs");
    assertThat(claim).isFocused();
    assertThat(claim.getByText("7").first()).isVisible();
    assertThat(claim.locator(".badge.PASS")).isVisible();
    assertThat(claim.locator("details")).hasAttribute("open", "");
    assertThat(claim.getByText("./annlab run iris-perceptron")).isVisible();
    assertThat(page.locator(".formula .katex").first()).isVisible();
    Object fonts =
        page.evaluate(
            "async () => { await document.fonts.ready;"
                + " return [...document.fonts].some(f => f.family.startsWith('KaTeX')"
                + " && f.status === 'loaded'); }");
    assertThat(fonts).isEqualTo(true);
    Locator figure = page.locator(".drawing img").first();
    figure.scrollIntoViewIfNeeded();
    page.waitForCondition(
        () -> ((Number) figure.evaluate("image => image.naturalWidth")).intValue() > 0);
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("1.2.4")).last().click();
    assertThat(page.locator("h1")).hasText("Multilayer perceptrons and backpropagation");
    page.navigate(site.address() + "chapter/1.2.3#xor");
    assertThat(page.locator("#xor")).isInViewport();
  }

  @Test
  void claimsAreFilteredSortedAndTakenAway() throws Exception {
    Page page = open("claims");
    Locator rows = page.locator("table.claims tbody tr");
    assertThat(rows.first()).isVisible();
    int all = rows.count();
    page.getByLabel("Verdict").selectOption("PASS");
    page.getByLabel("Section").selectOption("1.2.3");
    page.getByLabel("Search").fill("weight petal");
    assertThat(rows).hasCount(2);
    assertThat(all).isGreaterThan(100);
    assertThat(page).hasURL(Pattern.compile("q=weight\\+petal&status=PASS&section=1.2.3"));
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ours")).click();
    assertThat(rows.first()).containsText("-1.4");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ours")).click();
    assertThat(rows.first()).containsText("-2.2");

    Download csv =
        page.waitForDownload(
            () ->
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("CSV"))
                    .click());
    assertThat(Files.readAllLines(csv.path()))
        .hasSize(3)
        .first()
        .asString()
        .startsWith("id,section,kind,statement");
    Download json =
        page.waitForDownload(
            () ->
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("JSON"))
                    .click());
    assertThat(Files.readString(json.path())).contains("\"A5-weight-width\"");

    page.reload();
    assertThat(rows).hasCount(2);
    page.getByLabel("Search").fill("no such words");
    assertThat(page.getByText("No claim fits.")).isVisible();
  }

  @Test
  void twoRunsAreComparedFromTheList() {
    Page page = open("runs");
    page.getByLabel("Choose run " + first).check();
    page.getByLabel("Choose run " + second).check();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Compare 2")).click();
    assertThat(page.locator(".compared li")).hasCount(2);
    assertThat(page.locator("section[aria-labelledby=curves] canvas")).hasCount(2);
    Locator differs = page.locator("section[aria-labelledby=differences]");
    assertThat(differs.locator("tbody tr")).hasCount(1);
    assertThat(differs).containsText("seed");
    Locator drift = page.locator("section[aria-labelledby=drift] .plot").first();
    assertThat(drift).hasAttribute("aria-label", Pattern.compile(".*from A 0.04 after epoch 5.*"));
    page.getByLabel("Take run B away").click();
    assertThat(page.getByText("Choose two runs or more.")).isVisible();
  }

  @Test
  void runsAreSearchedTaggedAndDeletedAfterAQuestion() {
    RunId gone = pastRun(99, 1.0);
    Page page = open("runs");
    Locator rows = page.locator("table.list tbody tr");
    page.getByLabel("Choose run " + gone).check();
    page.onceDialog(dialog -> dialog.accept("spare"));
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Tag")).click();
    page.getByLabel("Search runs").fill("spare");
    assertThat(rows).hasCount(1);
    page.getByLabel("Choose run " + gone).check();
    page.onceDialog(com.microsoft.playwright.Dialog::dismiss);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete")).click();
    assertThat(rows).hasCount(1);
    page.onceDialog(com.microsoft.playwright.Dialog::accept);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete")).click();
    assertThat(page.getByText("No run fits the search.")).isVisible();
    assertThat(store.find(gone)).isEmpty();
  }

  @Test
  void curvesAreSmoothedShiftedAndDrawnLogarithmically() {
    Page page = open("runs/" + first);
    Locator canvas = page.locator(".chart canvas").first();
    assertThat(canvas).isVisible();
    String plain = (String) canvas.evaluate("c => c.toDataURL()");
    page.getByLabel("Move training curves left").fill("0.5");
    assertThat(page.getByText("0.50 epoch")).isVisible();
    String shifted = (String) page.locator(".chart canvas").first().evaluate("c => c.toDataURL()");
    page.getByLabel("Smoothing").fill("0.6");
    String smooth = (String) page.locator(".chart canvas").first().evaluate("c => c.toDataURL()");
    page.getByLabel("Logarithmic").check();
    String log = (String) page.locator(".chart canvas").first().evaluate("c => c.toDataURL()");
    assertThat(List.of(plain, shifted, smooth, log)).doesNotHaveDuplicates();
  }

  @Test
  void dataErrataAndDoctorSayWhatThereIs() {
    Page page = open("data");
    assertThat(page.getByText("./annlab data california-housing")).isVisible();
    assertThat(
            page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Rows of Iris"))
                .locator("tbody tr"))
        .hasCount(12);
    assertThat(page.locator(".hash").first()).hasText(Pattern.compile("[0-9a-f]{64}"));
    page.navigate(site.address() + "errata");
    assertThat(page.locator(".claim").filter(text("X1-bias")).locator(".badge.PASS")).isVisible();
    page.navigate(site.address() + "doctor");
    assertThat(page.locator("#machine ~ table tbody tr").first()).containsText("Java");
    assertThat(page.locator("#backends ~ table tbody tr").first()).isVisible();
    assertThat(page.locator("#project ~ table tbody tr").first()).isVisible();
  }

  private static Locator.FilterOptions text(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void everyPageIsReachedByKeyboardFromTheFirst() {
    Page page = open("");
    assertThat(page.locator(".next-step")).isVisible();
    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("Tab");
    for (String name :
        List.of("Chapter", "Claims", "Errata", "Runs", "Compare", "DL4J", "Data", "Doctor")) {
      page.keyboard().press("Tab");
      assertThat((String) page.evaluate("() => document.activeElement.textContent"))
          .startsWith(name);
    }
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Doctor");
    assertThat(page.locator("nav [aria-current=page]")).hasText("Doctor");
  }
}
