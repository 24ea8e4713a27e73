package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ProductThreadsTest {
  /** Rounding of a sum of 512 products in float, in another order. */
  private static final double ROUNDING = 1e-4;

  @Test
  void theNumberFollowsFromTheSizeAndTheProcessorsAlone() {
    assertThat(ProductThreads.of(2 * ProductThreads.SHARE - 1, 8)).isEqualTo(1);
    assertThat(ProductThreads.of(2 * ProductThreads.SHARE, 8)).isEqualTo(2);
    assertThat(ProductThreads.of(100 * ProductThreads.SHARE, 8)).isEqualTo(8);
    assertThat(ProductThreads.of(100 * ProductThreads.SHARE, 1)).isEqualTo(1);
    assertThat(ProductThreads.of(1, 8)).isEqualTo(1);
  }

  /** 784 * 300 at Keras' batch, at scikit-learn's, and at evaluation's. */
  @Test
  void theChaptersOwnSizesStayWithOneThread() {
    Model model = model(784, 300);
    for (int batch : new int[] {32, 200, 256}) {
      assertThat(ProductThreads.of(ProductThreads.largest(model.spec(), batch), 64)).isEqualTo(1);
    }
    assertThat(ProductThreads.of(ProductThreads.largest(model.spec(), 1024), 64)).isEqualTo(7);
  }

  @Test
  void twoThreadsGiveTheSameBitsTwiceAndOnesNumbersButForRounding() {
    INDArray one = ProductThreads.atMost(1, ProductThreadsTest::train);
    Supplier<INDArray> two = () -> ProductThreads.atMost(2, ProductThreadsTest::train);
    INDArray first = two.get();
    assertThat(two.get()).isEqualTo(first);
    assertThat(first.sub(one).normmaxNumber().doubleValue()).isLessThan(ROUNDING);
    assertThat(ProductThreads.atMost(1, ProductThreadsTest::train)).isEqualTo(one);
  }

  private static INDArray train() {
    Nd4j.getRandom().setSeed(1);
    INDArray x = Nd4j.rand(DataType.FLOAT, 512, 512);
    INDArray y = Nd4j.rand(DataType.FLOAT, 512, 1);
    Model model = model(512, 256);
    assertThat(ProductThreads.of(ProductThreads.largest(model.spec(), 512), 2)).isEqualTo(2);
    model.fit(x, y, FitOptions.defaults().withBatchSize(512).withEpochs(2));
    return model.parameters();
  }

  private static Model model(int inputs, int units) {
    return Sequential.of(Input.of(inputs), new Dense(units, Activation.RELU), new Dense(1))
        .seed(1)
        .compile(Loss.meanSquaredError(), new Sgd());
  }
}
