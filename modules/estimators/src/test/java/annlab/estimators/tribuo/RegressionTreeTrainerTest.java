package annlab.estimators.tribuo;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.estimators.mlp.RunningSquaredError;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTRegressionTrainer;

class RegressionTreeTrainerTest {
  private static final int ROWS = 300;
  private static final int FEATURES = 4;
  private static final int TREES = 8;

  /** Few values tie rows and splits with each other, many make deep trees. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 1_000_000})
  void aForestIsTribuosToTheLastBit(int distinct) {
    SplittableRandom random = new SplittableRandom(distinct);
    double[][] x = new double[ROWS][FEATURES];
    double[] y = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < FEATURES; j++) {
        x[i][j] = (random.nextInt(distinct) - distinct / 2) / 7.0;
      }
      y[i] = x[i][0] * x[i][1] + random.nextInt(5) / 3.0;
    }
    INDArray inputs = Nd4j.createFromArray(x);
    Dataset<Regressor> data = TribuoData.regression(inputs, Nd4j.createFromArray(y));
    for (float minRows : new float[] {2, 7}) {
      Trainer<Regressor> tribuos =
          new CARTRegressionTrainer(Integer.MAX_VALUE, minRows, 0, 1, new RunningSquaredError(), 5);
      assertThat(predictions(new RegressionTreeTrainer(minRows, 5), data, inputs))
          .isEqualTo(predictions(tribuos, data, inputs));
    }
  }

  private static List<Double> predictions(
      Trainer<Regressor> trees, Dataset<Regressor> data, INDArray inputs) {
    Model<Regressor> forest =
        new BaggingTrainer<>(trees, new AveragingCombiner(), TREES, 9).train(data);
    return forest.predict(TribuoData.unknownNumbers(inputs)).stream()
        .map(prediction -> prediction.getOutput().getValues()[0])
        .toList();
  }
}
