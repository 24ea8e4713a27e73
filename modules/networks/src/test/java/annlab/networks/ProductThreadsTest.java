package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ProductThreadsTest {
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
  void anyNumberOfThreadsGivesTheSameBits() {
    INDArray one = ProductThreads.atMost(1, ProductThreadsTest::train);
    for (int threads = 2; threads <= 4; threads++) {
      assertThat(ProductThreads.atMost(threads, ProductThreadsTest::train))
          .as("%d threads", threads)
          .isEqualTo(one);
    }
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
