package annlab.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.random.NumpyRandomState;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SplitTest {
  /** Rows whose values tell their numbers: x = [row, -row], y = row. */
  private static Samples numbered(int rows) {
    double[][] x = new double[rows][];
    for (int row = 0; row < rows; row++) {
      x[row] = new double[] {row, -row};
    }
    return new Samples(
        Nd4j.createFromArray(x), Nd4j.createFromArray(IntStream.range(0, rows).toArray()));
  }

  private static String hash(int[] rows) {
    ByteBuffer bytes = ByteBuffer.allocate(rows.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int row : rows) {
      bytes.putLong(row);
    }
    byte[] content = new byte[bytes.capacity()];
    bytes.flip().get(content);
    return Packing.sha256(content);
  }

  private static void matches(JsonNode golden, int[] rows) {
    assertThat(rows).hasSize(golden.get("n").intValue());
    assertThat(hash(rows)).isEqualTo(golden.get("sha256_int64_le").textValue());
  }

  private static int[] at(int[] values, int[] positions) {
    return IntStream.of(positions).map(position -> values[position]).toArray();
  }

  @Test
  void theChaptersTwoSplitsOfCaliforniaHousingAreScikitLearns() {
    JsonNode golden = Reference.read("train_test_split.json");
    Split outer = Split.of(numbered(20_640), SplitOptions.defaults(), 42);
    JsonNode rows = golden.get("original_row_indices");
    matches(rows.get("train_full"), outer.trainRows());
    matches(rows.get("test"), outer.testRows());

    Split inner = Split.of(outer.train(), SplitOptions.defaults(), 42);
    matches(golden.get("positions_within_train_full").get("train"), inner.trainRows());
    matches(golden.get("positions_within_train_full").get("valid"), inner.testRows());
    matches(rows.get("train"), at(outer.trainRows(), inner.trainRows()));
    matches(rows.get("valid"), at(outer.trainRows(), inner.testRows()));
    matches(rows.get("train"), inner.train().y().toIntVector());
    matches(rows.get("valid"), inner.test().y().toIntVector());
  }

  @Test
  void irisSplitsAreScikitLearns() {
    JsonNode golden = Reference.read("train_test_split.json").get("iris_splits");
    Split tenth = Split.of(numbered(150), 0.1, 42);
    matches(golden.get("n=150,test_size=0.1").get("train"), tenth.trainRows());
    matches(golden.get("n=150,test_size=0.1").get("test"), tenth.testRows());
    Split again = Split.of(tenth.train(), 0.1, 42);
    matches(golden.get("n=135,test_size=0.1").get("train"), again.trainRows());
    matches(golden.get("n=135,test_size=0.1").get("test"), again.testRows());
    Split quarter = Split.of(numbered(150), SplitOptions.defaults(), 42);
    matches(golden.get("n=150,test_size=None").get("train"), quarter.trainRows());
    matches(golden.get("n=150,test_size=None").get("test"), quarter.testRows());
  }

  @Test
  void partsHoldTheRowsThatTheirNumbersName() {
    Split split = Split.of(numbered(101), 0.3, 5);
    for (int i = 0; i < split.testRows().length; i++) {
      int row = split.testRows()[i];
      assertThat(split.test().x().getRow(i).toDoubleVector()).containsExactly(row, -row);
      assertThat(split.test().y().getInt(i)).isEqualTo(row);
    }
    int[] all =
        IntStream.concat(IntStream.of(split.trainRows()), IntStream.of(split.testRows()))
            .sorted()
            .toArray();
    assertThat(all).isEqualTo(IntStream.range(0, 101).toArray());
  }

  @Test
  void everyCaseOfSizesAndStrataIsScikitLearnsAndLeavesTheGeneratorWhereItDoes() {
    JsonNode golden = Reference.read("stratified_splits.json");
    int split = 0;
    int refused = 0;
    for (JsonNode expected : golden.get("cases")) {
      SplitOptions options = options(expected);
      int rows = expected.path("rows").intValue();
      if (expected.has("labels")) {
        INDArray labels = labels(golden.get("labels").get(expected.get("labels").textValue()));
        options = options.stratifiedBy(labels);
        rows = (int) labels.size(0);
      }
      Samples samples = numbered(rows);
      SplitOptions wanted = options;
      NumpyRandomState random = new NumpyRandomState(expected.get("seed").intValue());
      if (expected.has("error")) {
        refused++;
        assertThatThrownBy(() -> Split.of(samples, wanted, random))
            .as(expected.toString())
            .isInstanceOf(IllegalArgumentException.class);
        continue;
      }
      split++;
      Split actual = Split.of(samples, wanted, random);
      assertThat(hash(actual.trainRows()))
          .as(expected.toString())
          .isEqualTo(expected.get("train_sha256_int64_le").textValue());
      assertThat(hash(actual.testRows()))
          .as(expected.toString())
          .isEqualTo(expected.get("test_sha256_int64_le").textValue());
      assertThat(random.randint(0, Integer.MAX_VALUE))
          .isEqualTo(expected.get("next_randint_of_the_generator").intValue());
    }
    assertThat(split).isGreaterThan(50);
    assertThat(refused).isGreaterThan(3);
  }

  private static SplitOptions options(JsonNode expected) {
    SplitOptions options = SplitOptions.defaults();
    JsonNode test = expected.path("test_size");
    JsonNode train = expected.path("train_size");
    if (test.isNumber()) {
      options =
          test.isInt()
              ? options.withTestRows(test.intValue())
              : options.withTestShare(test.doubleValue());
    }
    if (train.isNumber()) {
      options =
          train.isInt()
              ? options.withTrainRows(train.intValue())
              : options.withTrainShare(train.doubleValue());
    }
    return expected.path("shuffle").asBoolean(true) ? options : options.inOrder();
  }

  private static INDArray labels(JsonNode list) {
    if (list.get(0).isArray()) {
      int[][] rows =
          StreamSupport.stream(list.spliterator(), false)
              .map(row -> new int[] {row.get(0).intValue(), row.get(1).intValue()})
              .toArray(int[][]::new);
      return Nd4j.createFromArray(rows);
    }
    return Nd4j.createFromArray(
        StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::intValue).toArray());
  }

  @Test
  void sameSeedSameRowsOtherSeedOtherRows() {
    Samples samples = numbered(60);
    assertThat(Split.of(samples, 0.5, 1).testRows())
        .isEqualTo(Split.of(samples, 0.5, 1).testRows())
        .isNotEqualTo(Split.of(samples, 0.5, 2).testRows());
  }

  @Test
  void stratifiedPartsHaveEachClassInItsShare() {
    INDArray classes = Iris.load().y();
    for (int seed = 0; seed < 20; seed++) {
      Split split =
          Split.of(
              Iris.load(), SplitOptions.defaults().withTestRows(30).stratifiedBy(classes), seed);
      int[] counts = new int[3];
      Arrays.stream(split.test().y().toIntVector()).forEach(c -> counts[c]++);
      assertThat(counts).containsExactly(10, 10, 10);
    }
  }

  @Test
  void sizesThatDoNotFitAreRefusedWithWhatCameAndWhatFits() {
    Samples ten = numbered(10);
    SplitOptions options = SplitOptions.defaults();
    assertThatThrownBy(() -> options.withTestShare(1.0))
        .hasMessage("a share of rows must be in (0, 1), got 1.0");
    assertThatThrownBy(() -> options.withTestShare(Double.NaN))
        .hasMessage("a share of rows must be in (0, 1), got NaN");
    assertThatThrownBy(() -> options.withTrainRows(0))
        .hasMessage("a number of rows must be at least 1, got 0");
    assertThatThrownBy(() -> Split.of(ten, options.withTestRows(10), 1))
        .hasMessage("a part must be smaller than the 10 rows, got 10");
    assertThatThrownBy(() -> Split.of(ten, options.withTestShare(0.6).withTrainShare(0.5), 1))
        .hasMessage(
            "training part and test part must not exceed the 10 rows together, got 5 and 6");
    assertThatThrownBy(() -> Split.of(ten, options.withTrainShare(0.01), 1))
        .hasMessageStartingWith("the training part of 10 rows would be empty");
    assertThatThrownBy(() -> options.inOrder().stratifiedBy(ten.y()))
        .hasMessageStartingWith("a stratified split needs shuffled rows");
  }

  @Test
  void classesTooSmallForTwoPartsAreRefused() {
    Samples five = numbered(5);
    SplitOptions options = SplitOptions.defaults().withTestRows(2);
    assertThatThrownBy(
            () -> Split.of(five, options.stratifiedBy(Nd4j.createFromArray(0, 0, 1, 1, 2)), 1))
        .hasMessage(
            "every class must have at least 2 rows to be in both parts, got a class with 1");
    assertThatThrownBy(() -> Split.of(five, options.stratifiedBy(Nd4j.createFromArray(0, 0, 1)), 1))
        .hasMessage("stratify has 3 rows but the samples have 5; pass one class per row");
  }
}
