package annlab.experiments.backpropagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ScalarNetworkTest {
  private static final List<Integer> SIZES = List.of(5, 4, 4, 4, 3);

  @Test
  void theFiguresNetworkHas79ParametersWithANameEach() {
    ScalarNetwork network =
        new ScalarNetwork(
            SIZES, ScalarNetwork.Hidden.TANH, ScalarNetwork.Objective.MEAN_SQUARED_ERROR);
    // 5 * 4 + 4, twice 4 * 4 + 4, 4 * 3 + 3
    assertThat(network.parameterCount()).isEqualTo(24 + 20 + 20 + 15);
    assertThat(network.parameterNames()).hasSize(79).doesNotHaveDuplicates();
    assertThat(network.parameterNames().get(network.place(1, 2, 3))).isEqualTo("w1[3,2]");
    assertThat(network.parameterNames().get(network.place(4, 2, 4))).isEqualTo("b4[2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.record(new Tape(), List.of(1.0)))
        .withMessage("the network has 79 parameters, got 1");
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAgreeWithCentralDifferences(ScalarNetwork.Objective objective) {
    SplittableRandom random = new SplittableRandom(5);
    ScalarNetwork network = new ScalarNetwork(SIZES, ScalarNetwork.Hidden.TANH, objective);
    List<Double> parameters = network.randomParameters(random);
    List<List<Double>> x =
        List.of(
            random.doubles(5, -1, 1).boxed().toList(), random.doubles(5, -1, 1).boxed().toList());
    List<List<Double>> y = List.of(List.of(0.0, 1.0, 0.0), List.of(1.0, 0.0, 0.0));
    List<Double> difference =
        CentralDifference.gradient(values -> network.loss(values, x, y), parameters);
    assertThat(
            CentralDifference.relativeError(network.gradient(parameters, x, y), difference, 1e-5))
        .isLessThan(1e-6);
  }

  @Test
  void crossEntropyDoesNotOverflow() {
    ScalarNetwork network =
        new ScalarNetwork(
            List.of(1, 2),
            ScalarNetwork.Hidden.TANH,
            ScalarNetwork.Objective.SOFTMAX_CROSS_ENTROPY);
    // sums 1000 and 0: the right class is missed by 1000
    List<Double> parameters = List.of(1000.0, 0.0, 0.0, 0.0);
    List<List<Double>> x = List.of(List.of(1.0));
    assertThat(network.loss(parameters, x, List.of(List.of(0.0, 1.0)))).isEqualTo(1000);
    assertThat(network.gradient(parameters, x, List.of(List.of(0.0, 1.0))))
        .containsExactly(1.0, -1.0, 1.0, -1.0);
  }
}
