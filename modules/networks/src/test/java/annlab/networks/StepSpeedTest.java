package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Sgd;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Times the training step of the Fashion MNIST network, gather included. */
class StepSpeedTest {
  private static final int BATCH = 32;
  private static final int STEPS = 1000;

  @Test
  @Tag("slow")
  void theFusedStepTakesLessThanHalfOfDl4js() {
    double fused = medianMilliseconds(StepChoice.DENSE, 3);
    double dl4j = medianMilliseconds(StepChoice.DL4J, 3);
    assertThat(fused / dl4j).isLessThanOrEqualTo(0.5);
  }

  /** Median over the steps of the last epoch. */
  static double medianMilliseconds(StepChoice choice, int epochs) {
    int rows = BATCH * STEPS;
    INDArray x = Nd4j.rand(DataType.FLOAT, rows, 784);
    INDArray y = Nd4j.rand(DataType.FLOAT, rows).muli(10).castTo(DataType.INT32);
    Model model =
        Sequential.of(
                Input.of(784),
                new Dense(300, Activation.RELU),
                new Dense(100, Activation.RELU),
                new Dense(10, Activation.SOFTMAX))
            .seed(1)
            .compile(Loss.sparseCategoricalCrossentropy(), new Sgd(0.01), Metric.accuracy());
    long[] ends = new long[STEPS + 1];
    Callback clock =
        new Callback() {
          @Override
          public void epochBegin(Training training, int epoch) {
            ends[0] = System.nanoTime();
          }

          @Override
          public void batchEnd(Training training, int step, double loss) {
            ends[step + 1] = System.nanoTime();
          }
        };
    model.fit(x, y, FitOptions.defaults().withEpochs(epochs).withCallbacks(clock).withStep(choice));
    double[] took = new double[STEPS];
    for (int i = 0; i < STEPS; i++) {
      took[i] = (ends[i + 1] - ends[i]) / 1e6;
    }
    Arrays.sort(took);
    return took[STEPS / 2];
  }

  /** Prints the median, for timing outside the tests. */
  public static void main(String[] arguments) {
    StepChoice choice = StepChoice.valueOf(arguments[0]);
    System.out.printf("%s %.3f ms a step%n", choice, medianMilliseconds(choice, 3));
  }
}
