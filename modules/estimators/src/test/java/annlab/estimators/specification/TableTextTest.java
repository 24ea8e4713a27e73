package annlab.estimators.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTextTest {
  private static final String TABLE = "a,b,t\n1,2,%s\n2,1,y\n3,5,x\n";

  @TempDir private Path folder;

  private DataSpec.Table read(byte[] bytes, TargetKind kind) throws IOException {
    Path file = folder.resolve("t.csv");
    Files.write(file, bytes);
    return CsvTable.read(file, "t", kind);
  }

  private void refused(byte[] bytes, String message) {
    assertThatThrownBy(() -> read(bytes, TargetKind.CLASSES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(folder.resolve("t.csv") + message);
  }

  @ParameterizedTest
  @CsvSource({"Á, 0xC1", "é, 0xE9", "ß, 0xDF", "ÿ, 0xFF"})
  void whatIsWrongIsNamedWithLineAndColumn(String word, String hex) {
    refused(
        TABLE.formatted(word).getBytes(StandardCharsets.ISO_8859_1),
        " line 2, column 't': the byte " + hex + " is no UTF-8; save the table as UTF-8");
  }

  @Test
  void aLineWithFewerValuesIsNamed() {
    refused(
        "a,b,t\n1,2,3\n4,5\n".getBytes(StandardCharsets.UTF_8),
        " is no table of comma-separated values: Record 3 has 2 fields, but first record had 3"
            + " fields");
  }

  @ParameterizedTest
  @CsvSource({"NA", "nan", "NULL", "None", "<NA>", "N/A", "''"})
  void aMissingLabelIsNamedWithLineAndColumn(String label) {
    refused(
        TABLE.formatted(label).getBytes(StandardCharsets.UTF_8),
        " line 2, column 't': the label is missing, got '"
            + label
            + "'; fill it in or leave out the row");
  }

  @ParameterizedTest
  @CsvSource({"0.5", "-1.25", "1e-3"})
  void aNumberThatIsNoClassIsNamedWithLineAndColumn(String label) {
    refused(
        ("a,t\n1,0\n2," + label + "\n").getBytes(StandardCharsets.UTF_8),
        " line 3, column 't': expected a class, got the number "
            + label
            + "; for numbers take a regressor, or a loss such as mse");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
  void marksAreSkipped(String charset) throws IOException {
    byte[] bytes = ("\uFEFF" + TABLE.formatted("é")).getBytes(Charset.forName(charset));
    assertThat(read(bytes, TargetKind.CLASSES).names()).containsExactly("a", "b");
    assertThat(read(bytes, TargetKind.CLASSES).samples().y().toIntVector())
        .containsExactly(2, 1, 0);
  }

  @ParameterizedTest
  @CsvSource({"UTF-16LE", "UTF-16BE"})
  void utf16WithoutItsMarkIsNamed(String charset) {
    refused(
        TABLE.formatted("x").getBytes(Charset.forName(charset)),
        " line 1 holds a zero byte, as UTF-16 without a byte order mark does; save the table as"
            + " UTF-8");
  }

  @Test
  void spacesAroundALabelAreNone() throws IOException {
    byte[] bytes = TABLE.formatted(" x ").getBytes(StandardCharsets.UTF_8);
    assertThat(read(bytes, TargetKind.CLASSES).samples().y().toIntVector())
        .containsExactly(0, 1, 0);
  }

  @ParameterizedTest
  @CsvSource({"1d", "0x2p0", "3f", "1_0", "1L", "Infinity", "NaN", "''"})
  void javasLiteralsAreNoNumbers(String text) {
    refused(
        ("a,t\n1,x\n" + text + ",y\n").getBytes(StandardCharsets.UTF_8),
        " line 3, column 'a': expected a number, got '" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({"1e1, 10", "+2, 2", ".5, 0.5", "2., 2", "1E-2, 0.01", "-0, 0"})
  void numpysLiteralsAreNumbers(String text, double value) throws IOException {
    byte[] bytes = ("a,t\n1,x\n" + text + ",y\n").getBytes(StandardCharsets.UTF_8);
    assertThat(read(bytes, TargetKind.CLASSES).samples().x().getDouble(1, 0) + 0.0)
        .isEqualTo(value);
  }

  @Test
  void anUploadIsReadTheSameWay() {
    assertThat(UploadedTable.read("t", "\uFEFFa,b,c\n1,2,x\n3,4,y\n", 9).columns())
        .containsExactly("a", "b");
    for (String label : new String[] {"NA", "", "nan"}) {
      assertThatThrownBy(() -> UploadedTable.read("t", "a,b,c\n1,2,x\n3,4," + label + "\n", 9))
          .hasMessageStartingWith("t line 3, column 'c': the label is missing");
    }
    assertThatThrownBy(() -> UploadedTable.read("t", "a,b,c\n1,2,\uFFFD\n3,4,y\n", 9))
        .hasMessageStartingWith("t line 2 holds the character U+FFFD");
    assertThatThrownBy(() -> UploadedTable.read("t", "a,b,c\n1,2,1\n3,4,1.5\n", 9))
        .hasMessageStartingWith("t line 3, column 'c': expected a class, got the number 1.5");
    assertThatThrownBy(() -> UploadedTable.read("t", "a,b,c\n1,2,1\n3,4f,2\n", 9))
        .hasMessage("t line 3, column 'b': expected a number, got '4f'");
  }
}
