package annlab.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.web.Site;
import annlab.web.SiteOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real site over a home of its own, in a real browser, for one class of tests. After each test it
 * holds that no page asked anybody else and none complained.
 */
final class SiteWindow implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private final double patienceMs;
  private final BiConsumer<RunStore, Settings> furnish;
  private Optional<Path> home = Optional.empty();
  private Optional<Chromium> chromium = Optional.empty();
  private Optional<Settings> settings = Optional.empty();
  private Optional<RunStore> store = Optional.empty();
  private Optional<Site> site = Optional.empty();
  private Optional<BrowserContext> window = Optional.empty();

  /**
   * A site and a browser that are not started.
   *
   * @param patienceMs how long an assertion waits for a page
   * @param furnish puts runs into the store before the site starts
   */
  SiteWindow(double patienceMs, BiConsumer<RunStore, Settings> furnish) {
    this.patienceMs = patienceMs;
    this.furnish = furnish;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    chromium = Optional.of(Chromium.start());
    setDefaultAssertionTimeout(patienceMs);
    home = Optional.of(Files.createTempDirectory("annlab-site"));
    settings = Optional.of(TestProgram.settings(home.get()));
    store = Optional.of(RunStore.open(settings().home()));
    furnish.accept(store(), settings());
    site =
        Optional.of(Site.start(new SiteOptions(store(), settings(), 0, 0, TestProgram.command())));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    window.ifPresent(BrowserContext::close);
    window = Optional.empty();
    assertThat(chromium().foreignRequests()).isEmpty();
    assertThat(chromium().complaints()).isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    chromium.ifPresent(Chromium::close);
    site.ifPresent(Site::close);
    store.ifPresent(RunStore::close);
    if (home.isPresent()) {
      try (var files = Files.walk(home.get())) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  /** A page at 1280 pixels by day, in a window that replaces the one before. */
  Page open(String path) {
    return open(path, Chromium.DESKTOP, ColorScheme.LIGHT);
  }

  Page open(String path, int width, ColorScheme scheme) {
    window.ifPresent(BrowserContext::close);
    window = Optional.of(chromium().window(width, scheme));
    Page page = context().newPage();
    page.navigate(site().address() + path);
    return page;
  }

  /** The window that was opened last, for a second page in it. */
  BrowserContext context() {
    return window.orElseThrow();
  }

  Chromium chromium() {
    return chromium.orElseThrow();
  }

  Settings settings() {
    return settings.orElseThrow();
  }

  RunStore store() {
    return store.orElseThrow();
  }

  Site site() {
    return site.orElseThrow();
  }
}
