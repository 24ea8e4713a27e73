package annlab.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.datasets.DataSet.Column;
import annlab.datasets.DataSet.Layout;
import annlab.datasets.DataSet.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class DataSetTest {
  private static final List<DataSet> ALL = DataSet.ALL;
  private static final int FEW = 300;

  private final DataHome home = new DataHome();

  @Test
  void idsAreDifferentAndFindTheirSets() {
    assertThat(DataSet.names()).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z0-9-]+"));
    for (DataSet set : ALL) {
      assertThat(DataSet.named(set.id())).contains(set);
    }
    assertThat(DataSet.named("no such set")).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void itsRowsAreAsItsLayoutSays(DataSet set) {
    assertThat(home.faults(set.files())).isEmpty();
    Rows rows = set.reader().read(home);
    Samples few = set.load(home, FEW);
    int count = Math.min(FEW, rows.count());
    assertThat(few.x().shape()).containsExactly(count, set.layout().features().size());
    assertThat(few.x().dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(few.y().shape()).containsExactly(count);
    boolean classes = !set.layout().classNames().isEmpty();
    assertThat(few.y().dataType()).isEqualTo(classes ? DataType.INT32 : DataType.DOUBLE);
    for (int row = 0; row < count; row++) {
      assertThat(few.x().getRow(row).toDoubleVector()).isEqualTo(rows.features(row));
      assertThat(few.y().getDouble(row)).isEqualTo(rows.target(row));
    }
    if (classes) {
      int[] ids =
          IntStream.range(0, rows.count()).map(row -> (int) rows.target(row)).distinct().toArray();
      assertThat(ids).hasSize(set.layout().classNames().size());
      assertThat(Arrays.stream(ids).max()).hasValue(set.layout().classNames().size() - 1);
    }
    Rows shown = set.reader().shown(home);
    assertThat(shown.features(0)).hasSize(set.layout().features().size());
    assertThat(set.origin().licence()).isNotBlank();
    assertThat(set.origin().source()).startsWith("https://");
  }

  /** More than are made at a time. */
  @Test
  void picturesAreTheTrainingImagesDividedBy255() {
    int rows = 3_000;
    INDArray x = DataSet.FASHION_MNIST.load(home, rows).x();
    INDArray images = FashionMnist.load(home).trainImages().get(NDArrayIndex.interval(0, rows));
    INDArray expected = images.castTo(DataType.DOUBLE).divi(255.0).reshape(rows, 28 * 28);
    assertThat(x.toDoubleMatrix()).isDeepEqualTo(expected.toDoubleMatrix());
  }

  @Test
  void columnsThatDoNotFitTheShapeAreRefused() {
    Column x = new Column("x", "");
    assertThatThrownBy(() -> new Layout(List.of(2, 2), List.of(x), x, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row of shape [2, 2] does not have 1 features");
  }
}
