package annlab.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class CaliforniaHousingTest {
  /** Of the order in which 20,640 numbers are added. */
  private static final Offset<Double> SUMMATION = Offset.offset(1e-12);

  @Test
  void rowsAreThoseOfScikitLearnBitByBit() {
    Samples data = CaliforniaHousing.load(FullData.home(CaliforniaHousing.FILES));
    assertThat(data.x().shape()).containsExactly(20_640, 8);
    assertThat(data.y().shape()).containsExactly(20_640);
    assertThat(data.x().dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(data.x().getRow(0).toDoubleVector())
        .containsExactly(
            8.3252,
            41.0,
            6.984126984126984,
            1.0238095238095237,
            322.0,
            2.5555555555555554,
            37.88,
            -122.23);
    assertThat(data.x().getRow(20_639).toDoubleVector())
        .containsExactly(
            2.3886,
            16.0,
            5.254716981132075,
            1.1622641509433962,
            1387.0,
            2.616981132075472,
            39.37,
            -121.24);
    double[] y = data.y().toDoubleVector();
    assertThat(new double[] {y[0], y[20_639]}).containsExactly(4.526, 0.894);
    assertThat(Arrays.stream(y).filter(value -> value == 5.00001).count()).isEqualTo(965);
    assertThat(Arrays.stream(y).sum() / y.length).isCloseTo(2.068558169089147, SUMMATION);
    assertThat(CaliforniaHousing.FEATURE_NAMES).hasSize(8);
  }
}
