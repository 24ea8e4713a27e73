package annlab.networks.internal.step;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.kernels.Matrix;
import annlab.kernels.Numbers;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void aSmallMatrixIsReadWholeInWhateverWayItLies() {
    for (int rows : new int[] {1, 2, 5}) {
      for (int columns : new int[] {1, 3, 70}) {
        Matrix matrix = filled(rows, columns);
        double[] into = new double[Sample.size(rows, columns)];
        assertThat(Sample.read(matrix, rows, into)).isEqualTo(rows * columns);
        assertThat(into)
            .containsExactly(
                DoubleStream.iterate(0, v -> v + 1).limit((long) rows * columns).toArray());
      }
    }
  }

  private static Matrix filled(int rows, int columns) {
    Numbers numbers = Numbers.zeros(true, Matrix.size(true, rows, columns));
    Matrix matrix = Matrix.panels(numbers, 0, rows, columns);
    for (int i = 0; i < rows * columns; i++) {
      numbers.set(matrix.index(i / columns, i % columns), i);
    }
    return matrix;
  }

  @Test
  void ofALargeMatrixSoManyRowsAreReadThatPicturesShowAllColumns() {
    int rows = 784;
    int columns = 300;
    double[] into = new double[Sample.size(rows, columns)];
    int count = Sample.read(filled(rows, columns), rows, into);
    assertThat(count).isEqualTo(into.length).isBetween(Sample.MOST / 3, Sample.MOST);
    assertThat(Arrays.stream(into).map(value -> value % columns).distinct().count())
        .isEqualTo(columns);
    assertThat(
            Arrays.stream(into).map(value -> Math.floor(value / columns) % 28).distinct().count())
        .isEqualTo(28);
  }

  @Test
  void aTensorTakesTheRoomOfOneRowOrOfALimit() {
    for (int rows : new int[] {1, 784, 100_000, 3_000_000}) {
      for (int columns : new int[] {1, 2, 300, 512, 100_000}) {
        if ((long) rows * columns < Integer.MAX_VALUE) {
          assertThat(Sample.size(rows, columns)).isBetween(columns, Sample.MOST + columns);
        }
      }
    }
  }
}
