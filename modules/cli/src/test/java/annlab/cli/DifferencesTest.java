package annlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of docs/differences.md names tests that exist. */
class DifferencesTest {
  private static final Path ROOT = Path.of(System.getProperty("annlab.root"));
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

  @Test
  void everyRowNamesTestsThatExist() throws IOException {
    Map<String, String> sources = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve("modules"))) {
      for (Path file :
          files.filter(path -> path.toString().matches(".*/src/test/.*Test\\.java")).toList()) {
        sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }
    List<String> rows =
        Files.readAllLines(ROOT.resolve("docs/differences.md")).stream()
            .filter(
                line ->
                    line.startsWith("| ")
                        && !line.startsWith("| what")
                        && !line.startsWith("| ---"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(30);
    for (String row : rows) {
      String last = row.substring(row.lastIndexOf('|', row.length() - 3));
      Matcher tests = TEST.matcher(last);
      assertThat(tests.find()).as(row).isTrue();
      do {
        assertThat(sources).as(row).containsKey(tests.group(1));
        if (tests.group(2) != null) {
          assertThat(sources.get(tests.group(1))).as(row).contains(" " + tests.group(2) + "(");
        }
      } while (tests.find());
    }
  }
}
