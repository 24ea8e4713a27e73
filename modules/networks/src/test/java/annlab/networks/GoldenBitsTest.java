package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Input;
import annlab.networks.layers.Regularizer;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.LearningRate;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.Sgd;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * History, weights and predictions of small trainings, as a hash that is the same on every machine,
 * with every Java and with any number of threads.
 */
class GoldenBitsTest {
  private static final int ROWS = 77;
  private static final int INPUTS = 13;

  @ParameterizedTest
  @CsvSource({
    "FLOAT, sgd, b5099a1b0bb5acf5",
    "FLOAT, momentum, 12234e733e8f21ad",
    "FLOAT, adam, b47ce918d2a01d88",
    "DOUBLE, sgd, 7383b0a248d778a6",
    "DOUBLE, momentum, 6cc2006f0b984f4c",
    "DOUBLE, adam, 4bbd72b6331e70e0",
  })
  void aTrainingHasTheBitsOfEveryOtherMachine(DataType type, String optimizer, String golden) {
    assertThat(Long.toHexString(train(type, optimizer(optimizer)))).isEqualTo(golden);
  }

  private static Optimizer optimizer(String name) {
    return switch (name) {
      case "sgd" -> new Sgd(0.1);
      case "momentum" -> new Sgd(LearningRate.constant(0.05), 0.9, true);
      default -> new Adam(0.01);
    };
  }

  private static long train(DataType type, Optimizer optimizer) {
    SplittableRandom random = new SplittableRandom(5);
    INDArray x = Nd4j.create(draw(random, ROWS * INPUTS), new long[] {ROWS, INPUTS}, type);
    double[] ids = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      ids[i] = random.nextInt(3);
    }
    INDArray y = Nd4j.create(ids, new long[] {ROWS}, DataType.DOUBLE);
    Model model =
        Sequential.of(
                Input.of(INPUTS),
                new Dense(70, Activation.RELU).withKernelRegularizer(Regularizer.l2(1e-3)),
                new Dropout(0.1),
                new Dense(9, Activation.TANH),
                new Dense(3, Activation.SOFTMAX))
            .seed(11)
            .dataType(type)
            .compile(Loss.sparseCategoricalCrossentropy(), optimizer);
    History history =
        model.fit(x, y, FitOptions.defaults().withEpochs(3).withBatchSize(10).withValidation(x, y));
    long hash = 0;
    for (String series : new String[] {"loss", "val_loss"}) {
      for (double value : history.series(series)) {
        hash = hash * 31 + Double.hashCode(value);
      }
    }
    hash = hash(hash, model.parameters());
    return hash(hash, model.predict(x));
  }

  private static double[] draw(SplittableRandom random, int count) {
    return random.doubles(count).toArray();
  }

  private static long hash(long start, INDArray array) {
    long hash = start;
    for (double value : array.castTo(DataType.DOUBLE).ravel().toDoubleVector()) {
      hash = hash * 31 + Double.hashCode(value);
    }
    return hash;
  }
}
