package annlab.networks.numpy;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Seeds;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Each expected text is what NumPy 1.24 prints. */
class ArrayTextTest {
  @Test
  void decimalsAsFewAsTellTheNumbersApart() {
    assertThat(ArrayText.of(Nd4j.createFromArray(0.1f, 0.25f, -1f)))
        .isEqualTo("[ 0.1   0.25 -1.  ]");
    assertThat(ArrayText.of(Nd4j.createFromArray(1.0, 2.0))).isEqualTo("[1. 2.]");
    assertThat(ArrayText.of(Nd4j.createFromArray(1.0 / 3, 0.5)))
        .isEqualTo("[0.33333333 0.5       ]");
    assertThat(ArrayText.of(Nd4j.createFromArray(9, 2, 11))).isEqualTo("[ 9  2 11]");
    assertThat(ArrayText.of(Nd4j.createFromArray(0.0, Double.NaN, -0.5)))
        .isEqualTo("[ 0.   nan -0.5]");
  }

  @Test
  void farApartNumbersHaveExponents() {
    assertThat(ArrayText.of(Nd4j.createFromArray(1e-5, 1.0))).isEqualTo("[1.e-05 1.e+00]");
    assertThat(ArrayText.of(Nd4j.createFromArray(1.5e8, -2.25))).isEqualTo("[ 1.50e+08 -2.25e+00]");
  }

  @Test
  void rowsOfAMatrix() {
    assertThat(ArrayText.of(Nd4j.createFromArray(new double[][] {{1, 0.5}, {-2, 3}})))
        .isEqualTo("[[ 1.   0.5]\n [-2.   3. ]]");
    assertThat(ArrayText.of(Nd4j.zeros(2, 1, 2))).isEqualTo("[[[0. 0.]]\n\n [[0. 0.]]]");
  }

  @Test
  void aLargeMatrixShowsItsCorners() {
    Model model =
        Sequential.of(Input.of(784), new Dense(300), new Dense(1))
            .seed(Seeds.keras2(42))
            .compile(Loss.meanSquaredError(), new Sgd());
    // the public notebook prints these numbers of this kernel
    assertThat(ArrayText.of(model.weights().get(0)))
        .startsWith(
            "[[ 0.02448617 -0.00877795 -0.02189048 ... -0.02766046  0.03859074\n  -0.06889391]\n")
        .contains("\n ...\n");
    assertThat(ArrayText.of(model.weights().get(1)).lines().findFirst().orElseThrow())
        .startsWith("[0. 0. 0.");
  }

  @Test
  void longLinesAreBroken() {
    assertThat(ArrayText.of(Nd4j.zeros(40)))
        .isEqualTo(
            "[0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0.\n"
                + " 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0. 0.]");
  }
}
