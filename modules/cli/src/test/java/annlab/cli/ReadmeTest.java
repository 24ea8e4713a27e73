package annlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds what README.md promises. */
class ReadmeTest {
  private static final Path ROOT = Path.of(System.getProperty("annlab.root"));

  @TempDir Path classes;

  @Test
  void theExampleCompilesAndIsShort() throws IOException {
    Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme());
    assertThat(block.find()).isTrue();
    String source = block.group(1);
    assertThat(source.lines().filter(line -> !line.isBlank() && !line.startsWith("import")))
        .hasSizeLessThanOrEqualTo(15);

    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "-proc:none",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    boolean compiled =
        compiler
            .getTask(errors, null, null, options, null, List.of(new Source("Clothes", source)))
            .call();
    assertThat(compiled).as(errors.toString()).isTrue();
    assertThat(classes.resolve("Clothes.class")).exists();
  }

  @Test
  void everyLinkOfTheReadmeLeadsSomewhere() throws IOException {
    Matcher link = Pattern.compile("\\]\\((?!http)([^)#]+)\\)").matcher(readme());
    int links = 0;
    while (link.find()) {
      assertThat(ROOT.resolve(link.group(1))).exists();
      links++;
    }
    assertThat(links).isGreaterThan(10);
  }

  @Test
  void everyCommandIsInTheReadme() throws IOException {
    String readme = readme();
    for (String command :
        List.of("reproduce", "list", "run", "runs", "show", "claims", "report", "serve", "data")) {
      assertThat(readme).contains("`annlab " + command);
    }
  }

  @Test
  void theResultsAreThoseOfTheReport() throws IOException {
    Map<String, JsonNode> claims = new HashMap<>();
    new ObjectMapper()
        .readTree(ROOT.resolve("reports/results.json").toFile())
        .path("claims")
        .forEach(claim -> claims.put(claim.path("id").asText(), claim));
    Matcher row =
        Pattern.compile("^\\| [^|]+ \\| `([^`]+)` \\| [^|]+ \\| ([^|]+) \\|", Pattern.MULTILINE)
            .matcher(readme());
    int rows = 0;
    while (row.find()) {
      assertThat(claims).containsKey(row.group(1));
      String ours = row.group(2).strip().replace(",", "");
      BigDecimal measured = new BigDecimal(claims.get(row.group(1)).path("measured").asText());
      if (ours.equals("holds")) {
        assertThat(measured).as(row.group(1)).isEqualByComparingTo(BigDecimal.ZERO);
      } else {
        BigDecimal printed = new BigDecimal(ours);
        assertThat(measured.setScale(printed.scale(), RoundingMode.HALF_EVEN))
            .as(row.group(1))
            .isEqualByComparingTo(printed);
      }
      rows++;
    }
    assertThat(rows).isGreaterThan(10);
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
