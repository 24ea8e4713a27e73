package annlab.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.lab.Experiments;
import annlab.lab.runner.Runner;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunOptions;
import annlab.networks.Epoch;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trainings of the playground and judged drawings, in the worker's own process. */
class PlaygroundInBrowserTest {
  private static final Logger LOG = LoggerFactory.getLogger(PlaygroundInBrowserTest.class);

  /** The worker starts a JVM and loads ND4J; on a busy machine that takes its time. */
  private static final double PATIENCE_MS = 120_000;

  private static final String SMALL = "playground?set=xor&rows=80&epochs=40&layers=6&seed=5";

  @RegisterExtension
  static final SiteWindow SITE = new SiteWindow(PATIENCE_MS, (store, settings) -> {});

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void train(Page page, int films) {
    assertThat(page.locator(".film")).hasCount(films);
    button(page, "Train").click();
    assertThat(page.getByText("Training has ended.")).hasCount(films);
  }

  private static String picture(Page page, int film) {
    Locator canvas = page.locator(".film").nth(film).locator(".screen canvas");
    return (String) canvas.evaluate("c => c.toDataURL()");
  }

  @Test
  void bothModelsLearnSideBySideAndTheirFilmsAreScrubbed() {
    Page page = SITE.open(SMALL + "&test=25");
    train(page, 2);
    Locator network = page.locator(".film").nth(1);
    assertThat(network.locator("figcaption")).hasText("Network 2-6-1");
    assertThat(network.locator(".epoch")).hasText("40");
    Locator slider = network.locator("input[type=range]");
    assertThat(slider).hasAttribute("max", "40");
    String end = picture(page, 1);
    slider.focus();
    page.keyboard().press("Home");
    assertThat(network.locator(".epoch")).hasText("0");
    String begin = picture(page, 1);
    assertThat(begin).isNotEqualTo(end);
    network.locator("button[title='One frame forward']").click();
    assertThat(network.locator(".epoch")).hasText("1");
    network.locator("button[title='One frame back']").click();
    assertThat(network.locator(".epoch")).hasText("0");
    assertThat(picture(page, 1)).isEqualTo(begin);
    network.locator("button[title=Play]").click();
    assertThat(network.locator(".epoch")).hasText("40");
    assertThat(picture(page, 1)).isEqualTo(end);
    assertThat(network.locator(".data-table tbody tr")).hasCount(41 + 7);
    assertThat(network.locator(".diagram canvas")).hasCount(6);
    assertThat(network.locator(".wire")).hasCount(2 * 6 + 6);
    assertThat(network.locator(".point-0.apart, .point-1.apart")).hasCount(20);
    assertThat(network.locator(".test-loss")).hasText(Pattern.compile("[0-9.]+"));
    assertThat(network.locator(".test-accuracy")).hasText(Pattern.compile("[0-9.]+ %"));
    assertThat(network.getByText("cross-entropy on 20 test points")).isVisible();
    assertThat(Accessibility.violations(page)).isEmpty();

    // the films are kept with their runs, and the address names them
    assertThat(page).hasURL(Pattern.compile("runs=[0-9]{8}-.*"));
    page.reload();
    assertThat(page.getByText("The film of a training that was kept.")).hasCount(2);
    assertThat(picture(page, 1)).isEqualTo(end);
    network.getByText("The run with its curves and files").click();
    assertThat(page.locator("h1")).containsText("playground");
    assertThat(page.locator(".status-line .badge.finished")).isVisible();
    page.getByText("Play its film").click();
    assertThat(page.getByLabel("Test points, %")).hasValue("25");
    assertThat(page.getByLabel("Hidden layers, as 8,4")).hasValue("6");
    assertThat(page.getByText("The film of a training that was kept.")).hasCount(1);
    assertThat(picture(page, 0)).isEqualTo(end);
  }

  /** Everything that was chosen is kept with the run, so that what differs is that alone. */
  @Test
  void ofTwoTrainingsThatDifferInTheRateOnlyTheRateDiffers() {
    List<String> runs = new ArrayList<>();
    for (String rate : List.of("0.02", "0.05")) {
      Page page = SITE.open(SMALL.replace("epochs=40", "epochs=2") + "&model=network&rate=" + rate);
      train(page, 1);
      assertThat(page).hasURL(Pattern.compile("runs=[0-9]{8}-.*"));
      runs.add(page.url().replaceFirst(".*runs=([^&]+).*", "$1"));
    }
    Page page = SITE.open("compare?run=" + runs.get(0) + "&run=" + runs.get(1));
    Locator differs = page.locator("section[aria-labelledby=differences] tbody tr");
    assertThat(differs).hasCount(1);
    assertThat(differs).hasText(Pattern.compile("learning rate\\s*0.02\\s*0.05"));
  }

  @Test
  void aPerceptronIsSeenToLearnPointByPoint() {
    Page page = SITE.open("playground?set=linear&model=perceptron");
    page.setViewportSize(1440, 900);
    Locator film = page.locator(".film");
    for (String hidden : List.of("Activation", "Loss", "Optimizer", "Batch size", "Its strength")) {
      assertThat(page.getByLabel(hidden, new Page.GetByLabelOptions().setExact(true))).isHidden();
    }
    assertThat(film.locator(".equation")).hasCount(0);
    BoundingBox plane = film.locator("svg.plane").first().boundingBox();
    BoundingBox train = button(page, "Train").boundingBox();
    assertThat(plane.y + plane.height).isLessThan(900);
    assertThat(train.y + train.height).isLessThan(900);
    button(page, "Train").press("Enter");
    assertThat(button(page, "Train")).isFocused();
    assertThat(film.locator(".verdict"))
        .containsText(Pattern.compile("Separated after \\d+ mistakes: epoch \\d+ has none"));
    assertThat(film.locator(".verdict")).containsText("at most (R/γ)²");
    assertThat(film.locator(".accuracy")).hasText("100 %");
    assertThat(film.getByText("Training has ended.")).isVisible();
    assertThat(button(page, "Train")).isFocused();
    assertThat(Accessibility.violations(page)).isEmpty();

    page.getByLabel("Data").selectOption("and");
    page.getByLabel("Learning rate").fill("1");
    page.getByLabel("Learning rate").blur();
    Locator forward = film.locator("button[title='One point forward']");
    assertThat(film.locator("input[type=range]")).hasAttribute("max", "32");
    forward.focus();
    page.keyboard().press("Enter");
    assertThat(film.locator(".weights")).hasText("w₁ = −1, w₂ = 0, b = −1");
    assertThat(film.locator(".equation").first())
        .hasText("z = w₁x₁ + w₂x₂ + b = 0 × 1 + 0 × 0 + 0 = 0 + 0 + 0 = 0");
    assertThat(film.locator(".equation")).hasCount(4);
    film.locator("input[type=range]").press("End");
    assertThat(film.locator(".accuracy")).hasText("100 %");
    assertThat(page).hasURL(Pattern.compile("set=and&rate=1&model=perceptron$"));
  }

  @Test
  void whoWantsLessMotionSeesTheEndOfAFilm() {
    Page page = SITE.open(SMALL);
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    assertThat(page.locator("#stage")).isAttached();
    page.evaluate(
        "() => { window.seen = new Set(); new MutationObserver(() =>"
            + " document.querySelectorAll('.film .epoch').forEach((epoch, i) =>"
            + " window.seen.add(i + ':' + epoch.textContent)))"
            + ".observe(document.getElementById('stage'), {subtree: true, childList: true,"
            + " characterData: true}); }");
    train(page, 2);
    Locator network = page.locator(".film").nth(1);
    assertThat(network.locator(".epoch")).hasText("40");
    // before the training, its first frame, its end
    Object frames =
        page.evaluate("() => [...window.seen].filter(each => each.startsWith('1:')).length");
    assertThat(((Number) frames).intValue()).isLessThanOrEqualTo(3);
    network.locator("input[type=range]").press("Home");
    assertThat(network.locator(".epoch")).hasText("0");
    network.locator("button[title=Play]").press("Enter");
    assertThat(network.locator(".epoch")).hasText("40");
    assertThat(network.locator("button[title=Play]")).hasText("Play");
    assertThat((Integer) page.evaluate("() => document.getAnimations().length")).isZero();
  }

  @Test
  void anAddressLeadsToTheSamePicture() {
    Page page = SITE.open(SMALL + "&model=network&activation=relu");
    train(page, 1);
    String first = picture(page, 0);
    page = SITE.open(SMALL + "&model=network&activation=relu");
    assertThat(page.getByLabel("Activation")).hasValue("relu");
    train(page, 1);
    assertThat(picture(page, 0)).isEqualTo(first);
    page = SITE.open(SMALL.replace("seed=5", "seed=6") + "&model=network&activation=relu");
    train(page, 1);
    assertThat(picture(page, 0)).isNotEqualTo(first);
  }

  @Test
  void theWayBackLeadsToTheFilmAndToTheChoicesBefore() {
    Page page = SITE.open("playground?set=xor&rows=80&epochs=5&layers=6&seed=5&model=network");
    train(page, 1);
    assertThat(page).hasURL(Pattern.compile("runs=[0-9]{8}-.*"));
    String end = picture(page, 0);
    page.getByLabel("Data").selectOption("circles");
    page.getByLabel("Learning rate").fill("0.5");
    page.getByLabel("Learning rate").blur();
    assertThat(page).hasURL(Pattern.compile("set=circles.*rate=0.5"));
    assertThat(page.getByText("Training has ended.")).hasCount(0);
    page.goBack();
    assertThat(page.getByLabel("Learning rate")).hasValue("0.02");
    assertThat(page.getByLabel("Data")).hasValue("circles");
    page.goBack();
    assertThat(page.getByLabel("Data")).hasValue("xor");
    assertThat(page.getByText("The film of a training that was kept.")).hasCount(1);
    assertThat(picture(page, 0)).isEqualTo(end);
    page.goForward();
    assertThat(page.getByLabel("Data")).hasValue("circles");
    assertThat(page.locator(".film .epoch")).not().hasText("5");
  }

  /** The time is of a machine that does other things too, so it is told and not judged. */
  @Test
  void aWarmWorkerAnswersAtOnceAndATrainingCanBeStopped() {
    Page page = SITE.open("playground?model=network&epochs=5000&rows=2000&layers=32,32");
    assertThat(page.locator(".film")).hasCount(1);
    page.evaluate(
        "() => { window.frames = []; const add = () => { const e ="
            + " document.querySelector('.film .epoch')?.textContent; if (e && e !== '–' &&"
            + " e !== window.lastEpoch) { window.lastEpoch = e; window.frames.push(performance.now()); }"
            + " requestAnimationFrame(add); }; add(); }");
    Object clicked = page.evaluate("() => performance.now()");
    button(page, "Train").click();
    page.waitForCondition(
        () -> ((Number) page.evaluate("() => window.frames.length")).intValue() > 20);
    List<?> frames = (List<?>) page.evaluate("() => window.frames");
    double before = ((Number) clicked).doubleValue();
    double first = ((Number) frames.get(0)).doubleValue() - before;
    double twenty =
        ((Number) frames.get(20)).doubleValue() - ((Number) frames.get(0)).doubleValue();
    LOG.info("first frame {} ms after the click, then one each {} ms", first, twenty / 20);
    button(page, "Stop").click();
    assertThat(page.getByText("Training has been interrupted.")).isVisible();
    assertThat(page.locator(".film .epoch")).not().hasText("5000");
  }

  @Test
  void badFilesGetOneClearSentence() {
    Page page = SITE.open("playground?set=upload");
    Locator notice = page.locator("#notice");
    assertThat(page.getByText("Choose a file: a header")).isVisible();
    upload(page, "x,class\n1,a\n2,b\n");
    assertThat(notice)
        .hasText(
            "points.csv has only the columns [x, class]; it needs two columns of numbers or more,"
                + " and the class in the last one");
    upload(page, "x,y,class\n1,2,a\n1,b\n");
    assertThat(notice).hasText("points.csv line 3 has 2 fields, the header has 3");
    upload(page, "x,y,class\n1,2,a\n1,many,b\n");
    assertThat(notice).hasText("points.csv line 3, column 'y': expected a number, got 'many'");
    upload(page, "x,y,class\nNaN,2,a\n1,3,b\n");
    assertThat(notice).hasText("points.csv line 2, column 'x': expected a number, got 'NaN'");
    upload(page, "x,y,class\n" + "1,2,a\n".repeat(300_000));
    assertThat(notice).hasText("points.csv must have 2 to 2000 rows below its header, got 300000");
    upload(page, "x,y,class\n" + "1,2,a\n".repeat(10 * 1024 * 1024 / 6));
    assertThat(notice)
        .hasText("points.csv takes 10,485,766 bytes to upload; at most 10,485,760 are allowed.");
    // the browser itself tells of each refusal
    assertThat(SITE.chromium().complaints()).hasSize(5).allMatch(line -> line.contains("400"));
    StringBuilder good = new StringBuilder("width,height,kind\n");
    for (int i = 0; i < 40; i++) {
      good.append(i % 7).append(',').append(i % 5).append(i % 7 > 3 ? ",tall\n" : ",small\n");
    }
    upload(page, good.toString());
    assertThat(notice).hasText("");
    assertThat(page.locator(".film").first()).isVisible();
    page.getByLabel("Epochs").fill("60");
    page.getByLabel("Epochs").blur();
    train(page, 2);
    assertThat(page.locator(".film .accuracy").last()).hasText(Pattern.compile("(9.*|100) %"));
  }

  private static void upload(Page page, String content) {
    page.getByLabel("CSV file, class in the last column")
        .setInputFiles(
            new FilePayload("points.csv", "text/csv", content.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsTakenAwayTrainsToTheSameNumbers(@TempDir Path folder) throws Exception {
    Page page =
        SITE.open(
            "playground?set=spiral&rows=90&epochs=25&model=network&seed=11&penalty=l2&test=20");
    train(page, 1);
    String run = page.url().replaceFirst(".*runs=([^&]+).*", "$1");
    List<Epoch> epochs = SITE.store().epochsAfter(new RunId(run), -1);
    double loss = epochs.get(epochs.size() - 1).logs().get("loss");

    button(page, "Specification of the network").click();
    Path spec = save(page, folder, "playground.json");
    JsonNode fitted =
        new ObjectMapper().readTree(output(List.of("fit", spec.toString(), "--json"), folder));
    JsonNode series = fitted.path("history").path("loss");
    assertThat(series.get(series.size() - 1).asDouble()).isEqualTo(loss);

    button(page, "Java of the network").click();
    Path code = save(page, folder, "Playground.java");
    int faults =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                code.toString());
    assertThat(faults).as(Files.readString(code)).isZero();
    assertThat(Double.parseDouble(java(folder, "Playground").strip())).isEqualTo(loss);

    button(page, "Java of the perceptron").click();
    assertThat(page.locator(".listing")).containsText("new Perceptron()");
  }

  private static Path save(Page page, Path folder, String name) {
    Download download = page.waitForDownload(() -> button(page, "Save " + name).click());
    Path file = folder.resolve(name);
    download.saveAs(file);
    return file;
  }

  /** What the real command says. */
  private static String output(List<String> words, Path folder) throws Exception {
    List<String> all = new ArrayList<>(TestProgram.command());
    all.addAll(words);
    return run(all, folder);
  }

  private static String java(Path folder, String name) throws Exception {
    return run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            folder + File.pathSeparator + System.getProperty("java.class.path"),
            name),
        folder);
  }

  private static String run(List<String> words, Path folder) throws Exception {
    Path out = folder.resolve("out.txt");
    ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(out.toFile());
    builder.redirectError(folder.resolve("err.txt").toFile());
    builder.environment().put("ANNLAB_HOME", folder.resolve("home").toString());
    int code = builder.start().waitFor();
    assertThat(code).as(Files.readString(folder.resolve("err.txt"))).isZero();
    List<String> lines = Files.readAllLines(out);
    // DL4J's own logging may come before what a plain main prints
    return words.contains("fit") ? String.join("\n", lines) : lines.get(lines.size() - 1);
  }

  @Test
  void aDrawingIsJudgedAndItsProbabilitiesSumToOne() throws Exception {
    Page page = SITE.open("draw");
    assertThat(page.getByText("No run has kept a model of Fashion MNIST yet.")).isVisible();
    assertThat(page.getByLabel("Train a model of Fashion MNIST")).isVisible();
    var experiment = Experiments.find("fashion-mnist");
    new Runner(SITE.store(), SITE.settings()).run(experiment, RunOptions.quick(experiment));
    page.reload();
    Locator board = page.locator(".board");
    assertThat(page.getByText("Nothing is drawn yet.")).isVisible();
    BoundingBox box = board.boundingBox();
    page.mouse().move(box.x + box.width * 0.3, box.y + box.height * 0.2);
    page.mouse().down();
    page.mouse().move(box.x + box.width * 0.3, box.y + box.height * 0.8);
    page.mouse().move(box.x + box.width * 0.7, box.y + box.height * 0.8);
    page.mouse().up();
    assertThat(page.locator("[data-probability]")).hasCount(10);
    assertThat(sum(page)).isCloseTo(1, within(1e-6));
    button(page, "Clear").click();
    assertThat(page.getByText("Nothing is drawn yet.")).isVisible();
    board.focus();
    page.keyboard().press("Space");
    page.keyboard().press("Shift+ArrowDown");
    assertThat(page.locator("[data-probability]")).hasCount(10);
    button(page, "Clear").click();
    assertThat(page.getByText("Nothing is drawn yet.")).isVisible();
    byte[] picture = page.screenshot(); // some picture of another size
    page.getByLabel("Or a picture of your own")
        .setInputFiles(new FilePayload("some.png", "image/png", picture));
    assertThat(page.locator("#best")).isVisible();
    assertThat(sum(page)).isCloseTo(1, within(1e-6));
    assertThat(Accessibility.violations(page)).isEmpty();
  }

  private static double sum(Page page) {
    return page.locator("[data-probability]").all().stream()
        .mapToDouble(each -> Double.parseDouble(each.getAttribute("data-probability")))
        .sum();
  }
}
