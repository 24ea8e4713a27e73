package annlab.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.networks.Sequential;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The laboratories whose numbers come at once, over an empty store. */
class LaboratoriesInBrowserTest {
  private static final double PATIENCE_MS = 60_000;

  @RegisterExtension
  static final SiteWindow SITE = new SiteWindow(PATIENCE_MS, (store, settings) -> {});

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void aTrainingStepIsFollowedForthAndBackAndEveryGradientAgrees() {
    Page page = SITE.open("backprop");
    Locator quantity = page.locator("#quantity");
    assertThat(quantity).hasText("z1[0]");
    assertThat(button(page, "Back")).isDisabled();
    button(page, "Forward").click();
    assertThat(quantity).hasText("a1[0]");
    button(page, "Back").click();
    assertThat(quantity).hasText("z1[0]");
    int gradients = 0;
    button(page, "Next phase").click();
    assertThat(quantity).hasText("L");
    button(page, "Next phase").click();
    while (quantity.textContent().startsWith("∂L")) {
      if (page.locator("#difference").count() > 0) {
        gradients++;
        assertThat(page.locator(".worked .badge.PASS")).isVisible();
        double gradient = Double.parseDouble(page.locator("#result").textContent());
        double difference = Double.parseDouble(page.locator("#difference").textContent());
        assertThat(Math.abs(gradient - difference)).isLessThanOrEqualTo(1e-6);
      }
      button(page, "Forward").click();
    }
    assertThat(gradients).isEqualTo(17);
    assertThat(page.locator(".agrees")).hasCount(17);
    assertThat(page.locator(".differs")).hasCount(0);
    button(page, "Last").click();
    assertThat(button(page, "Forward")).isDisabled();
    String after = page.locator("#loss-after").textContent();
    button(page, "Apply and continue").click();
    assertThat(page.getByText("The network before update 2")).isVisible();
    assertThat(page.locator("#loss")).hasText(after);
    String before = page.locator("#result").textContent();
    page.getByLabel("Hidden activation").selectOption("tanh");
    assertThat(page).hasURL(Pattern.compile("activation=tanh&iteration=1"));
    assertThat(page.locator("#result")).not().hasText(before);
    String number = page.locator("#result").textContent();
    page.reload();
    assertThat(page.locator("#result")).hasText(number);
  }

  private static double moved(Page page, String loss) {
    return Double.parseDouble(page.locator("[data-moved=" + loss + "]").textContent());
  }

  @Test
  void anOutlierThatIsDraggedMovesTheAbsoluteLossLeast() {
    Page page = SITE.open("losses");
    Locator point = page.getByLabel("Point 9", new Page.GetByLabelOptions().setExact(true));
    assertThat(point).isVisible();
    assertThat(page.locator("[data-moved=mse]")).hasText("0");
    BoundingBox at = point.boundingBox();
    BoundingBox plane = page.locator("svg.plane").boundingBox();
    page.mouse().move(at.x + at.width / 2, at.y + at.height / 2);
    page.mouse().down();
    page.mouse().move(at.x + at.width / 2, plane.y + plane.height - 60);
    page.mouse().up();
    assertThat(page.locator("[data-moved=mse]")).not().hasText("0");
    page.waitForCondition(() -> moved(page, "mse") > 1);
    assertThat(moved(page, "mae")).isLessThan(moved(page, "huber"));
    assertThat(moved(page, "huber")).isLessThan(moved(page, "mse"));
    double dragged = moved(page, "mse");
    page.reload();
    assertThat(page.locator("[data-moved=mse]")).hasText(Pattern.compile("[1-9].*"));
    assertThat(moved(page, "mse")).isEqualTo(dragged);
    button(page, "Put the points back").click();
    assertThat(page.locator("[data-moved=mse]")).hasText("0");
  }

  @Test
  void aPointIsMovedByKeyboard() {
    Page page = SITE.open("losses");
    Locator point = page.getByLabel("Point 1", new Page.GetByLabelOptions().setExact(true));
    assertThat(point).hasAttribute("aria-valuetext", "x 0.5, y 2.5");
    point.focus();
    for (int i = 0; i < 3; i++) {
      page.keyboard().press("Shift+ArrowUp");
    }
    page.keyboard().press("ArrowLeft");
    assertThat(point).hasAttribute("aria-valuetext", "x 0.25, y 8.5");
    page.waitForCondition(() -> moved(page, "mse") > 1);
    page.waitForCondition(() -> moved(page, "mae") < moved(page, "mse"));
  }

  @Test
  void activationsTellTheirSlopeWhereTheReaderPoints() {
    Page page = SITE.open("activations");
    assertThat(page.locator("#slope")).hasText("0.1966"); // of the sigmoid at 1
    page.locator("#z").focus();
    page.keyboard().press("ArrowRight");
    assertThat(page.locator("#at")).hasText("1.02");
    page.getByLabel("Function").selectOption("tanh");
    assertThat(page).hasURL(Pattern.compile("function=tanh&z=1.02"));
    page.reload();
    assertThat(page.locator("#value")).hasText("0.7699"); // tanh(1.02)
    page.locator("svg.plane").first().click();
    assertThat(page.locator("#at")).not().hasText("1.02");
    page.getByText("Table of tanh").click();
    assertThat(page.locator(".data-table tbody tr")).hasCount(25);
  }

  @Test
  void theWayBackLeadsThroughChoicesAndThenOutOfTheLaboratory() {
    Page page = SITE.open("data");
    assertThat(page.locator("#iris")).isVisible();
    page.navigate(SITE.site().address() + "activations");
    Locator function = page.getByLabel("Function");
    function.selectOption("tanh");
    function.selectOption("relu");
    page.locator("#z").focus();
    for (int i = 0; i < 5; i++) {
      page.keyboard().press("ArrowRight");
    }
    assertThat(page.locator("#at")).hasText("1.1");
    page.goBack(); // all five
    assertThat(page.locator("#at")).hasText("1");
    assertThat(function).hasValue("relu");
    assertThat(page.locator("#z")).isFocused();
    page.goBack();
    assertThat(function).hasValue("tanh");
    assertThat(page.locator("#value")).hasText("0.7616"); // tanh(1)
    page.goForward();
    assertThat(function).hasValue("relu");
    page.goBack();
    page.goBack();
    assertThat(function).hasValue("sigmoid");
    assertThat(page).hasURL(Pattern.compile("/activations$"));
    assertThat(page.locator(".crumbs")).hasCount(1);
    page.goBack();
    assertThat(page.locator("#iris")).isVisible();
  }

  @Test
  void theWayBackUndoesADragAnUpdateAndAChoice() {
    Page page = SITE.open("losses");
    Locator point = page.getByLabel("Point 1", new Page.GetByLabelOptions().setExact(true));
    point.focus();
    page.keyboard().press("Shift+ArrowUp");
    page.keyboard().press("Shift+ArrowUp");
    Locator other = page.getByLabel("Point 2", new Page.GetByLabelOptions().setExact(true));
    String before = other.getAttribute("aria-valuetext");
    other.focus();
    page.keyboard().press("Shift+ArrowUp");
    assertThat(other).not().hasAttribute("aria-valuetext", before);
    page.goBack();
    assertThat(other).hasAttribute("aria-valuetext", before);
    assertThat(point).hasAttribute("aria-valuetext", "x 0.5, y 6.5");
    page.goBack();
    assertThat(point).hasAttribute("aria-valuetext", "x 0.5, y 2.5");
    assertThat(page.locator("[data-moved=mse]")).hasText("0");

    page.navigate(SITE.site().address() + "backprop");
    button(page, "Last").click();
    button(page, "Back").click();
    button(page, "Apply and continue").click();
    assertThat(page.getByText("The network before update 2")).isVisible();
    page.getByLabel("Hidden activation").selectOption("tanh");
    page.goBack();
    assertThat(page.getByLabel("Hidden activation")).hasValue("sigmoid");
    assertThat(page.getByText("The network before update 2")).isVisible();
    page.goBack();
    assertThat(page.getByText("The network before update 1")).isVisible();
    page.goBack();
    assertThat(page.locator("#quantity")).hasText("z1[0]");
    page.goBack();
    assertThat(page.locator("h1")).hasText("Losses");
  }

  private static byte[] clothesModel(Path folder) throws IOException {
    Path file = folder.resolve("mine.keras");
    Sequential.of(Input.of(28, 28), new Flatten(), new Dense(10, "softmax").named("clothes"))
        .seed(42)
        .compile(Loss.sparseCategoricalCrossentropy(), new Sgd(0.01))
        .save(file);
    return Files.readAllBytes(file);
  }

  @Test
  void aModelOfTheReadersOwnIsShownJudgesAndIsEvaluated(@TempDir Path folder) throws IOException {
    Page page = SITE.open("draw", Chromium.PHONE, ColorScheme.DARK);
    assertThat(page.locator("#verdict")).containsText("No run has kept a model");
    Locator file = page.getByLabel("A file of Keras or annlab");
    file.setInputFiles(
        new FilePayload("notes.keras", "", "hello".getBytes(StandardCharsets.UTF_8)));
    assertThat(page.locator("#notice")).hasText("notes.keras is not a zip file, or an empty one");
    assertThat(SITE.chromium().complaints()).hasSize(1).allMatch(line -> line.contains("400"));

    file.setInputFiles(new FilePayload("mine.keras", "", clothesModel(folder)));
    assertThat(page.locator("#notice")).isEmpty();
    Locator layers = page.getByLabel("Layers of mine.keras");
    assertThat(layers.locator("tbody tr"))
        .hasText(
            new String[] {
              "input28 × 28", "flatten (Flatten)7840", "clothes (Dense)107,850", "all7,850"
            });
    page.getByLabel("Take this picture: Ankle boot").first().focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#best")).isVisible();
    String clothes = page.locator("#best").textContent();
    page.getByLabel("Its classes are").selectOption("digits");
    assertThat(page.locator("#best")).not().hasText(clothes);
    assertThat(page.locator("#best")).hasText(Pattern.compile("[0-9]"));
    button(page, "Evaluate on the test set").click();
    assertThat(page.locator("#score"))
        .hasText(Pattern.compile("[0-9.]+ ?% of 10,000 pictures of the test set are right\\."));
    assertThat(Accessibility.violations(page)).isEmpty();
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(Chromium.PHONE);

    button(page, "Put it away").click();
    assertThat(page.locator("#verdict")).containsText("No run has kept a model");
    assertThat(file).isFocused();
  }
}
