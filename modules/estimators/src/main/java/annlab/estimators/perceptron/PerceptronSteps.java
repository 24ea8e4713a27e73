package annlab.estimators.perceptron;

import annlab.networks.random.RowOrder;
import annlab.random.NumpyRandomState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How {@link Perceptron} tells two classes apart, point by point: the same weights to the bit, in
 * the same order of rows, without {@code tol}. Training on separable points ends here with the
 * first epoch without a mistake, after which the estimator changes nothing either.
 *
 * @param visits the first rows that were looked at, in this order
 * @param mistakes of each epoch
 * @param separated whether the last epoch had no mistake
 * @param margin the theorem's numbers; of points that no line separates, with a margin of 0
 */
public record PerceptronSteps(
    List<Visit> visits, List<Integer> mistakes, boolean separated, PerceptronMargin margin) {
  /**
   * A row that was looked at.
   *
   * @param epoch 0-based
   * @param row its place in the data
   * @param z what the neuron made of it, {@code w . x + b}
   * @param wrong whether the weights changed: {@code y z <= 0} by scikit-learn's rule
   * @param weights after it
   * @param bias after it
   */
  public record Visit(
      int epoch, int row, double z, boolean wrong, List<Double> weights, double bias) {
    public Visit {
      weights = List.copyOf(weights);
    }
  }

  public PerceptronSteps {
    visits = List.copyOf(visits);
    mistakes = List.copyOf(mistakes);
  }

  /**
   * The steps of a perceptron.
   *
   * @param perceptron with a random state
   * @param x shape [rows, features]
   * @param y classes 0 and 1, shape [rows]
   * @param most how many visits are kept; the mistakes of later epochs are only counted
   * @return its steps
   */
  public static PerceptronSteps of(Perceptron perceptron, INDArray x, INDArray y, int most) {
    double[][] points = x.castTo(DataType.DOUBLE).toDoubleMatrix();
    int[] classes = y.castTo(DataType.INT32).reshape(points.length).toIntVector();
    return new Trainer(perceptron.settings, points, classes).steps(most);
  }

  /** All mistakes. */
  public int total() {
    return mistakes.stream().mapToInt(Integer::intValue).sum();
  }

  private static final class Trainer {
    private final PerceptronSettings settings;
    private final double[][] points;
    private final int[] classes;
    private final RowOrder order;
    private final double[] weights;
    private double bias;

    Trainer(PerceptronSettings settings, double[][] points, int[] classes) {
      this.settings = settings;
      this.points = points;
      this.classes = classes;
      int seed =
          PerceptronTraining.seedOfOrder(new NumpyRandomState(settings.randomState.orElse(0)));
      this.order = settings.shuffle ? new PerceptronTraining.Shuffles(seed) : RowOrder.inOrder();
      this.weights = new double[points[0].length];
    }

    PerceptronSteps steps(int most) {
      List<Visit> visits = new ArrayList<>();
      List<Integer> mistakes = new ArrayList<>();
      boolean separated = false;
      for (int epoch = 0; epoch < settings.maxIter && !separated; epoch++) {
        int wrong = 0;
        for (int row : order.rows(epoch, points.length)) {
          double z = sum(points[row]);
          boolean mistaken = mistaken(z, classes[row]);
          if (mistaken) {
            wrong++;
            learn(points[row], classes[row]);
          }
          if (visits.size() < most) {
            visits.add(
                new Visit(epoch, row, z, mistaken, Arrays.stream(weights).boxed().toList(), bias));
          }
        }
        mistakes.add(wrong);
        separated = wrong == 0;
      }
      return new PerceptronSteps(visits, mistakes, separated, PerceptronMargin.of(points, classes));
    }

    /** One sum, by fused multiply-add, as the network computes it. */
    private double sum(double[] point) {
      double sum = bias;
      for (int j = 0; j < weights.length; j++) {
        sum = Math.fma(point[j], weights[j], sum);
      }
      return sum;
    }

    private boolean mistaken(double z, int type) {
      return settings.rule == PerceptronRule.TEXTBOOK
          ? (z >= 0 ? 1 : 0) != type
          : (type == 1 ? z : -z) <= 0;
    }

    private void learn(double[] point, int type) {
      double step = type == 1 ? settings.eta0 : -settings.eta0;
      for (int j = 0; j < weights.length; j++) {
        weights[j] = Math.fma(point[j], step, weights[j]);
      }
      if (settings.fitIntercept) {
        bias += step;
      }
    }
  }
}
