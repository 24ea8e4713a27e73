package annlab.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The system's own Chromium, driven by Playwright, with a watch on what its pages do. */
final class Chromium implements AutoCloseable {
  static final int PHONE = 360;
  static final int DESKTOP = 1280;

  private static final List<String> PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  /** Where it is missing, the pom adds the one that Playwright bundles. */
  private static final Path NODE = Path.of("/usr/bin/node");

  /** Without these the browser itself asks servers of its maker, or needs a sandbox of its own. */
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** One for all classes of this JVM: it takes seconds to start, and ends with the JVM. */
  private static Optional<Browser> running = Optional.empty();

  private final Browser browser;
  private final List<BrowserContext> windows = new ArrayList<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

  private Chromium(Browser browser) {
    this.browser = browser;
  }

  private static Browser launch(Path program) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    if (Files.isExecutable(NODE)) {
      environment.put("PLAYWRIGHT_NODEJS_PATH", NODE.toString());
    }
    return Playwright.create(new Playwright.CreateOptions().setEnv(environment))
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(program)
                .setHeadless(true)
                .setArgs(FLAGS));
  }

  /**
   * Starts the browser if it does not run. Where there is none the test is skipped; with {@code
   * CI=true} it fails.
   *
   * @return the browser, with a watch of its own
   */
  static Chromium start() {
    Optional<Path> program =
        Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")), PLACES.stream())
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    String missing =
        "no Chromium in "
            + String.join(", ", PLACES)
            + "; install it (apt-get install chromium) or name it in CHROMIUM";
    if ("true".equals(System.getenv("CI"))) {
      assertThat(program).as(missing).isPresent();
    }
    Assumptions.assumeTrue(program.isPresent(), missing);
    if (running.isEmpty()) {
      running = Optional.of(launch(program.get()));
    }
    return new Chromium(running.get());
  }

  /** A new profile with one window of a width. */
  BrowserContext window(int width, ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, width == PHONE ? 740 : 900)
                .setColorScheme(scheme));
    windows.add(context);
    context.setDefaultTimeout(60_000);
    context.onRequest(request -> requests.add(request.url()));
    context.onConsoleMessage(
        message -> {
          boolean heard = message.type().equals("error") || message.type().equals("warning");
          // axe-core reads canvases back again and again, which no page does
          if (heard && !message.text().contains("willReadFrequently")) {
            complaints.add(message.type() + ": " + message.text());
          }
        });
    context.onWebError(error -> complaints.add("uncaught: " + error.error()));
    return context;
  }

  /** What pages asked for that is not on this machine. */
  List<String> foreignRequests() {
    return requests.stream()
        .filter(url -> !url.startsWith("data:") && !url.startsWith("blob:"))
        .filter(url -> !"127.0.0.1".equals(URI.create(url).getHost()))
        .toList();
  }

  /** Errors and warnings of pages since the last call. */
  List<String> complaints() {
    List<String> all = List.copyOf(complaints);
    complaints.clear();
    return all;
  }

  /** Closes its windows. */
  @Override
  public void close() {
    windows.forEach(BrowserContext::close);
  }
}
