package annlab.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class CaliforniaHousingTest {
  /** Of the order in which 20,640 numbers are added, relative to the sum. */
  private static final double SUMMATION = 1e-12;

  private static final JsonNode GOLDEN = Reference.read("train_test_split.json").get("data_checks");

  private Samples data;

  @BeforeEach
  void load() {
    data = CaliforniaHousing.load(new DataHome());
  }

  private static void close(double actual, JsonNode golden) {
    double expected = golden.doubleValue();
    assertThat(actual).isCloseTo(expected, Offset.offset(SUMMATION * Math.abs(expected)));
  }

  @Test
  void rowsAreThoseOfScikitLearnBitByBit() {
    assertThat(data.x().shape()).containsExactly(20_640, 8);
    assertThat(data.y().shape()).containsExactly(20_640);
    assertThat(data.x().dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(data.y().dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(data.x().getRow(0).toDoubleVector())
        .isEqualTo(Reference.doubles(GOLDEN.get("first_row")));
    assertThat(data.x().getRow(20_639).toDoubleVector())
        .isEqualTo(Reference.doubles(GOLDEN.get("last_row")));
    assertThat(data.y().getDouble(0)).isEqualTo(GOLDEN.get("first_target").doubleValue());
    assertThat(data.y().getDouble(20_639)).isEqualTo(GOLDEN.get("last_target").doubleValue());
    assertThat(CaliforniaHousing.FEATURE_NAMES)
        .isEqualTo(
            StreamSupport.stream(GOLDEN.get("feature_names").spliterator(), false)
                .map(JsonNode::textValue)
                .toList());
  }

  @Test
  void columnsHaveScikitLearnsMomentsAndBounds() {
    for (int column = 0; column < 8; column++) {
      double[] values = data.x().getColumn(column).toDoubleVector();
      double mean = Arrays.stream(values).sum() / values.length;
      double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;
      close(mean, GOLDEN.get("column_means").get(column));
      close(Math.sqrt(square), GOLDEN.get("column_stds").get(column));
      assertThat(Arrays.stream(values).min().orElseThrow())
          .isEqualTo(GOLDEN.get("column_mins").get(column).doubleValue());
      assertThat(Arrays.stream(values).max().orElseThrow())
          .isEqualTo(GOLDEN.get("column_maxs").get(column).doubleValue());
    }
    double[] y = data.y().toDoubleVector();
    close(Arrays.stream(y).sum() / y.length, GOLDEN.get("target_mean"));
    assertThat(Arrays.stream(y).min().orElseThrow())
        .isEqualTo(GOLDEN.get("target_min").doubleValue());
    assertThat(Arrays.stream(y).filter(value -> value == 5.00001).count())
        .isEqualTo(GOLDEN.get("rows_with_target_at_cap_5.00001").longValue());
  }

  @Test
  void theFirstRowsOfTheChaptersPartsAreScikitLearns() {
    Split outer = Split.of(data, SplitOptions.defaults(), 42);
    Split inner = Split.of(outer.train(), SplitOptions.defaults(), 42);
    starts(inner.train(), 0, GOLDEN.get("first_train_row"), GOLDEN.get("first_train_target"));
    starts(inner.test(), 0, GOLDEN.get("first_valid_row"), GOLDEN.get("first_valid_target"));
    for (int row = 0; row < 3; row++) {
      starts(
          outer.test(),
          row,
          GOLDEN.get("first3_test_rows").get(row),
          GOLDEN.get("first3_test_targets").get(row));
    }
  }

  private static void starts(Samples part, int row, JsonNode x, JsonNode y) {
    assertThat(part.x().getRow(row).toDoubleVector()).isEqualTo(Reference.doubles(x));
    assertThat(part.y().getDouble(row)).isEqualTo(y.doubleValue());
  }
}
