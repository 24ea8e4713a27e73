package annlab.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class IrisTest {
  @Test
  void hasFiftyRowsOfEachSpeciesInOrder() {
    Samples iris = Iris.load();
    assertThat(iris.x().shape()).containsExactly(150, 4);
    assertThat(iris.x().dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(iris.y().dataType()).isEqualTo(DataType.INT32);
    int[] classes = iris.y().toIntVector();
    for (int row = 0; row < 150; row++) {
      assertThat(classes[row]).isEqualTo(row / 50);
    }
    assertThat(Iris.CLASS_NAMES).hasSize(3);
    assertThat(Iris.FEATURE_NAMES).hasSize(4);
  }

  @Test
  void hasFishersValuesWhereTheUciCopyErrs() {
    Samples iris = Iris.load();
    assertThat(iris.x().getRow(34).toDoubleVector()).containsExactly(4.9, 3.1, 1.5, 0.2);
    assertThat(iris.x().getRow(37).toDoubleVector()).containsExactly(4.9, 3.6, 1.4, 0.1);
  }

  @Test
  void theFileIsScikitLearns() throws IOException {
    try (InputStream in = Iris.class.getResourceAsStream("iris.csv")) {
      assertThat(Packing.sha256(in.readAllBytes()))
          .isEqualTo("f13ffa8fdd56fd8e6c8d16d4081a3fbd3114bcd0aae4256c43205169cd9d1449");
    }
  }
}
