package annlab.experiments.perceptron;

import annlab.estimators.perceptron.Perceptron;
import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** When a perceptron's weights change and when its training ends. */
final class Stopping {
  private Stopping() {}

  // listing: A17-stops, A17-scikit-learn
  /** The loss of each epoch, which is 0 where no row was answered wrongly. */
  static List<Double> losses(Perceptron perceptron, INDArray x, INDArray y) {
    List<Double> losses = new ArrayList<>();
    Callback note =
        new Callback() {
          @Override
          public void epochEnd(Training training, Epoch epoch) {
            losses.add(epoch.logs().getOrDefault("loss", Double.NaN));
          }
        };
    perceptron.withCallbacks(note).fit(x, y);
    return losses;
  }

  // end listing

  /** Epochs trained after the first without an error. */
  static int epochsAfterTheFirstClean(List<Double> losses) {
    int first = losses.indexOf(0.0);
    return first < 0 ? 0 : losses.size() - 1 - first;
  }

  /** Whether training ended with the first epoch without an error, and not before. */
  static boolean endsWithTheFirstClean(List<Double> losses) {
    return losses.indexOf(0.0) == losses.size() - 1;
  }

  /** Counts the steps on rows answered right that change a weight; rows come in order. */
  static final class Watch implements Callback {
    private final double[][] x;
    private final int[] targets;
    private double[] before = {};
    private int changes;

    Watch(INDArray x, INDArray y) {
      this.x = x.toDoubleMatrix();
      this.targets = y.toIntVector();
    }

    int changes() {
      return changes;
    }

    // listing: A17-no-penalty
    @Override
    public void batchBegin(Training training, int step) {
      before = training.model().parameters().toDoubleVector();
    }

    @Override
    public void batchEnd(Training training, int step, double loss) {
      double z = before[0] * x[step][0] + before[1] * x[step][1] + before[2];
      boolean right = (z >= 0 ? 1 : 0) == targets[step];
      double[] after = training.model().parameters().toDoubleVector();
      changes += right && !Arrays.equals(before, after) ? 1 : 0;
    }
    // end listing
  }
}
