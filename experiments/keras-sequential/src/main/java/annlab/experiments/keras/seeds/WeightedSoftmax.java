package annlab.experiments.keras.seeds;

import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One softmax layer on four rows, small enough that its weighted loss and the gradient of that are
 * written out: {@code loss = sum(w_i * -log p_i(y_i)) / 4} and {@code dloss/dW = X' (w_i (p_i -
 * onehot(y_i))) / 4}.
 */
public final class WeightedSoftmax {
  public static final Map<Integer, Double> CLASS_WEIGHTS = Map.of(0, 0.5, 1, 2.0, 2, 3.0);
  private static final double[] SAMPLE_WEIGHTS = {1, 0.25, 4, 0};
  private static final double[] ONES = {1, 1, 1, 1};

  private static final double[][] X = {{1, 2}, {-0.5, 0.3}, {0.2, -1}, {1.5, 0.4}};
  private static final int[] Y = {0, 1, 2, 1};
  private static final double[][] KERNEL = {{0.1, -0.2, 0.3}, {0.4, 0.5, -0.6}};

  private WeightedSoftmax() {}

  /** A weight for each of the four rows. */
  public static double[] sampleWeights() {
    return SAMPLE_WEIGHTS.clone();
  }

  /** Weights that change nothing. */
  public static double[] ones() {
    return ONES.clone();
  }

  /** The weight of each row's class. */
  public static double[] ofClasses() {
    double[] weights = new double[Y.length];
    for (int row = 0; row < Y.length; row++) {
      weights[row] = CLASS_WEIGHTS.getOrDefault(Y[row], 1.0);
    }
    return weights;
  }

  public static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  public static INDArray x() {
    return Nd4j.createFromArray(X);
  }

  public static INDArray y() {
    return Nd4j.createFromArray(Y);
  }

  private static Model model() {
    Model model =
        Sequential.of(Input.of(2), new Dense(3, Activation.SOFTMAX).named("softmax"))
            .dataType(DataType.DOUBLE)
            .compile(Loss.sparseCategoricalCrossentropy(), new Sgd(1));
    model.setWeights(
        "softmax", List.of(Nd4j.createFromArray(KERNEL), Nd4j.zeros(DataType.DOUBLE, 3)));
    return model;
  }

  /**
   * Trains one step over all four rows with the rate 1, so that the kernel changes by its gradient.
   *
   * @param options with the weights that are tried
   * @param weights what the rows should weigh by hand
   * @return the largest distance from the loss and the gradient by hand
   */
  public static double distance(FitOptions options, double[] weights) {
    // listing: G11-class-weight, G11-sample-weight, G11-both-multiply
    Model model = model();
    History history = model.fit(x(), y(), options.withoutShuffle()); // one step, rate 1
    INDArray gradient = Nd4j.createFromArray(KERNEL).sub(model.weights("softmax").get(0));
    double largest = Math.abs(history.series("loss").get(0) - loss(weights));
    double[][] byHand = gradient(weights);
    for (int i = 0; i < byHand.length; i++) {
      for (int j = 0; j < byHand[i].length; j++) {
        largest = Math.max(largest, Math.abs(gradient.getDouble(i, j) - byHand[i][j]));
      }
    }
    // end listing
    return largest;
  }

  /**
   * Trains an epoch at a rate that leaves the kernel all but unchanged, and validates on the same
   * rows.
   *
   * @param options with validation rows
   * @param weights what the validation rows should weigh by hand
   * @return the distance of val_loss from that by hand
   */
  public static double validationDistance(FitOptions options, double[] weights) {
    Model model = model();
    model.setLearningRate(Double.MIN_NORMAL);
    History history = model.fit(x(), y(), options.withoutShuffle());
    return Math.abs(history.series("val_loss").get(0) - loss(weights));
  }

  private static double[] probabilities(int row) {
    double[] p = new double[3];
    double sum = 0;
    for (int j = 0; j < p.length; j++) {
      p[j] = Math.exp(X[row][0] * KERNEL[0][j] + X[row][1] * KERNEL[1][j]);
      sum += p[j];
    }
    for (int j = 0; j < p.length; j++) {
      p[j] /= sum;
    }
    return p;
  }

  private static double loss(double[] weights) {
    double loss = 0;
    for (int row = 0; row < Y.length; row++) {
      loss -= weights[row] * Math.log(probabilities(row)[Y[row]]) / Y.length;
    }
    return loss;
  }

  private static double[][] gradient(double[] weights) {
    double[][] gradient = new double[2][3];
    for (int row = 0; row < Y.length; row++) {
      double[] delta = probabilities(row);
      delta[Y[row]] -= 1;
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 3; j++) {
          gradient[i][j] += X[row][i] * weights[row] * delta[j] / Y.length;
        }
      }
    }
    return gradient;
  }
}
