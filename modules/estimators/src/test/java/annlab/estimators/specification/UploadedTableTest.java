package annlab.estimators.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadedTableTest {
  private static final int MAX_ROWS = 3;

  @Test
  void aTableTellsItsColumnsAndClasses() {
    UploadedTable table = UploadedTable.read("a.csv", "w,h,kind\n1,2,tall\n3,4,small\n", MAX_ROWS);
    assertThat(table.columns()).containsExactly("w", "h");
    assertThat(table.target()).isEqualTo("kind");
    assertThat(table.classes())
        .containsExactly(
            new UploadedTable.ClassOfRows(0, "small"), new UploadedTable.ClassOfRows(1, "tall"));
    assertThat(table.rows()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x,y,c;1,2,a | must have 2 to 3 rows below its header, got 1",
        "x,y,c;1,2,a;1,2,b;1,2,a;1,2,b | must have 2 to 3 rows below its header, got 4",
        "x,c;1,a;2,b | has only the columns [x, c]; it needs two columns of numbers or more, and"
            + " the class in the last one",
        "x,x,c;1,2,a;2,3,b |"
            + " is no table of comma-separated values: Header contains duplicate fields: [x]",
        "x,y,c;1,2;2,3,b | line 2 has 2 fields, the header has 3",
        "x,y,c;1,2,a;2,many,b | line 3, column 'y': expected a number, got 'many'",
        "x,y,c;1,NaN,a;2,3,b | line 2, column 'y': expected a number, got 'NaN'",
        "x,y,c;1,1e999,a;2,3,b | line 2, column 'y': expected a number, got '1e999'",
        "x,y,c;1,2,a;2,3,a | must have 2 to 20 classes in its last column, got 1"
      })
  void whatIsNoTableOfPointsIsRefusedInOneSentence(String text, String sentence) {
    assertThatThrownBy(() -> UploadedTable.read("a.csv", text.replace(';', '\n'), MAX_ROWS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a.csv " + sentence);
  }

  @Test
  void moreRowsThanMayBeAreOnlyCounted() {
    String text = "x,y,c\n" + "1,2,a\n".repeat(1_000_000);
    assertThatThrownBy(() -> UploadedTable.read("a.csv", text, 2000))
        .hasMessage("a.csv must have 2 to 2000 rows below its header, got 1000000");
  }

  @Test
  void aTableHasAHundredColumnsAtMost() {
    assertThat(UploadedTable.read("a.csv", wide(100), MAX_ROWS).columns()).hasSize(99);
    assertThatThrownBy(() -> UploadedTable.read("a.csv", wide(101), MAX_ROWS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a.csv has 101 columns; at most 100 are allowed");
    assertThatThrownBy(() -> UploadedTable.read("a.csv", wide(20_000), MAX_ROWS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16384 fields");
  }

  private static String wide(int columns) {
    String header =
        IntStream.range(0, columns).mapToObj(i -> "x" + i).collect(Collectors.joining(","));
    return header + "\n" + "1,".repeat(columns - 1) + "0\n" + "1,".repeat(columns - 1) + "1\n";
  }

  /** A quoted field may hold lines and megabytes; a message holds neither. */
  @Test
  void whateverAFileHoldsTheMessageIsOneShortLine() {
    String field = "\"<b>\n" + "z".repeat(1_000_000) + "\"";
    for (String text :
        new String[] {
          "x,y,c\n1," + field + ",a\n1,2,b\n",
          "x," + field + ",c\n1,z,a\n1,2,b\n",
          "x," + field + "\n1,a\n1,b\n",
          field + "," + field + ",c\n1,2,a\n1,2,b\n"
        }) {
      assertThatThrownBy(() -> UploadedTable.read("a.csv", text, MAX_ROWS))
          .isInstanceOf(IllegalArgumentException.class)
          .satisfies(
              refused ->
                  assertThat(refused.getMessage()).hasSizeLessThan(300).doesNotContain("\n"));
    }
  }
}
