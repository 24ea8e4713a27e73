package annlab.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The site's pages: one shell of HTML for every address, and the modules, styles and pictures that
 * it asks for, all from the class path.
 */
final class Pages {
  /** No dot but the one before the ending: such a name cannot leave its folder. */
  private static final Pattern NAME =
      Pattern.compile("(?:[a-z0-9-]+/)*[a-z0-9-]+\\.(?<ending>js|css|svg)");

  private static final Map<String, String> TYPES =
      Map.of("js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");
  private static final String ROOT = "/annlab/ui/";
  private static final String UPLOT =
      "/META-INF/resources/webjars/uplot/" + version("org.webjars.npm", "uplot") + "/dist/";

  /** Files of other projects, by the name under which the pages ask for them. */
  private static final Map<String, String> VENDOR =
      Map.of(
          "vendor/uplot.js", UPLOT + "uPlot.esm.js",
          "vendor/uplot.css", UPLOT + "uPlot.min.css");

  private final Map<String, byte[]> read = new ConcurrentHashMap<>();

  void addTo(RoutesConfig routes) {
    routes.get("/", this::shell);
    routes.get("/runs", this::shell);
    routes.get("/ui/<name>", this::file);
    routes.get("/favicon.ico", request -> send(request, ROOT + "icon.svg", "image/svg+xml"));
  }

  /** The page that every address gets; what it shows depends on the address. */
  void shell(Context request) {
    send(request, ROOT + "page.html", "text/html; charset=utf-8");
  }

  private void file(Context request) {
    String name = request.pathParam("name");
    var matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new NotFoundResponse("There is no such file.");
    }
    String type = String.valueOf(TYPES.get(matcher.group("ending"))) + "; charset=utf-8";
    send(request, VENDOR.getOrDefault(name, ROOT + name), type);
  }

  private void send(Context request, String resource, String type) {
    byte[] content =
        content(resource).orElseThrow(() -> new NotFoundResponse("There is no such file."));
    // A new build must be seen at once, and reading from loopback costs nothing.
    request.header("Cache-Control", "no-cache").contentType(type).result(content);
  }

  private Optional<byte[]> content(String resource) {
    byte[] known = read.get(resource);
    if (known != null) {
      return Optional.of(known);
    }
    try (InputStream in = Pages.class.getResourceAsStream(resource)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] content = in.readAllBytes();
      read.put(resource, content);
      return Optional.of(content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource + " from the class path", e);
    }
  }

  /** A webjar's folder carries its version, which its own pom.properties tells. */
  private static String version(String group, String artifact) {
    String resource = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
    try (InputStream in = Pages.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            resource + " is not on the class path; is " + artifact + "'s jar missing?");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource + " from the class path", e);
    }
  }
}
