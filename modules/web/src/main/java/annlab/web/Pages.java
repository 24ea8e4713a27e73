package annlab.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The site's pages: one shell of HTML for every address, and the modules, styles and pictures that
 * it asks for, all from the class path.
 */
final class Pages {
  /** No dot but the one before the ending: such a name cannot leave its folder. */
  private static final Pattern NAME =
      Pattern.compile("(?:[a-z0-9-]+/)*[A-Za-z0-9_-]+\\.(?<ending>js|json|css|svg|woff2)");

  private static final Map<String, String> TYPES =
      Map.of(
          "js",
          "text/javascript; charset=utf-8",
          "json",
          "application/json",
          "css",
          "text/css; charset=utf-8",
          "svg",
          "image/svg+xml; charset=utf-8",
          "woff2",
          "font/woff2");
  private static final String ROOT = "/annlab/ui/";
  private static final String UPLOT = webjar("uplot");

  private static final String KATEX = webjar("katex");

  /** The stylesheet of KaTeX asks for its fonts beside itself. */
  private static final String FONTS = "vendor/fonts/";

  /** A file of the class path, and what is put behind it. */
  private record File(String resource, String appended) {
    File(String resource) {
      this(resource, "");
    }
  }

  /** Files of other projects, by the name under which the pages ask for them. */
  private static final Map<String, File> VENDOR =
      Map.of(
          // a script that sets uPlot, half as long as the module of the same jar
          "vendor/uplot.js", new File(UPLOT + "uPlot.iife.min.js", "\nexport default uPlot;\n"),
          "vendor/uplot.css", new File(UPLOT + "uPlot.min.css"),
          "vendor/katex.js", new File(KATEX + "katex.mjs"),
          "vendor/katex.css", new File(KATEX + "katex.min.css"));

  /** The pages in their groups, which the navigation and the pages' router read too. */
  private static final String CATALOGUE = ROOT + "pages.json";

  /** Where the shell's text has the secret that its scripts send along with changes. */
  private static final String TOKEN_PLACE = "{token}";

  /** What the full width is said of. */
  private static final String MAIN = "<main id=\"main\"";

  /** Where a page says what holds for all of them. */
  private static final String NOTICE_PLACE = "<div id=\"notice\"";

  private final Map<String, Content> read = new ConcurrentHashMap<>();
  private final byte[] shell;
  private final byte[] wideShell;

  /**
   * The pages of a server.
   *
   * @param change the secret that they are to carry
   * @param standing what each page says on top for as long as the site is up
   */
  Pages(Secret change, Optional<String> standing) {
    String said =
        standing
            .map(text -> "<p class=\"warning\" role=\"alert\">" + escaped(text) + "</p>\n  ")
            .orElse("");
    String page =
        new String(require(ROOT + "page.html").bytes(), UTF_8)
            .replace(TOKEN_PLACE, change.reveal())
            .replace(NOTICE_PLACE, said + NOTICE_PLACE);
    this.shell = page.getBytes(UTF_8);
    this.wideShell = page.replace(MAIN, MAIN + " class=\"full\"").getBytes(UTF_8);
  }

  /**
   * Adds every page of the catalogue.
   *
   * @param routes where they are added
   * @param prepared what a page's answer needs before the shell is sent, by its address
   */
  void addTo(RoutesConfig routes, Map<String, Consumer<Context>> prepared) {
    Map<String, Boolean> addresses = addresses();
    for (String address : prepared.keySet()) {
      if (!addresses.containsKey(address)) {
        throw new IllegalStateException(CATALOGUE + " has no page " + address);
      }
    }
    addresses.forEach(
        (address, full) -> {
          Consumer<Context> first = prepared.getOrDefault(address, request -> {});
          add(
              routes,
              address,
              request -> {
                first.accept(request);
                shell(request, full ? wideShell : shell);
              });
        });
    add(routes, "/ui/<name>", this::file);
    add(routes, "/favicon.ico", request -> send(request, ROOT + "icon.svg", "image/svg+xml"));
  }

  /** HEAD has the headers of GET: the server leaves the content out by itself. */
  private static void add(RoutesConfig routes, String address, Handler handler) {
    routes.get(address, handler);
    routes.head(address, handler);
  }

  /** The addresses, and whether their pages take the full width from the first paint on. */
  private Map<String, Boolean> addresses() {
    try {
      Map<String, Boolean> all = new LinkedHashMap<>();
      new ObjectMapper()
          .readTree(require(CATALOGUE).bytes())
          .findParents("address")
          .forEach(page -> all.put(page.path("address").asText(), page.path("full").asBoolean()));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(CATALOGUE + " is not JSON", e);
    }
  }

  /** The page that every address gets; what it shows depends on the address. */
  void shell(Context request) {
    shell(request, shell);
  }

  private static void shell(Context request, byte[] page) {
    // It carries a secret, which no cache may keep.
    request
        .header("Cache-Control", "no-store")
        .contentType("text/html; charset=utf-8")
        .result(page);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** What every address gives to those who are not logged in. */
  void login(Context request) {
    send(request, ROOT + "login.html", "text/html; charset=utf-8");
  }

  private void file(Context request) {
    String name = request.pathParam("name");
    var matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new NotFoundResponse("There is no such file.");
    }
    String type = String.valueOf(TYPES.get(matcher.group("ending")));
    answer(request, require(named(name)), type);
  }

  private static File named(String name) {
    return name.startsWith(FONTS)
        ? new File(KATEX + name.substring("vendor/".length()))
        : VENDOR.getOrDefault(name, new File(ROOT + name));
  }

  private void send(Context request, String resource, String type) {
    answer(request, require(resource), type);
  }

  private Content require(String resource) {
    return require(new File(resource));
  }

  private Content require(File file) {
    return content(file).orElseThrow(() -> new NotFoundResponse("There is no such file."));
  }

  private static void answer(Context request, Content content, String type) {
    // A new build must be seen at once: a browser asks each time, and is told if it has the
    // content.
    request.header("Cache-Control", "no-cache").header("ETag", content.tag());
    if (content.tag().equals(request.header("If-None-Match"))) {
      request.status(HttpStatus.NOT_MODIFIED);
    } else {
      request.contentType(type).result(content.bytes());
    }
  }

  private Optional<Content> content(File file) {
    String resource = file.resource();
    Content known = read.get(resource);
    if (known != null) {
      return Optional.of(known);
    }
    try (InputStream in = Pages.class.getResourceAsStream(resource)) {
      if (in == null) {
        return Optional.empty();
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      in.transferTo(bytes);
      bytes.writeBytes(file.appended().getBytes(UTF_8));
      Content content = Content.of(bytes.toByteArray());
      read.put(resource, content);
      return Optional.of(content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource + " from the class path", e);
    }
  }

  private static String webjar(String name) {
    return "/META-INF/resources/webjars/"
        + name
        + "/"
        + version("org.webjars.npm", name)
        + "/dist/";
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

  /** What a file holds, and its hash as HTTP's entity tag. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
  private record Content(byte[] bytes, String tag) {
    static Content of(byte[] bytes) {
      return new Content(bytes, EntityTag.of(bytes));
    }
  }
}
