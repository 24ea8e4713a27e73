package annlab.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** Deque's axe-core, run in a page. */
final class Accessibility {
  private static final String SCRIPT = script();

  private Accessibility() {}

  /**
   * What keeps people from using a page, as far as a program can tell.
   *
   * @return a line for each serious or critical violation, with the elements concerned
   */
  static List<String> violations(Page page) {
    page.evaluate(SCRIPT);
    List<?> lines =
        (List<?>)
            page.evaluate(
                "async () => (await axe.run(document, {iframes: false})).violations"
                    + ".filter(v => ['serious', 'critical'].includes(v.impact))"
                    + ".map(v => v.id + ': ' + v.nodes.slice(0, 4)"
                    + ".map(n => n.target.join(' ') + ' ' + n.failureSummary).join(' | '))");
    return lines.stream().map(String::valueOf).toList();
  }

  private static String script() {
    try (InputStream version =
        resource("/META-INF/maven/org.webjars.npm/axe-core/pom.properties")) {
      Properties properties = new Properties();
      properties.load(version);
      String folder =
          "/META-INF/resources/webjars/axe-core/" + properties.getProperty("version") + "/";
      try (InputStream in = resource(folder + "axe.min.js")) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new IllegalStateException("axe-core's jar cannot be read", e);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(Accessibility.class.getResourceAsStream(name), name);
  }
}
