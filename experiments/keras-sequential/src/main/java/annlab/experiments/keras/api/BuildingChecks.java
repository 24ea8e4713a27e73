package annlab.experiments.keras.api;

import annlab.datasets.Samples;
import annlab.experiments.keras.Bits;
import annlab.experiments.keras.SummaryChecks;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Measures how a Sequential model is put together, layer by layer. */
public final class BuildingChecks {
  private static final int PIXELS = 28 * 28;
  private static final int[] BATCHES = {1, 7, 32};

  private BuildingChecks() {}

  static void measure(Samples few, Map<String, Double> numbers) {
    numbers.put("F1-add-or-list", (double) addOrList());
    numbers.put("F2-batch-left-out", (double) badBatches(Input.of(28, 28), few.x()));
    numbers.put(
        "F3-reshape",
        (double) reshapedOtherwise(few.x(), few.x().reshape('c', few.count(), PIXELS)));
    Model model = FashionMnistExperiment.model(1);
    numbers.put("F3-no-parameters", (double) parameters(model, 0));
    Map<String, Activation> names = new TreeMap<>();
    for (Activation activation : Activation.values()) {
      names.put(activation.name().toLowerCase(Locale.ROOT), activation);
    }
    numbers.put("F4-activation-by-name", (double) unlikeByName(names));
    numbers.put("F4-layer-output", largestError(model, few.rows(0, 32).x()));
  }

  private static int addOrList() {
    // listing: F1
    Sequential.clearSession();
    Sequential added = Sequential.of();
    added.add(Input.of(28, 28));
    added.add(new Flatten());
    added.add(new Dense(300, Activation.RELU));
    added.add(new Dense(10, Activation.SOFTMAX));
    Sequential.clearSession();
    Sequential listed =
        Sequential.of(
            Input.of(28, 28),
            new Flatten(),
            new Dense(300, Activation.RELU),
            new Dense(10, Activation.SOFTMAX));
    return unlike(added, listed);
    // end listing
  }

  /** Layers whose names or options differ, and first weights that do. */
  public static int unlike(Sequential one, Sequential other) {
    int layers =
        SummaryChecks.different(
            one.layers().stream().map(Layer::config).toList(),
            other.layers().stream().map(Layer::config).toList());
    return layers + Bits.different(compiled(one).parameters(), compiled(other).parameters());
  }

  private static Model compiled(Sequential layers) {
    return layers.seed(1).compile(Loss.sparseCategoricalCrossentropy(), new Sgd());
  }

  /** Batches of images that a model with such an input refuses, or whose output has other rows. */
  public static int badBatches(Input input, INDArray images) {
    int bad = 0;
    // listing: F2
    Model model =
        Sequential.of(input, new Flatten(), new Dense(10, Activation.SOFTMAX))
            .compile(Loss.sparseCategoricalCrossentropy(), new Sgd());
    for (int rows : BATCHES) { // Input.of(28, 28) says nothing of them
      try {
        INDArray predicted = model.predict(images.get(NDArrayIndex.interval(0, rows)));
        bad += Arrays.equals(predicted.shape(), new long[] {rows, 10}) ? 0 : 1;
      } catch (IllegalArgumentException e) {
        bad++;
      }
    }
    // end listing
    return bad;
  }

  /** Numbers in which Flatten's rows are not those of the images reshaped. */
  public static int reshapedOtherwise(INDArray images, INDArray reshaped) {
    // listing: F3-reshape
    Model flatten =
        Sequential.of(Input.of(28, 28), new Flatten(), new Dense(784).named("unchanged"))
            .compile(Loss.meanSquaredError(), new Sgd());
    flatten.setWeights(
        "unchanged",
        List.of(Nd4j.eye(784).castTo(DataType.FLOAT), Nd4j.zeros(DataType.FLOAT, 784)));
    return Bits.different(flatten.predict(images), reshaped); // images.reshape('c', rows, 784)
    // end listing
  }

  /** Parameters of a layer. */
  public static long parameters(Model model, int index) {
    // listing: F3-no-parameters
    Layer layer = model.layers().get(index); // 0: Flatten
    long parameters = 0;
    for (INDArray weights : model.weights(layer.name())) {
      parameters += weights.length();
    }
    // end listing
    return parameters;
  }

  /** Names that do not give the layer that their activation gives. */
  public static int unlikeByName(Map<String, Activation> names) {
    int unlike = 0;
    // listing: F4-activation-by-name
    for (Map.Entry<String, Activation> entry : names.entrySet()) { // "relu": Activation.RELU, ...
      Dense byName = new Dense(300, entry.getKey());
      Dense byObject = new Dense(300, entry.getValue());
      unlike += byName.equals(byObject) ? 0 : 1;
    }
    // end listing
    return unlike;
  }

  /**
   * Largest distance between a model's predictions and ReLU, ReLU and softmax of {@code x W + b},
   * neuron by neuron.
   */
  public static double largestError(Model model, INDArray images) {
    List<INDArray> weights = model.weights();
    double largest = 0;
    for (int row = 0; row < images.size(0); row++) {
      double[] h = images.slice(row).dup('c').reshape(PIXELS).toDoubleVector();
      for (int layer = 0; layer < weights.size(); layer += 2) {
        boolean hidden = layer + 2 < weights.size();
        h = dense(h, weights.get(layer), weights.get(layer + 1).toDoubleVector(), hidden);
      }
      double sum = Arrays.stream(h).map(Math::exp).sum();
      double[] predicted =
          model.predict(images.get(NDArrayIndex.interval(row, row + 1))).ravel().toDoubleVector();
      for (int unit = 0; unit < h.length; unit++) {
        largest = Math.max(largest, Math.abs(predicted[unit] - Math.exp(h[unit]) / sum));
      }
    }
    return largest;
  }

  private static double[] dense(double[] inputs, INDArray kernel, double[] bias, boolean relu) {
    double[][] w = kernel.toDoubleMatrix();
    // listing: F4-layer-output
    double[] outputs = new double[bias.length];
    for (int unit = 0; unit < outputs.length; unit++) {
      double z = bias[unit];
      for (int input = 0; input < inputs.length; input++) {
        z += inputs[input] * w[input][unit];
      }
      outputs[unit] = relu ? Math.max(0, z) : z;
    }
    // end listing
    return outputs;
  }
}
