package annlab.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products are held to three nested loops, to the bit, in many shapes. */
class MatrixTest {
  private static final int CASES = 60;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aProductAddsOneAfterTheOther(boolean twice) {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      int rows = 1 + random.nextInt(20);
      int inner = 1 + random.nextInt(random.nextInt(4) == 0 ? 300 : 20);
      int columns = 1 + random.nextInt(150);
      double[] a = draw(random, rows * inner, twice);
      double[] b = draw(random, inner * columns, twice);
      double[] start = draw(random, columns, twice);
      Matrix result = Matrix.rows(twice, rows, columns);
      result.product(row(twice, start), rows(twice, rows, a), panels(twice, inner, b), rows, inner);
      double[] got = new double[rows * columns];
      result.read(got, rows);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          double sum = start[j];
          for (int q = 0; q < inner; q++) {
            sum = fused(twice, a[i * inner + q], b[q * columns + j], sum);
          }
          assertThat(got[i * columns + j]).as("case %d", seed).isEqualTo(sum);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anUpdateAddsRowAfterRow(boolean twice) {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      int rows = 1 + random.nextInt(random.nextInt(4) == 0 ? 300 : 20);
      int inputs = 1 + random.nextInt(20);
      int units = 1 + random.nextInt(150);
      double[] x = draw(random, rows * inputs, twice);
      double[] d = draw(random, rows * units, twice);
      double[] w = draw(random, inputs * units, twice);
      Matrix kernel = panels(twice, inputs, w);
      kernel.addTransposed(rows(twice, rows, x), rows(twice, rows, d), rows);
      for (int k = 0; k < inputs; k++) {
        for (int j = 0; j < units; j++) {
          double sum = w[k * units + j];
          for (int r = 0; r < rows; r++) {
            sum = fused(twice, x[r * inputs + k], d[r * units + j], sum);
          }
          assertThat(kernel.numbers.get(kernel.index(k, j))).as("case %d", seed).isEqualTo(sum);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void columnsOfAFlatVectorComeBackAsTheyWere(boolean twice) {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      int inputs = 1 + random.nextInt(90);
      int units = 1 + random.nextInt(150);
      double[] values = draw(random, inputs * units + 3, twice);
      Numbers flat = numbers(twice, values);
      Matrix kernel = panels(twice, inputs, new double[inputs * units]);
      kernel.readColumns(flat, 2, inputs);
      assertThat(kernel.numbers.get(kernel.index(inputs - 1, units - 1)))
          .isEqualTo(values[1 + inputs * units]);
      Matrix transposed = panels(twice, units, new double[inputs * units]);
      transposed.transpose(kernel);
      Matrix back = panels(twice, inputs, new double[inputs * units]);
      back.transpose(transposed);
      Numbers copy = numbers(twice, values);
      copy.fill(0);
      back.writeColumns(copy, 2, inputs);
      for (int i = 2; i < 2 + inputs * units; i++) {
        assertThat(copy.get(i)).as("case %d", seed).isEqualTo(values[i]);
      }
    }
  }

  private static double fused(boolean twice, double a, double b, double c) {
    return twice ? Math.fma(a, b, c) : Math.fma((float) a, (float) b, (float) c);
  }

  private static double[] draw(Random random, int count, boolean twice) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = twice ? random.nextGaussian() : (float) random.nextGaussian();
    }
    return values;
  }

  private static Numbers numbers(boolean twice, double[] values) {
    Numbers numbers = Numbers.zeros(twice, values.length);
    for (int i = 0; i < values.length; i++) {
      numbers.set(i, values[i]);
    }
    return numbers;
  }

  private static Matrix row(boolean twice, double[] values) {
    Numbers numbers = Numbers.zeros(twice, Matrix.size(twice, 1, values.length));
    for (int i = 0; i < values.length; i++) {
      numbers.set(i, values[i]);
    }
    return Matrix.row(numbers, 0, values.length);
  }

  private static Matrix rows(boolean twice, int rows, double[] values) {
    Matrix matrix = Matrix.rows(twice, rows, values.length / rows);
    matrix.write(values, rows);
    return matrix;
  }

  private static Matrix panels(boolean twice, int rows, double[] values) {
    int columns = values.length / rows;
    Numbers numbers = Numbers.zeros(twice, Matrix.size(twice, rows, columns));
    Matrix matrix = Matrix.panels(numbers, 0, rows, columns);
    for (int i = 0; i < values.length; i++) {
      numbers.set(matrix.index(i / columns, i % columns), values[i]);
    }
    return matrix;
  }
}
