package annlab.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.web.Site;
import annlab.web.SiteOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The page that a site with {@code --host} gives to those who have not shown its token. */
@EnabledOnOs(OS.LINUX) // answers to all of 127.0.0.0/8
class LoginInBrowserTest {
  private static final String HOST = "127.0.0.2";

  @TempDir Path home;

  @Test
  void aWrongTokenIsToldInOneSentenceAndTheRightOneLeavesOnlyACookie() throws Exception {
    Settings settings = TestProgram.settings(home);
    try (Chromium chromium = Chromium.start();
        RunStore store = RunStore.open(settings.home());
        Site site =
            Site.start(
                new SiteOptions(store, settings, 0, 0, TestProgram.command(), Optional.of(HOST)))) {
      String token = site.token().orElseThrow();
      String asked = site.address() + "runs?status=finished";
      List<String> requests = Collections.synchronizedList(new ArrayList<>());
      BrowserContext window = chromium.window(Chromium.DESKTOP, ColorScheme.LIGHT);
      window.onRequest(request -> requests.add(request.url()));
      Page page = window.newPage();
      page.navigate(asked);
      assertThat(page.locator("nav")).hasCount(0);

      logIn(page, "not-" + token);
      assertThat(page.getByRole(AriaRole.ALERT))
          .hasText("This is not the token that annlab serve printed.");
      assertThat(window.cookies()).isEmpty();

      logIn(page, token);
      assertThat(heading(page, "Runs")).isVisible();
      assertThat(page.url()).isEqualTo(asked);
      assertThat(page.content()).doesNotContain(token);
      assertThat(requests).hasSizeGreaterThan(2).noneMatch(url -> url.contains(token));
      assertThat(window.cookies()).hasSize(1);
      Cookie cookie = window.cookies().get(0);
      assertThat(cookie.httpOnly).isTrue();
      assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);
      assertThat(cookie.value).doesNotContain(token);
      assertThat(
              page.evaluate(
                  "() => document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"))
          .asString()
          .doesNotContain(token)
          .doesNotContain(cookie.value);

      page.navigate(site.address());
      assertThat(page.locator("#login")).hasCount(0);
      window.clearCookies();
      page.navigate(asked);
      assertThat(page.locator("#login")).isVisible();
      window.close();
      assertThat(chromium.complaints()).allMatch(line -> line.contains("401"));
    }
  }

  private static void logIn(Page page, String token) {
    page.getByLabel("Token, as").fill(token);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in")).click();
  }

  private static Locator heading(Page page, String text) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setLevel(1));
  }
}
