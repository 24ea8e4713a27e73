package annlab.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.backend.ClassPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.deeplearning4j.ui.VertxUIServer;
import org.junit.jupiter.api.Test;

/**
 * The scripts and style sheets of DL4J's training UI come in webjars, of which the pom leaves out
 * those that no page names.
 */
class TrainingUiResourcesTest {
  private static final String FOLDER = "META-INF/resources/webjars/";
  private static final Pattern NAMED = Pattern.compile("/assets/webjars/([^\"'\\s<>]+)");

  /** DL4J's page of t-SNE names them, and no jar that DL4J asks for has them. */
  private static final Set<String> MISSING_IN_DL4J =
      Set.of("bootstrap/2.3.2/css/bootstrap.min.css", "bootstrap/2.3.2/js/bootstrap.min.js");

  /** Named by the site's own pages. */
  private static final Set<String> OWN = Set.of("katex", "uplot");

  @Test
  void everyResourceThatAPageNamesIsThere() throws Exception {
    Set<String> missing = named();
    assertThat(missing).hasSizeGreaterThan(40);
    missing.removeIf(name -> getClass().getClassLoader().getResource(FOLDER + name) != null);
    assertThat(missing).isSubsetOf(MISSING_IN_DL4J);
  }

  @Test
  void everyWebjarIsNamedByAPage() throws Exception {
    Set<String> carried = new TreeSet<>();
    for (Path entry : ClassPath.own()) {
      if (Files.isRegularFile(entry)) {
        try (JarFile jar = new JarFile(entry.toFile())) {
          jar.stream()
              .map(JarEntry::getName)
              .filter(name -> name.startsWith(FOLDER) && !name.endsWith("/"))
              .forEach(name -> carried.add(nameAndVersion(name.substring(FOLDER.length()))));
        }
      }
    }
    assertThat(carried).hasSizeGreaterThan(30);
    carried.removeIf(webjar -> OWN.contains(webjar.split("/", -1)[0]));
    assertThat(
            named().stream()
                .map(TrainingUiResourcesTest::nameAndVersion)
                .collect(Collectors.toSet()))
        .containsAll(carried);
  }

  private static String nameAndVersion(String path) {
    String[] parts = path.split("/", -1);
    return parts[0] + "/" + parts[1];
  }

  /** What the templates and scripts of DL4J's UI name, each a path below the webjars' folder. */
  private static Set<String> named() throws Exception {
    Set<String> names = new TreeSet<>();
    Path ui =
        Path.of(VertxUIServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (JarFile jar = new JarFile(ui.toFile())) {
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (entry.getName().matches(".*\\.(html|ftl|js|css)")) {
          NAMED.matcher(text(jar, entry)).results().forEach(found -> names.add(found.group(1)));
        }
      }
    }
    return names;
  }

  private static String text(JarFile jar, JarEntry entry) throws IOException {
    try (var bytes = jar.getInputStream(entry)) {
      return new String(bytes.readAllBytes(), UTF_8);
    }
  }
}
