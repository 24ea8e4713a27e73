package annlab.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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
    button(page, "Apply and go on").click();
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
}
