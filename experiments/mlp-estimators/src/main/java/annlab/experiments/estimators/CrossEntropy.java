package annlab.experiments.estimators;

import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The cross-entropies of section 1.2.6, each with the outputs that it is for. */
enum CrossEntropy {
  BINARY("D4-binary", 1, Activation.SIGMOID, Loss.binaryCrossentropy()),
  MULTILABEL("D4-multilabel", 3, Activation.SIGMOID, Loss.binaryCrossentropy()),
  CATEGORICAL("D4-categorical", 4, Activation.SOFTMAX, Loss.categoricalCrossentropy()),
  SPARSE("D4-sparse", 4, Activation.SOFTMAX, Loss.sparseCategoricalCrossentropy());

  private final String claim;
  private final int outputs;
  private final Activation activation;

  @SuppressWarnings("ImmutableEnumChecker") // losses are records without arrays
  private final Loss loss;

  CrossEntropy(String claim, int outputs, Activation activation, Loss loss) {
    this.claim = claim;
    this.outputs = outputs;
    this.activation = activation;
    this.loss = loss;
  }

  String claim() {
    return claim;
  }

  Loss loss() {
    return loss;
  }

  /** A layer whose sums are its inputs: weights of the identity, no bias. */
  private static Model layer(Activation activation, int outputs, Loss loss) {
    Model model =
        Sequential.of(Input.of(outputs), new Dense(outputs, activation))
            .dataType(DataType.DOUBLE)
            .compile(loss, new Sgd());
    model.setWeights(
        List.of(Nd4j.eye(outputs).castTo(DataType.DOUBLE), Nd4j.zeros(DataType.DOUBLE, outputs)));
    return model;
  }

  /** What an activation makes of the sums of one layer. */
  static INDArray outputs(Activation activation, double... z) {
    return layer(activation, z.length, Loss.meanSquaredError())
        .predict(Nd4j.createFromArray(new double[][] {z}));
  }

  /**
   * The largest difference of value or gradient between a network and the formulas.
   *
   * @param trained the loss of the network; {@link #loss} is right
   */
  double error(Loss trained, long seed, int cases) {
    SplittableRandom random = new SplittableRandom(seed);
    Model model = layer(activation, outputs, trained);
    double largest = 0;
    for (int i = 0; i < cases; i++) {
      double[] z = random.doubles(outputs, -5, 5).toArray();
      double[] y = targets(random);
      // listing: D4
      Model.LossAndGradient network = model.lossAndGradient(row(z), given(y));
      largest = Math.max(largest, Math.abs(network.loss() - value(z, y)));
      double[] gradient = network.gradient().toDoubleVector();
      double[] p = outputs(activation, z).toDoubleVector();
      for (int k = 0; k < outputs; k++) {
        // the biases come last; their gradient is that of the sums
        double slope = gradient[outputs * outputs + k];
        largest = Math.max(largest, Math.abs(slope - (p[k] - y[k]) / share()));
      }
      // end listing
    }
    return largest;
  }

  private double[] targets(SplittableRandom random) {
    double[] y = new double[outputs];
    if (activation == Activation.SOFTMAX) {
      y[random.nextInt(outputs)] = 1;
    } else {
      for (int k = 0; k < outputs; k++) {
        y[k] = random.nextInt(2);
      }
    }
    return y;
  }

  /**
   * The loss of one row.
   *
   * @param z its sums before the activation
   * @param y its target, as the loss takes it
   */
  double loss(double[] z, INDArray y) {
    return layer(activation, z.length, loss).lossAndGradient(row(z), y).loss();
  }

  /** The targets as the loss takes them. */
  private INDArray given(double[] y) {
    if (this != SPARSE) {
      return row(y);
    }
    int id = 0;
    while (y[id] == 0) {
      id++;
    }
    return Nd4j.createFromArray(id);
  }

  private static INDArray row(double... values) {
    return Nd4j.createFromArray(new double[][] {values});
  }

  /** Sigmoid outputs share the loss, which is a mean over them. */
  private int share() {
    return activation == Activation.SIGMOID ? outputs : 1;
  }

  /** {@code log(1 + e^-z)} or {@code log(1 + e^z)} for a sigmoid, {@code log(sum e^z) - z_y}. */
  private double value(double[] z, double[] y) {
    double total = 0;
    if (activation == Activation.SIGMOID) {
      for (int k = 0; k < outputs; k++) {
        double wrong = y[k] == 1 ? -z[k] : z[k];
        total += Math.max(0, wrong) + Math.log1p(Math.exp(-Math.abs(wrong)));
      }
      return total / outputs;
    }
    double chosen = 0;
    for (int k = 0; k < outputs; k++) {
      total += Math.exp(z[k]);
      chosen += y[k] * z[k];
    }
    return Math.log(total) - chosen;
  }
}
