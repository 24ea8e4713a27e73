package annlab.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.lab.Chapter;
import annlab.lab.Experiments;
import annlab.lab.Parameters;
import annlab.lab.claims.Claim;
import annlab.lab.comparison.Axis;
import annlab.lab.comparison.Comparison;
import annlab.lab.comparison.Comparisons;
import annlab.lab.comparison.Drift;
import annlab.lab.comparison.Drift.LayerDrift;
import annlab.lab.comparison.Side;
import annlab.lab.comparison.Timing;
import annlab.lab.runner.Runner;
import annlab.lab.runs.EpochProgress;
import annlab.lab.runs.Provenance;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunOptions;
import annlab.lab.settings.Json;
import annlab.lab.settings.Settings;
import annlab.lab.store.ProgressFile;
import annlab.lab.store.RunStore;
import annlab.networks.Epoch;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every page over a store with some past runs; nothing trains here. */
class PagesInBrowserTest {
  private static final Logger LOG = LoggerFactory.getLogger(PagesInBrowserTest.class);
  private static final double PATIENCE_MS = 60_000;
  private static final int EPOCHS = 5;
  private static final String SWEEP = "20261122-191503-sweep-a3f";

  @RegisterExtension
  static final SiteWindow SITE = new SiteWindow(PATIENCE_MS, PagesInBrowserTest::furnish);

  private static RunId first;
  private static RunId second;
  private static String compared;

  private static void furnish(RunStore store, Settings settings) {
    for (String id : List.of("threshold-logic-unit", "iris-perceptron")) {
      var experiment = Experiments.find(id);
      new Runner(store, settings).run(experiment, RunOptions.full(experiment));
    }
    first = pastRun(store, 42, 1.0);
    second = pastRun(store, 7, 1.2);
    compared = compare(store);
    keepSweep(store.home());
    keepSeeds(store);
  }

  /** Full runs of the image classifier from five seeds, as {@code run --seeds} keeps them. */
  private static void keepSeeds(RunStore store) {
    var experiment = Experiments.find("fashion-mnist");
    Claim claim =
        experiment.claims().stream()
            .filter(each -> each.id().equals("G5-validation-accuracy"))
            .findFirst()
            .orElseThrow();
    RunId known = store.summaries().get(store.summaries().size() - 1).id();
    Provenance origin =
        Provenance.of(
            store
                .provenance(known)
                .orElseThrow()
                .json()
                .put("fingerprint", experiment.fingerprint().orElseThrow()));
    double[] accuracies = {0.886, 0.8884, 0.891, 0.8878, 0.9004};
    for (int i = 0; i < accuracies.length; i++) {
      RunId run =
          store.queue(
              experiment.id(), experiment.defaults().withSeed(40 + i), false, "20200101-seeds");
      store.start(run);
      store.provenance(run, origin);
      store.finish(run, Map.of(), List.of(claim.judge(accuracies[i])), origin);
    }
  }

  /** A sweep as {@code annlab sweep} keeps it: two seeds at each of two rates and stacks. */
  private static void keepSweep(Path home) {
    String trial =
        "{\"id\": \"%d\", \"stage\": 0, \"run\": \"%s\", \"parameters\":"
            + " {\"/compile/optimizer/SGD/learning_rate\": %s, \"/seed\": %d, \"/sequential\": [%s]}}";
    String layer = "{\"Dense\": {\"units\": 300, \"activation\": \"relu\"}}";
    String deep = String.join(", ", Collections.nCopies(8, layer));
    List<String> trials =
        List.of(
            trial.formatted(1, first, "0.01", 1, layer),
            trial.formatted(2, second, "0.01", 2, layer),
            trial.formatted(3, first, "0.1", 1, deep),
            trial.formatted(4, "20200101-000000-fashion-mnist-000", "0.1", 2, deep));
    try {
      Path folder = Files.createDirectories(home.resolve("sweeps"));
      Files.writeString(
          folder.resolve(SWEEP + ".json"),
          """
          {"id": "%s", "title": "rates and seeds", "startedAt": "2026-11-22T19:15:03Z", "folder": "/",
           "objective": {"metric": "val_loss", "mode": "min"}, "specification": {}, "ended": "finished",
           "trials": [%s]}
          """
              .formatted(SWEEP, String.join(", ", trials)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void trialsOfASweepAreChosenByFieldAndByDrag() {
    Page page = SITE.open("sweeps");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("rates and seeds")).click();
    Locator rows = page.locator("table.trials tbody tr");
    assertThat(rows).hasCount(4);
    assertThat(rows.first()).containsText("best");
    assertThat(rows.first()).containsText("Dense 300 relu");
    assertThat(page.locator(".parallel path.trial")).hasCount(4);
    assertThat(page.locator(".charts .chart")).hasCount(3);

    page.getByLabel("learning rate, from").fill("0.05");
    page.keyboard().press("Tab");
    assertThat(rows).hasCount(2);
    assertThat(page.getByText("2 of 4 trials")).isVisible();
    // fields and button change while the focus is among them, and it stays there
    assertThat(page.getByLabel("learning rate, to")).isFocused();
    Locator all =
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("All trials"));
    assertThat(all).hasAttribute("aria-disabled", "false");
    all.press("Enter");
    assertThat(rows).hasCount(4);
    assertThat(all).isFocused();
    assertThat(all).hasAttribute("aria-disabled", "true");
    assertThat(page.getByLabel("learning rate, from")).hasValue("");

    Locator hold = page.locator(".parallel .hold").first();
    BoundingBox axis = inView(hold);
    double x = axis.x + axis.width / 2;
    page.mouse().move(x, axis.y + 0.8 * axis.height);
    page.mouse().down();
    page.mouse().move(x, axis.y + axis.height, new Mouse.MoveOptions().setSteps(4));
    page.mouse().up();
    assertThat(rows).hasCount(2);
    assertThat(page.locator(".parallel path.outside")).hasCount(2);
    hold.click();
    assertThat(rows).hasCount(4);
  }

  /**
   * The page of a sweep that goes on draws itself every two seconds: not under the hand of who
   * drags.
   */
  @Test
  void aDragOutlivesWhatArrivesMeanwhile() {
    Page page = SITE.open("sweeps");
    String running = "**/api/v1/sweeps/*";
    page.route(
        running,
        route -> {
          APIResponse answer = route.fetch();
          ObjectNode sweep = (ObjectNode) Json.parse(answer.text());
          sweep.put("status", "running");
          route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(Json.line(sweep)));
        });
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("rates and seeds")).click();
    assertThat(page.locator(".badge.running").first()).isVisible();
    Locator hold = page.locator(".parallel .hold").first();
    BoundingBox axis = inView(hold);
    double x = axis.x + axis.width / 2;
    page.mouse().move(x, axis.y + 0.8 * axis.height);
    page.mouse().down();
    page.mouse().move(x, axis.y + 0.9 * axis.height);
    Locator brush = page.locator(".parallel .brush");
    assertThat(brush).hasCount(1);
    for (int i = 0; i < 2; i++) {
      page.waitForResponse(running, () -> {});
    }
    page.mouse().move(x, axis.y + axis.height, new Mouse.MoveOptions().setSteps(4));
    assertThat(brush).hasCount(1);
    page.mouse().up();
    assertThat(page.locator("table.trials tbody tr")).hasCount(2);
    page.unroute(running);
  }

  /** Where it lies in the window, within which alone a mouse reaches it. */
  private static BoundingBox inView(Locator axis) {
    axis.evaluate("axis => axis.scrollIntoView({block: 'center'})");
    return axis.boundingBox();
  }

  /** A record as {@code annlab compare} keeps it; the second run has been deleted since. */
  private static String compare(RunStore store) {
    Run left = store.find(first).orElseThrow();
    RunId gone = pastRun(store, 42, 1.0);
    Run right = store.find(gone).orElseThrow();
    store.delete(gone);
    List<LayerDrift> layers =
        List.of(
            new LayerDrift("dense", 235_500, 2e-6, 1e-5, 40),
            new LayerDrift("dense_1", 30_100, 3e-6, 2e-5, 90));
    Comparison comparison =
        new Comparison(
            "20261122-191503-compare-fashion-mnist-a3f",
            "fashion-mnist",
            Axis.TYPES,
            Instant.parse("2026-11-22T19:15:03Z"),
            left.parameters(),
            true,
            new Side("float", left, new Timing(1.5, 20, 0.5, 190, 3)),
            new Side("double", right, new Timing(1.25, 30, 1, 190, 4)),
            new Drift(0, List.of(0.0, 5e-7, 2e-6), List.of(layers, layers)));
    new Comparisons(store.home()).save(comparison);
    return comparison.id();
  }

  /** A run with a history, made without training. */
  private static RunId pastRun(RunStore store, long seed, double loss) {
    RunId run = store.begin("fashion-mnist", Parameters.of(seed, EPOCHS), true);
    for (int i = 0; i < EPOCHS; i++) {
      Map<String, Double> logs = new LinkedHashMap<>();
      logs.put("loss", loss / (i + 1));
      logs.put("val_loss", 1.1 * loss / (i + 1));
      logs.put("accuracy", 1 - loss / (i + 2));
      logs.put("val_accuracy", 1 - 1.1 * loss / (i + 2));
      store.epoch(run, new Epoch(i, logs, 38, Duration.ofMillis(20)));
    }
    store
        .files()
        .write(
            run,
            "confusion.csv",
            "class,Bag,Coat\nBag,8,2\nCoat,0,9\n".getBytes(StandardCharsets.UTF_8));
    store.interrupt(run);
    return run;
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
        Map.entry("dl4j", "#data-and-normalizers"),
        Map.entry("runs", "table.list tbody tr"),
        Map.entry("runs/" + first, ".confusion"),
        Map.entry("compare", "#records"),
        Map.entry("sweeps", "table.list tbody tr"),
        Map.entry("sweeps/" + SWEEP, ".parallel path.trial"),
        Map.entry("compare?comparison=" + compared, ".chart canvas"),
        Map.entry("compare?run=" + first + "&run=" + second, ".chart canvas"),
        Map.entry("training?run=" + first, ".frame-place .empty, .frame-place iframe"),
        Map.entry("data", "#iris"),
        Map.entry("backprop?step=20", ".network"),
        Map.entry("losses", ".knob"),
        Map.entry("playground?rows=50", ".film"),
        Map.entry("draw", ".empty"),
        Map.entry("activations", "#slope"),
        Map.entry("doctor", "table.list tbody tr"));
  }

  /** A phone by day and a desk by night: between them every rule of the style sheet is used. */
  @ParameterizedTest
  @CsvSource({"360, LIGHT", "1280, DARK"})
  void noPageKeepsAnybodyOutOrScrollsSideways(int width, ColorScheme scheme) {
    Page page = SITE.open("", width, scheme);
    Set<String> links = new TreeSet<>();
    pages()
        .forEach(
            (path, drawn) -> {
              page.navigate(SITE.site().address() + path);
              assertThat(page.locator(drawn).first()).isAttached();
              Object needed = page.evaluate("() => document.documentElement.scrollWidth");
              assertThat(((Number) needed).intValue())
                  .as("width of /%s", path)
                  .isLessThanOrEqualTo(width);
              assertThat(Accessibility.violations(page)).as("/%s, %s", path, scheme).isEmpty();
              links.addAll(linksOf(page));
            });
    if (width == Chromium.DESKTOP) {
      leadSomewhere(page, links);
    }
  }

  /** Where a page leads to on this site. */
  private static List<String> linksOf(Page page) {
    Object found =
        page.evaluate(
            "() => [...document.querySelectorAll('a[href]')].map(a => new URL(a.href))"
                + ".filter(to => to.origin === location.origin).map(to => to.pathname + to.search + to.hash)");
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  /** Every address answers, and every fragment is there once its page is drawn. */
  private static void leadSomewhere(Page page, Set<String> links) {
    Map<String, Set<String>> fragments = new TreeMap<>();
    for (String link : links) {
      String[] parts = link.substring(1).split("#", 2);
      Set<String> wanted = fragments.computeIfAbsent(parts[0], address -> new TreeSet<>());
      if (parts.length == 2 && !parts[1].isEmpty()) {
        wanted.add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    assertThat(fragments).hasSizeGreaterThan(40);
    fragments.forEach(
        (address, wanted) -> {
          String url = SITE.site().address() + address;
          assertThat(page.request().get(url).status()).as(address).isEqualTo(200);
          if (!wanted.isEmpty() && !address.startsWith("api/")) {
            page.navigate(url);
            assertThat(page.locator("h1")).not().hasText("Not found");
            for (String id : wanted) {
              assertThat(page.locator("[id='" + id + "']")).isAttached();
            }
          }
        });
  }

  @Test
  void whatKeepsPeopleOutIsFound() {
    Page page = SITE.open("errata");
    assertThat(page.locator(".claim").first()).isVisible();
    page.evaluate("() => document.querySelector('main').append(document.createElement('select'))");
    assertThat(Accessibility.violations(page)).singleElement().asString().contains("select-name");
  }

  @Test
  void theFirstPageTellsHowTheStudyStands() {
    Page page = SITE.open("");
    assertThat(page.locator(".next-step")).isVisible();
    assertThat(page.locator(".counts .PASS dd")).hasText(Pattern.compile("[1-9][0-9]+"));
    assertThat(page.locator(".sections > li")).hasCount(Chapter.sections().size());
    assertThat(page.locator(".last li")).hasCount(5);
    assertThat(page.getByText("ND4J 1.0.0-M2.1")).isVisible();
  }

  /** An absolute time: true on a machine that does nothing else. */
  @Test
  @Tag("slow")
  void theFirstPageStandsWithinASecond() {
    double fastest = Double.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      // A window of its own has nothing in its cache.
      Page page = SITE.open("");
      assertThat(page.locator(".next-step")).isVisible();
      Object stood =
          page.evaluate(
              "() => new Promise(done => requestAnimationFrame(() => done(performance.now())))");
      fastest = Math.min(fastest, ((Number) stood).doubleValue());
    }
    LOG.info("the first page stands after {} ms", fastest);
    assertThat(fastest).as("milliseconds until the first page stands").isLessThan(1_000);
  }

  @Test
  void aSectionHasItsFormulasFiguresAndClaimsUnderLastingAnchors() {
    Page page = SITE.open("chapter/1.2.3#A5-epochs");
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
    page.navigate(SITE.site().address() + "chapter/1.2.3#xor");
    assertThat(page.locator("#xor")).isInViewport();
  }

  @Test
  void claimsAreFilteredSortedAndTakenAway() throws Exception {
    Page page = SITE.open("claims");
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
    assertThat(page.getByText("No claim matches.")).isVisible();
  }

  @Test
  void theLedgerPutsTheTightestFirstAndNoIntervalUnderTheChapter() {
    Page page = SITE.open("claims");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Used")).first().click();
    assertThat(page).hasURL(Pattern.compile("sort=used&down="));
    Locator used = page.locator("table.claims tbody td[data-label=Used]");
    List<String> measured =
        used.allTextContents().stream().takeWhile(text -> !text.equals("–")).toList();
    assertThat(measured).hasSizeGreaterThan(1);
    assertThat(measured)
        .extracting(text -> Double.parseDouble(text.replaceAll("[^0-9.]", "")))
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(page.locator("table.claims .why").first()).not().isEmpty();
    page.navigate(SITE.site().address() + "claims");
    assertThat(page.locator("table.claims tbody tr").first()).isVisible();
    assertThat(page.locator("td[data-label=Chapter]").allTextContents())
        .noneMatch(text -> text.contains(" - ") || text.matches("at (least|most).*"));
    assertThat(page.locator("td[data-label=Passes]").allTextContents())
        .anyMatch(text -> text.contains(" - "))
        .anyMatch(text -> text.startsWith("± "));

    page.evaluate("() => scrollTo(0, 3000)");
    page.locator("table.claims a").nth(40).evaluate("link => link.click()");
    assertThat(page.locator("article .claim").first()).isVisible();
    page.goBack();
    assertThat(page.locator("table.claims tbody tr").first()).isVisible();
    page.waitForCondition(() -> height(page, "Math.round(scrollY)") == 3000);
  }

  @Test
  void aClaimHasADotForEachSeedOnItsTolerance() {
    Page page = SITE.open("chapter/1.3.2#G5-validation-accuracy");
    Locator claim = page.locator("#G5-validation-accuracy");
    assertThat(claim.locator(".strip circle")).hasCount(5);
    assertThat(claim.locator(".strip .miss")).hasCount(1); // 0.9004 is beyond 0.8894 + 0.01
    assertThat(claim.locator(".strip")).hasAttribute("aria-label", Pattern.compile("0.9004 from"));
    assertThat(claim.locator(".claim-numbers")).containsText("chapter 0.8894");
    assertThat(claim.locator(".claim-numbers")).containsText("tolerance ± 0.01");
    assertThat(claim.locator(".seeds")).containsText("5 seeds: 0.886 to 0.9004, mean 0.89072");
    claim.getByText("Compare these runs").click();
    assertThat(page.locator(".compared li")).hasCount(5);
  }

  @Test
  void onAPhoneTheClaimsAreFoldedAndTheHeaderIsOneRow() {
    Page page = SITE.open("claims", Chromium.PHONE, ColorScheme.LIGHT);
    page.setViewportSize(390, 844);
    page.reload();
    assertThat(page.locator("details.fold").first()).isVisible();
    assertThat(height(page, "document.documentElement.scrollHeight")).isLessThan(10_000);
    for (String path : List.of("claims", "runs", "chapter/1.2.3", "playground", "data")) {
      page.navigate(SITE.site().address() + path);
      assertThat(page.locator("h1")).isVisible();
      assertThat(height(page, "document.querySelector('header.site').offsetHeight"))
          .isLessThanOrEqualTo(64);
    }
    page.locator("button.menu").click();
    assertThat(page.locator("#site-nav a").first()).isVisible();
  }

  private static int height(Page page, String script) {
    return ((Number) page.evaluate("() => " + script)).intValue();
  }

  @Test
  void twoRunsAreComparedFromTheList() {
    Page page = SITE.open("runs");
    page.getByLabel("Choose run " + first).check();
    page.getByLabel("Choose run " + second).check();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Compare 2")).click();
    assertThat(page.locator(".compared li")).hasCount(2);
    assertThat(page.locator("section[aria-labelledby=curves] canvas")).hasCount(4);
    Locator differs = page.locator("section[aria-labelledby=differences]");
    assertThat(differs.locator("tbody tr")).hasCount(1);
    assertThat(differs).containsText("seed");
    Locator drift = page.locator("section[aria-labelledby=drift] .plot").first();
    assertThat(drift).hasAttribute("aria-label", Pattern.compile(".*from A 0.04 after epoch 5.*"));
    page.getByLabel("Take run B away").click();
    assertThat(page.getByText("Choose two runs or more.")).isVisible();
  }

  /** A run of so many epochs under way, as another process would have it. */
  private static RunId running(long seed, int epochs) {
    RunId run = SITE.store().begin("fashion-mnist", Parameters.of(seed, epochs), true);
    SITE.store().epoch(run, epoch(0, 1.0));
    return run;
  }

  private static Epoch epoch(int number, double loss) {
    return new Epoch(number, Map.of("loss", loss), 1719, Duration.ofSeconds(2));
  }

  @Test
  void stepsOfAnEpochThatLastsAreSeenOnThePageInTheListAndInAComparison() {
    RunId run = running(61, 30);
    try (ProgressFile progress = SITE.store().progressFile(run)) {
      Page page = SITE.open("runs/" + run);
      Locator words = page.locator(".progress");
      assertThat(words).containsText("epoch 1 of 30");
      progress.write(new EpochProgress(1, 812, 1719, Duration.ofMillis(900)));
      assertThat(words).containsText("epoch 2 of 30, step 812 of 1,719");
      assertThat(words).containsText("about 57 s left");
      double share =
          ((Number) words.locator("progress").evaluate("bar => bar.value")).doubleValue();
      assertThat(share).isEqualTo(1 + 812 / 1719.0, within(1e-9));
      progress.write(new EpochProgress(1, 1700, 1719, Duration.ofMillis(1900)));
      assertThat(words).containsText("epoch 2 of 30, step 1,700 of 1,719");
      SITE.store().epoch(run, epoch(1, 0.5));
      assertThat(words).containsText("epoch 2 of 30");
      assertThat(words).not().containsText("step");

      progress.write(new EpochProgress(2, 5, 1719, Duration.ofMillis(600)));
      page.navigate(SITE.site().address() + "runs?status=running");
      Locator epochs = page.locator("table.list tbody td[data-label=Epochs]");
      assertThat(epochs).hasText("2 of 30, step 5 of 1,719");
      progress.write(new EpochProgress(2, 6, 1719, Duration.ofMillis(700)));
      assertThat(epochs).hasText("2 of 30, step 6 of 1,719");

      page.navigate(SITE.site().address() + "compare?run=" + run + "&run=" + first);
      Locator standing = page.locator(".compared .standing");
      assertThat(standing).hasText(Pattern.compile("running epoch 3 of 30, step 6 of 1,719"));
      progress.write(new EpochProgress(2, 900, 1719, Duration.ofMillis(1200)));
      assertThat(standing).hasText(Pattern.compile("epoch 3 of 30, step 900 of 1,719"));
    } finally {
      SITE.store().interrupt(run);
      SITE.store().delete(run);
    }
  }

  @Test
  void theListMovesWhateverHasTheFocus() {
    RunId run = running(62, 5);
    RunId gone = pastRun(SITE.store(), 63, 1.0);
    Page page = SITE.open("runs");
    Locator box = page.getByLabel("Choose run " + first);
    box.check();
    assertThat(box).isFocused();
    Locator epochs = page.locator("tr", row("Choose run " + run)).locator("td[data-label=Epochs]");
    assertThat(epochs).hasText("1 of 5");
    SITE.store().epoch(run, epoch(1, 0.5));
    assertThat(epochs).hasText("2 of 5");
    SITE.store().delete(gone);
    assertThat(page.getByLabel("Choose run " + gone)).hasCount(0);
    assertThat(box).isFocused();
    assertThat(box).isChecked();
    page.getByLabel("Search runs").focus();
    SITE.store().epoch(run, epoch(2, 0.4));
    assertThat(epochs).hasText("3 of 5");
    assertThat(page.getByLabel("Search runs")).isFocused();
    SITE.store().interrupt(run);
    SITE.store().delete(run);
  }

  private static Page.LocatorOptions row(String label) {
    return new Page.LocatorOptions()
        .setHas(SITE.context().pages().get(0).locator("[aria-label^='" + label + "']"));
  }

  @Test
  void aComparisonMovesAsLongAsARunTrains() {
    RunId run = running(64, 3);
    Page page = SITE.open("compare?run=" + run + "&run=" + first);
    Locator loss = page.locator("section[aria-labelledby=curves] figure.chart").first();
    loss.locator("summary").click();
    Locator last =
        page.locator("section[aria-labelledby=figures] tr", hasText("training loss, last"));
    assertThat(last.locator("td").first()).hasText("1");
    SITE.store().epoch(run, epoch(1, 0.25));
    assertThat(last.locator("td").first()).hasText("0.25");
    assertThat(loss.locator("tbody tr").nth(1)).containsText("0.25");
    SITE.store().epoch(run, epoch(2, 0.125));
    SITE.store().interrupt(run);
    assertThat(last.locator("td").first()).hasText("0.125");
    assertThat(page.locator(".compared .standing")).hasCount(0);
    SITE.store().delete(run);
  }

  private static Page.LocatorOptions hasText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  /** Three by three settings, of which the one in the middle is best. */
  private static List<RunId> grid() {
    List<RunId> runs = new ArrayList<>();
    for (String rate : List.of("0.001", "0.01", "0.1")) {
      for (int rows : new int[] {1000, 2000, 0}) {
        Parameters settings =
            new Parameters(1, 1, rows, Map.of("learning_rate", rate, "optimizer", "SGD"));
        RunId run = SITE.store().begin("fashion-mnist", settings, true);
        double loss = 0.2 + Math.abs(Math.log10(Double.parseDouble(rate)) + 2) + rows / 1e5;
        Map<String, Double> logs = Map.of("loss", loss, "accuracy", 1 - loss / 3);
        SITE.store().epoch(run, new Epoch(0, logs, 10, Duration.ofMillis(20)));
        SITE.store().interrupt(run);
        runs.add(run);
      }
    }
    return runs;
  }

  @Test
  void chosenRunsStandWithTheirSettingsAgainstResults() throws IOException {
    List<RunId> runs = grid();
    Page page = SITE.open("runs");
    for (RunId run : runs) {
      page.getByLabel("Choose run " + run).check();
    }
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Compare 9")).click();
    Locator part = page.locator("section[aria-labelledby=settings]");
    assertThat(part.locator(".parallel path.trial")).hasCount(9);
    assertThat(part.locator(".parallel .axis .name"))
        .hasText(new String[] {"rows", "learning rate", "training loss, best epoch"});
    assertThat(part.locator(".scatter circle")).hasCount(9);
    assertThat(page.getByText("Curves and tables are of the first 8")).isVisible();
    assertThat(page.locator(".compared li")).hasCount(8);
    part.locator("summary", new Locator.LocatorOptions().setHasText("Table of these runs")).click();
    Locator rows = part.locator("table.trials tbody tr");
    assertThat(rows).hasCount(9);
    assertThat(rows.first()).containsText("0.01");
    assertThat(rows.first()).containsText("all");

    // by field and key alone
    part.getByLabel("learning rate, from").fill("0.005");
    part.getByLabel("learning rate, to").fill("0.05");
    page.keyboard().press("Tab");
    assertThat(rows).hasCount(3);
    assertThat(part.getByText("3 of 9 runs")).isVisible();
    part.getByLabel("rows", new Locator.GetByLabelOptions().setExact(true)).selectOption("all");
    assertThat(rows).hasCount(1);
    part.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("All runs"))
        .press("Enter");
    assertThat(rows).hasCount(9);

    // by dragging along the axis of the result: the better half
    BoundingBox axis = part.locator(".parallel .hold").last().boundingBox();
    double x = axis.x + axis.width / 2;
    page.mouse().move(x, axis.y + 0.6 * axis.height);
    page.mouse().down();
    page.mouse().move(x, axis.y + axis.height, new Mouse.MoveOptions().setSteps(4));
    page.mouse().up();
    assertThat(rows).hasCount(3);
    assertThat(part.locator(".scatter circle.outside")).hasCount(6);

    part.getByLabel("Result").selectOption("training accuracy, last epoch");
    assertThat(part.locator(".parallel .axis .name").last())
        .hasText("training accuracy, last epoch");
    assertThat(rows).hasCount(9); // a filter of the other result is none of this
    part.getByLabel("learning rate, to").fill("0.005");
    page.keyboard().press("Tab");
    assertThat(rows).hasCount(3);
    Download csv =
        page.waitForDownload(
            () ->
                part.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("CSV"))
                    .click());
    assertThat(Files.readAllLines(csv.path()))
        .hasSize(4)
        .first()
        .isEqualTo("run,status,rows,learning_rate,\"training accuracy, last epoch\"");
    assertThat(Accessibility.violations(page)).isEmpty();
    part.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Compare these 3"))
        .click();
    assertThat(page.locator(".compared li")).hasCount(3);

    String all = "compare?" + String.join("&", runs.stream().map(run -> "run=" + run).toList());
    page = SITE.open(all, 390, ColorScheme.DARK);
    assertThat(page.locator(".parallel path.trial")).hasCount(9);
    assertThat(height(page, "document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
    assertThat(Accessibility.violations(page)).isEmpty();
    runs.forEach(SITE.store()::delete);
  }

  @Test
  void whatTheCompareCommandKeptIsShownStepByStep() {
    Page page = SITE.open("compare");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("types: float and double"))
        .click();
    assertThat(page.getByText("after step 3 one differs by more than 0.000001")).isVisible();
    assertThat(page.getByText("this record has outlived them")).isVisible();
    Locator split = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Time"));
    assertThat(split.locator("tbody tr").nth(2)).containsText("0.512");
    assertThat(page.locator("section[aria-labelledby=parting] canvas")).hasCount(2);
    Locator layers =
        page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Drift by layer"));
    assertThat(layers.locator("tbody tr")).hasCount(2);
    assertThat(layers.locator("tbody tr").last()).containsText("dense_1");
    page.navigate(SITE.site().address() + "compare?comparison=nothing");
    assertThat(page.getByText("There is no comparison of this name.")).isVisible();
    assertThat(SITE.chromium().complaints()).allMatch(text -> text.contains("404 (Not Found)"));
  }

  @Test
  void eachDrawingStandsWithItsClaim() {
    Page page = SITE.open("chapter/1.2.3");
    assertThat(page.locator("#A5-accuracy .drawing img")).hasCount(1);
    assertThat(page.locator("#A3-weighted-sum .drawing img")).hasCount(1);
  }

  @Test
  void runsAreSearchedTaggedAndDeletedAfterAQuestion() {
    RunId gone = pastRun(SITE.store(), 99, 1.0);
    Page page = SITE.open("runs");
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
    // it can be taken back
    assertThat(page.locator(".undo")).hasText("One run is deleted. Undo");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo")).click();
    assertThat(rows).hasCount(1);
    assertThat(page.locator(".undo")).isEmpty();
    assertThat(SITE.store().find(gone)).isPresent();
    // whoever goes elsewhere has meant it
    page.getByLabel("Choose run " + gone).check();
    page.onceDialog(com.microsoft.playwright.Dialog::accept);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete")).click();
    assertThat(page.getByText("No run fits the search.")).isVisible();
    page.navigate(SITE.site().address() + "doctor");
    page.waitForCondition(() -> SITE.store().find(gone).isEmpty());
  }

  @Test
  void aRunIsNamedOnItsPageAndCalledSoInTheList() {
    RunId run = pastRun(SITE.store(), 98, 1.0);
    Page page = SITE.open("runs/" + run);
    page.getByText("Name and note").click();
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Wide & slow");
    page.getByLabel("Note", new Page.GetByLabelOptions().setExact(true)).fill("one\ntwo");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save")).click();
    assertThat(page.locator("h1 .own-name")).hasText("Wide & slow");
    assertThat(page.locator(".labels .note")).hasText("one two");
    assertThat(page).hasTitle(Pattern.compile("^Wide & slow"));
    page.navigate(SITE.site().address() + "runs?q=slow");
    assertThat(page.locator("table.list tbody tr .own-name")).hasText("Wide & slow");
    SITE.store().delete(run);
  }

  @Test
  void curvesStandOverEpochsStepsOrTime() {
    RunId run = pastRun(SITE.store(), 97, 1.0);
    Page page = SITE.open("runs/" + run);
    Locator chart = page.locator("figure.chart").first();
    for (String by : List.of("step", "time", "epoch")) {
      page.getByLabel("By").selectOption(by);
      chart.locator(".u-over").hover();
      assertThat(chart.locator(".under"))
          .hasText(Pattern.compile((by.equals("time") ? "seconds" : by) + " [0-9.]+"));
      assertThat(page.locator("#epochs-from")).isVisible(visible(by.equals("epoch")));
    }
    SITE.store().delete(run);
  }

  private static LocatorAssertions.IsVisibleOptions visible(boolean wanted) {
    return new LocatorAssertions.IsVisibleOptions().setVisible(wanted);
  }

  @Test
  void whatIsChosenStaysInSightAndTheListStandsInItsAddress() {
    Page page = SITE.open("runs");
    page.getByLabel("Choose run " + first).check();
    page.getByLabel("Search runs").fill("no such words");
    assertThat(page.getByText("No run fits the search.")).isVisible();
    assertThat(page.locator(".chips li")).hasCount(1);
    page.onceDialog(
        dialog -> {
          assertThat(dialog.message()).contains("Delete this run", "seed ");
          dialog.dismiss();
        });
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete")).click();
    page.locator(".chips button").click();
    assertThat(page.locator(".chips li")).hasCount(0);
    assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete")))
        .isDisabled();

    page.getByLabel("Search runs").fill("seed");
    page.getByLabel("Kind").selectOption("full");
    page.reload();
    assertThat(page.getByLabel("Search runs")).hasValue("seed");
    assertThat(page.getByLabel("Kind")).hasValue("full");
  }

  @Test
  void anEpochWithoutAFiniteNumberIsAMarkedGap() {
    RunId run = SITE.store().begin("fashion-mnist", Parameters.of(3, 3), true);
    double[] losses = {1, Double.NaN, 8e40};
    for (int i = 0; i < losses.length; i++) {
      SITE.store().epoch(run, new Epoch(i, Map.of("loss", losses[i]), 1, Duration.ofMillis(1)));
    }
    SITE.store().interrupt(run);
    Page page = SITE.open("runs/" + run);
    Locator chart = page.locator("figure.chart").first();
    assertThat(chart.locator(".plot"))
        .hasAttribute("aria-label", Pattern.compile("not finite at epoch 2\\b"));
    chart.locator("summary").click();
    assertThat(chart.locator("tbody td")).hasText(new String[] {"1", "not finite", "8.000e+40"});
    Object width = page.evaluate("() => document.documentElement.scrollWidth");
    assertThat(((Number) width).intValue()).isLessThanOrEqualTo(1280);
    SITE.store().delete(run);
  }

  @Test
  void allChartsOfAPageShowTheSamePartOfTheAxis() {
    Page page = SITE.open("runs/" + first);
    Locator all =
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show all epochs"));
    assertThat(page.locator(".chart canvas").first()).isVisible();
    assertThat(all).hasCount(0);
    BoundingBox box = page.locator(".chart .u-over").first().boundingBox();
    double middle = box.y + box.height / 2;
    page.mouse().move(box.x + 0.25 * box.width, middle);
    page.mouse().down();
    page.mouse().move(box.x + 0.76 * box.width, middle, new Mouse.MoveOptions().setSteps(5));
    page.mouse().up();
    assertThat(all).hasCount(2);
    assertThat(page.locator("#epochs-from")).hasValue("2");
    assertThat(page.locator("#epochs-to")).hasValue("4");
    all.last().click();
    assertThat(all).hasCount(0);

    page.locator("#epochs-from").fill("3");
    page.locator("#epochs-to").fill("5");
    page.keyboard().press("Tab");
    assertThat(all).hasCount(2);
    page.locator(".chart summary").first().click();
    Download csv = page.waitForDownload(() -> page.getByText("CSV").first().click());
    assertThat(csv.suggestedFilename()).isEqualTo("loss.csv");
  }

  @Test
  void eachSectionHasSomethingToTryThatLeadsBack() {
    List<String> sections =
        List.of("1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.2.6", "1.3", "1.3.1", "1.3.2", "1.3.3");
    for (String section : sections) {
      Page page = SITE.open("chapter/" + section);
      assertThat(page.locator(".prose p").first()).isVisible();
      List<String> addresses =
          page.locator(".prose a.try").all().stream()
              .map(link -> link.getAttribute("href"))
              .toList();
      assertThat(addresses.size() + page.locator(".prose .live").count()).as(section).isPositive();
      for (String address : addresses) {
        page.navigate(SITE.site().address() + address.substring(1));
        assertThat(page.locator("h1")).not().hasText("Not found");
        // the section whose link led here comes first, and its place is there
        Locator back = page.locator(".crumbs a").first();
        assertThat(back)
            .hasAttribute(
                "href", Pattern.compile("/chapter/" + section.replace(".", "\\.") + "(#.+)?"));
        if (address.equals(addresses.get(addresses.size() - 1))) {
          String place = back.getAttribute("href").replaceFirst("[^#]*#?", "");
          back.click();
          assertThat(page.locator("h1")).hasText(Chapter.section(section).orElseThrow().title());
          if (!place.isEmpty()) {
            assertThat(page.locator("[id='" + place + "']")).isInViewport();
          }
        }
      }
    }
  }

  /** A text is looked for where the figure stands. */
  private static void says(Page page, String figure, String part, String text) {
    assertThat(page.locator("#figure-" + figure + " " + part)).hasText(text);
  }

  @Test
  void theLineOfAUnitIsDraggedAndMovedByKeys() {
    Page page = SITE.open("chapter/1.2.3");
    Locator figure = page.locator("#figure-threshold");
    Locator count = figure.locator(".right");
    assertThat(count).hasText(Pattern.compile("[0-9]+ of 25"));
    int right = Integer.parseInt(count.textContent().replace(" of 25", ""));
    figure.getByText("Turn it over").press("Enter");
    assertThat(count).hasText(25 - right + " of 25");
    figure.getByText("Turn it over").press("Enter");
    String weights = figure.locator(".weights").textContent();
    Locator end = figure.getByLabel("End 1 of the line");
    end.press("ArrowLeft");
    assertThat(figure.locator(".weights")).not().hasText(weights);
    assertThat(end).hasAttribute("aria-valuetext", "x 3.4, y 0.2");
    end.press("Shift+ArrowUp");
    assertThat(end).hasAttribute("aria-valuetext", "x 3.4, y 0.7");
    Object scrolls =
        end.evaluate("knob => knob.dispatchEvent(new Event('touchstart', {cancelable: true}))");
    assertThat(scrolls).as("whether a finger on a knob scrolls the page").isEqualTo(false);
    figure.locator(".plane").scrollIntoViewIfNeeded();
    for (String name : List.of("End 1 of the line", "End 2 of the line")) {
      BoundingBox at = figure.getByLabel(name).boundingBox();
      BoundingBox plane = figure.locator(".plane").boundingBox();
      page.mouse().move(at.x + at.width / 2, at.y + at.height / 2);
      page.mouse().down();
      double share = name.contains("1") ? 0.8 : 0.05;
      page.mouse().move(plane.x + plane.width * 0.42, plane.y + plane.height * share);
      page.mouse().up();
    }
    assertThat(count).hasText("25 of 25");
  }

  @Test
  void hebbsRuleAndThePerceptronsGoThroughTheSameRows() {
    Page page = SITE.open("chapter/1.2.3");
    Locator forward = page.locator("#figure-rules").getByLabel("One row forward");
    for (int i = 0; i < 4; i++) {
      forward.press("Enter");
    }
    Locator weights = page.locator("#figure-rules .weights");
    assertThat(weights).hasText(new String[] {"3, 3, −1", "2, 1, −1"});
    page.locator("#rules-step").press("End");
    assertThat(weights).hasText(new String[] {"11, 11, −1", "2, 1, −3"});
    assertThat(page.locator("#figure-rules .right")).hasText(new String[] {"2 of 4", "4 of 4"});

    page.locator("#convergence-table").selectOption("and");
    assertThat(page.locator("#figure-convergence .outcome")).containsText("Epoch 6: no mistake.");
    page.locator("#convergence-table").selectOption("xor");
    assertThat(page.locator("#figure-convergence .outcome"))
        .containsText("Epoch 20: 4 mistakes in four rows, as in the epochs before.");
    page.locator("#convergence-epoch").press("Home");
    says(page, "convergence", ".outcome", "All weights are 0. Move the epoch.");

    says(page, "layers", ".outcome", "4 of 4 rows are right.");
    page.locator("#layers-and").press("End");
    says(page, "layers", ".outcome", "3 of 4 rows are right.");
    page.locator("#layers-or").press("Home");
    says(page, "layers", ".outcome", "2 of 4 rows are right.");
  }

  @Test
  void figuresOfActivationsLossesOutputsAndParametersAnswerToKeys() {
    Page page = SITE.open("chapter/1.2.4");
    says(page, "activation", ".slope", "0.1966");
    page.locator("#activation-z").press("ArrowLeft");
    says(page, "activation", ".value", "0.7109"); // of the sigmoid at 0.9
    page.locator("#activation-function").selectOption("relu");
    says(page, "activation", ".slope", "1");
    says(
        page, "symmetry", ".outcome", Pattern.compile("3 of 4.* same weights, to the last bit\\."));
    page.locator("#symmetry-apart").press("ArrowRight");
    says(page, "symmetry", ".outcome", "4 of 4 rows are right. The neurons differ.");
    page.locator("#symmetry-epoch").press("Home");
    says(
        page, "symmetry", ".outcome", Pattern.compile("[23] of 4 rows are right\\. The neurons.*"));
    assertThat(Accessibility.violations(page)).isEmpty();
    page.locator("#figure-activation a.try").click();
    assertThat(page).hasURL(Pattern.compile("/activations\\?function=relu&z=0.9"));

    page.navigate(SITE.site().address() + "chapter/1.2.5");
    says(page, "outlier", "[data-moved=mse]", "0");
    page.getByLabel("The outlier").press("Shift+ArrowDown");
    assertThat(page.locator("[data-moved=mse]")).not().hasText("0");
    page.getByText("Pull it down to −4").press("Enter");
    page.waitForCondition(() -> Double.parseDouble(moved(page, "mse")) > 2);
    assertThat(Double.parseDouble(moved(page, "mae")))
        .isLessThan(Double.parseDouble(moved(page, "huber")));
    String far = moved(page, "mse");
    assertThat(Accessibility.violations(page)).isEmpty();
    page.locator("#figure-outlier a.try").click();
    assertThat(page.locator("[data-moved=mse]")).hasText(Pattern.compile("[1-9].*"));
    assertThat(Double.parseDouble(moved(page, "mse")))
        .isEqualTo(Double.parseDouble(far), within(1e-3));

    page.navigate(SITE.site().address() + "chapter/1.2.6");
    Locator totals = page.locator("#figure-outputs .total");
    assertThat(totals).hasText(new String[] {"together 100.0 %", "together 188.1 %"});
    page.locator("#logit-1").press("Home");
    assertThat(totals).hasText(new String[] {"together 100.0 %", "together 100.2 %"});
    assertThat(Accessibility.violations(page)).isEmpty();

    page.navigate(SITE.site().address() + "chapter/1.3.2");
    says(page, "parameters", ".all", "266,610");
    page.locator("#hidden-1").press("ArrowRight");
    says(page, "parameters", ".all", "275,460"); // 10 x 785 + 10 x 100 more
    says(page, "weighted", ".outcome", "2 of 6 rare rows are found, with 1 false alarm.");
    page.locator("#weighted-weight").press("End");
    says(page, "weighted", ".outcome", "5 of 6 rare rows are found, with 10 false alarms.");
    says(page, "shift", ".apart", Pattern.compile("0\\.[0-9]+ \\(100 %\\)"));
    page.locator("#shift-by").press("Home");
    for (int i = 0; i < 5; i++) {
      page.locator("#shift-by").press("ArrowRight");
    }
    says(page, "shift", ".apart", Pattern.compile("0\\.[0-9]+ \\(4[0-9]\\.[0-9] %\\)"));
    assertThat(Accessibility.violations(page)).isEmpty();

    page.navigate(SITE.site().address() + "chapter/1.3.3");
    Locator rows = page.locator("#figure-steps tbody tr");
    page.locator("#steps-step").press("Home");
    page.locator("#steps-step").press("ArrowRight");
    assertThat(rows).hasText(new String[] {"SGD−0.50.97−1.5−0.03", "Adam0.90.9−0.1−0.1"});
    assertThat(Accessibility.violations(page)).isEmpty();
  }

  private static void says(Page page, String figure, String part, Pattern text) {
    assertThat(page.locator("#figure-" + figure + " " + part)).hasText(text);
  }

  private static String moved(Page page, String loss) {
    return page.locator("[data-moved=" + loss + "]").textContent();
  }

  /** A section stands still once it is drawn, and the second costs little. */
  @ParameterizedTest
  @CsvSource({"360", "1280"})
  void sectionsStandStillAndAreLight(int width) {
    Page page = SITE.open("chapter/1.2.2", width, ColorScheme.LIGHT);
    assertThat(page.locator(".neighbours")).isAttached();
    for (String section : List.of("1.2.3", "1.2.5", "1.3.2")) {
      page.navigate(SITE.site().address() + "chapter/" + section);
      assertThat(page.locator(".neighbours")).isAttached();
      page.evaluate("() => document.fonts.ready.then(() => undefined)");
      assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
          .as(section)
          .isLessThanOrEqualTo(width);
      Object shift =
          page.evaluate(
              "() => new Promise(done => new PerformanceObserver(list => done(list.getEntries()"
                  + ".reduce((sum, entry) => sum + entry.value, 0)))"
                  + ".observe({type: 'layout-shift', buffered: true})"
                  + " || setTimeout(() => done(0), 300))");
      assertThat(((Number) shift).doubleValue()).as("shift of %s", section).isLessThan(0.1);
      Object bytes = page.evaluate(BYTES);
      LOG.info("{} at {}: shift {}, {} bytes", section, width, shift, bytes);
      if (section.equals("1.3.2")) {
        assertThat(((Number) bytes).intValue()).as("bytes of %s", section).isLessThan(60_000);
      }
    }
  }

  /** A page fetches what it shows, and no more. */
  @ParameterizedTest
  @ValueSource(strings = {"errata", "compare", "runs", "sweeps", "data"})
  void aSecondPageIsLight(String path) {
    Page page = SITE.open("");
    assertThat(page.locator("h1")).isVisible();
    page.navigate(SITE.site().address() + path);
    assertThat(page.locator("h1")).isVisible();
    page.waitForLoadState(LoadState.NETWORKIDLE);
    int bytes = ((Number) page.evaluate(BYTES)).intValue();
    LOG.info("{}: {} bytes", path, bytes);
    assertThat(bytes).isLessThan(60_000);
  }

  private static final String BYTES =
      "() => ['navigation', 'resource'].flatMap(type => performance.getEntriesByType(type))"
          + ".reduce((sum, entry) => sum + entry.transferSize, 0)";

  @Test
  void everyClaimOfASectionHasItsAnchorThere() {
    for (String section : List.of("1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.2.6", "1.3.1", "1.3.2")) {
      Page page = SITE.open("chapter/" + section);
      assertThat(page.locator(".neighbours")).isAttached();
      List<String> ids =
          Experiments.all().stream()
              .flatMap(experiment -> experiment.claims().stream())
              .filter(claim -> claim.section().equals(section))
              .map(Claim::id)
              .toList();
      Object missing =
          page.evaluate("ids => ids.filter(id => !document.getElementById(id))", List.copyOf(ids));
      assertThat((List<?>) missing).as(section).isEmpty();
      assertThat(ids).as(section).isNotEmpty();
    }
  }

  @Test
  void neuronsOfLogicAreSwitched() {
    Page page = SITE.open("chapter/1.2.2");
    Locator gates = page.locator(".live .gate figcaption");
    assertThat(gates).containsText(new String[] {"fires", "silent", "fires", "fires"});
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("B is off")).press("Enter");
    assertThat(gates).containsText(new String[] {"fires", "fires", "fires", "silent"});
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("A is on")).press("Space");
    assertThat(gates).containsText(new String[] {"silent", "silent", "fires", "silent"});
  }

  @Test
  void curvesAreSmoothedShiftedAndDrawnLogarithmically() {
    Page page = SITE.open("runs/" + first);
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
    Page page = SITE.open("data");
    for (String set : List.of("Iris", "California housing")) {
      assertThat(
              page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Rows of " + set))
                  .locator("tbody tr"))
          .hasCount(12);
    }
    assertThat(page.locator(".hash").first()).hasText(Pattern.compile("[0-9a-f]{64}"));
    page.navigate(SITE.site().address() + "errata");
    assertThat(page.locator(".claim").filter(text("X1-bias")).locator(".badge.PASS")).isVisible();
    page.navigate(SITE.site().address() + "doctor");
    assertThat(page.locator("#machine ~ table tbody tr").first()).containsText("Java");
    assertThat(page.locator("#backends ~ table tbody tr").first()).isVisible();
    assertThat(page.locator("#project ~ table tbody tr").first()).isVisible();
  }

  private static Locator.FilterOptions text(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void everyPageIsReachedByKeyboardFromTheFirst() {
    Page page = SITE.open("");
    assertThat(page.locator(".next-step")).isVisible();
    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("Tab");
    for (String name :
        List.of(
            "Chapter",
            "Claims",
            "Errata",
            "From Keras",
            "Playground",
            "Backprop",
            "Losses",
            "Activations",
            "Draw",
            "Runs",
            "Compare",
            "Sweeps",
            "DL4J",
            "Data",
            "Doctor")) {
      page.keyboard().press("Tab");
      assertThat((String) page.evaluate("() => document.activeElement.textContent"))
          .startsWith(name);
    }
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Doctor");
    assertThat(page.locator("nav [aria-current=page]")).hasText("Doctor");
  }
}
