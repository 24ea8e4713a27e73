package annlab.estimators.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.estimators.internal.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is said of a hyperparameter is said once, and the docs repeat it. */
class HyperparametersTest {
  private static String row(Parameter<?> parameter) {
    return "| `"
        + parameter.name()
        + "` | "
        + parameter.range()
        + " | "
        + parameter.defaultText()
        + " | "
        + parameter.meaning()
        + " |";
  }

  @Test
  void theTableOfTheDocsHasThemAll() throws IOException {
    String table =
        MultilayerPerceptron.parameters().stream()
            .map(HyperparametersTest::row)
            .collect(Collectors.joining("\n", "", "\n"));
    String page = Files.readString(Path.of("../../docs/hyperparameters.md"));
    assertThat(page.substring(page.indexOf("| `"))).as("should be\n" + table).isEqualTo(table);
  }

  @Test
  void theDefaultsAreThoseOfTheirText() {
    assertThat(MultilayerPerceptron.parameters())
        .hasSize(24)
        .allSatisfy(
            parameter ->
                assertThat(parameter.defaultText())
                    .containsAnyOf(
                        String.valueOf(parameter.defaultValue()),
                        "'"
                            + String.valueOf(parameter.defaultValue()).toLowerCase(Locale.ROOT)
                            + "'",
                        "'auto'",
                        "None",
                        "'float64'"));
  }
}
