package annlab.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands for float stands for double, word by word. */
class TwinsTest {
  @ParameterizedTest
  @ValueSource(strings = {"Numbers", "Products", "Blocks"})
  void doubleIsWrittenAsFloat(String name) throws IOException {
    for (String kind :
        name.equals("Blocks")
            ? new String[] {"", "Plain", "Scalar", "Vector"}
            : new String[] {""}) {
      assertThat(read(kind + "Double" + name)).isEqualTo(read(kind + "Float" + name));
    }
  }

  private static String read(String type) throws IOException {
    Path file = Path.of("src/main/java/annlab/kernels", type + ".java");
    return Files.readString(file)
        .replaceAll("\\((float|double)\\) ?", "")
        .replaceAll("Math\\.max\\(0(f|\\.0),", "Math.max(0,")
        .replaceAll("panel\\((true|false)\\)", "panel()")
        .replaceAll("0\\.5f", "0.5")
        .replaceAll("double precision", "single precision")
        .replaceAll("Double", "Float")
        .replaceAll("double", "float")
        .replaceAll("\n +\\* ", " ") // where a line of Javadoc breaks depends on the names in it
        .replaceAll("\\s+", "");
  }
}
