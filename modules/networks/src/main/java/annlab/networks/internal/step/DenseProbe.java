package annlab.networks.internal.step;

import annlab.kernels.Matrix;
import annlab.kernels.Numbers;
import annlab.networks.internal.data.Batch;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Regularizer;
import annlab.networks.statistics.Distribution;
import annlab.networks.statistics.LayerStatistics;
import annlab.networks.statistics.TensorStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a step of {@link DenseStep}. It only reads what the step works with; where the products
 * change the weights at once, it computes the gradient once more beside them.
 */
final class DenseProbe {
  /** The largest kernel of which a gradient is computed beside the step: 16 MiB in float. */
  private static final int MAX_BESIDE = 1 << 22;

  private final List<DenseBlock> blocks;
  private final boolean inPlace;
  private final List<double[]> kernels = new ArrayList<>();
  private final List<double[]> biases = new ArrayList<>();
  private final List<Optional<Distribution>> kernelGradients = new ArrayList<>();
  private final List<Optional<Distribution>> biasGradients = new ArrayList<>();
  private final Phases phases = new Phases();
  private final double[] values;
  private final @Nullable Numbers beside;

  /**
   * A probe of one step after the other.
   *
   * @param inPlace whether the products change the weights at once
   */
  DenseProbe(List<DenseBlock> blocks, boolean doublePrecision, boolean inPlace) {
    this.blocks = blocks;
    this.inPlace = inPlace;
    int largest = 1;
    int sampled = 1;
    for (DenseBlock block : blocks) {
      int inputs = block.part().inputs();
      int units = block.part().units();
      int kernel = Sample.size(inputs, units);
      kernels.add(new double[kernel]);
      biases.add(new double[Sample.size(1, units)]);
      kernelGradients.add(Optional.empty());
      biasGradients.add(Optional.empty());
      sampled = Math.max(sampled, Math.max(kernel, Sample.size(1, units)));
      largest = Math.max(largest, Matrix.size(doublePrecision, inputs, units));
    }
    this.values = new double[sampled];
    this.beside = inPlace && largest <= MAX_BESIDE ? Numbers.zeros(doublePrecision, largest) : null;
  }

  Phases phases() {
    return phases;
  }

  /** Before the step: keeps the weights. */
  void begin() {
    phases.seconds().clear();
    for (int i = 0; i < blocks.size(); i++) {
      DenseBlock block = blocks.get(i);
      Sample.read(block.weights(), block.part().inputs(), kernels.get(i));
      Sample.read(block.biases(), 1, biases.get(i));
    }
    phases.begin();
  }

  /** Once the gradients are complete, and before the optimizer takes them. */
  void gradients(int layer, Matrix kernel, Matrix bias) {
    if (!inPlace) {
      kernelGradients.set(layer, Optional.of(distribution(kernel, inputs(layer))));
      biasGradients.set(layer, Optional.of(distribution(bias, 1)));
    }
  }

  private int inputs(int layer) {
    return blocks.get(layer).part().inputs();
  }

  private Distribution distribution(Matrix matrix, int rows) {
    return Distribution.of(values, Sample.read(matrix, rows, values));
  }

  /**
   * Where the products change the weights at once: the gradient, from what they multiply.
   *
   * @param deltas dLoss/dz times {@code -rate}, mean over the rows
   */
  void products(int layer, Matrix below, Matrix deltas, int rows, double rate) {
    Numbers numbers = beside;
    if (!inPlace || numbers == null || rate == 0) {
      kernelGradients.set(layer, Optional.empty());
      biasGradients.set(layer, Optional.empty());
      return;
    }
    phases.end("backward");
    beside(numbers, layer, below, deltas, rows, rate);
    phases.begin();
  }

  private void beside(
      Numbers numbers, int layer, Matrix below, Matrix deltas, int rows, double rate) {
    int units = deltas.columns();
    numbers.fill(0);
    Matrix kernel = Matrix.panels(numbers, 0, inputs(layer), units);
    kernel.addTransposed(below, deltas, rows);
    int count = Sample.read(kernel, inputs(layer), values);
    Regularizer regularizer = blocks.get(layer).regularizer();
    double decay = 2 * regularizer.l2() * (regularizer.perRow() ? 1.0 / rows : 1);
    double[] weights = kernels.get(layer);
    for (int i = 0; i < count; i++) {
      values[i] = values[i] / -rate + decay * weights[i];
    }
    kernelGradients.set(layer, Optional.of(Distribution.of(values, count)));
    numbers.fill(0);
    Matrix bias = Matrix.row(numbers, 0, units);
    bias.addRows(deltas, rows);
    count = Sample.read(bias, 1, values);
    for (int i = 0; i < count; i++) {
      values[i] /= -rate;
    }
    biasGradients.set(layer, Optional.of(Distribution.of(values, count)));
  }

  /** After the step. */
  Observation end(Batch batch) {
    List<LayerStatistics> layers = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      DenseBlock block = blocks.get(i);
      List<TensorStatistics> tensors =
          List.of(
              tensor("kernel", block.weights(), inputs(i), kernels.get(i), kernelGradients.get(i)),
              tensor("bias", block.biases(), 1, biases.get(i), biasGradients.get(i)));
      boolean output = i == blocks.size() - 1;
      double[] activations = output ? batch.predictions() : outputs(block, batch.rows());
      layers.add(layer(block, tensors, activations, batch.rows()));
    }
    return new Observation(layers, phases.seconds());
  }

  private TensorStatistics tensor(
      String name, Matrix matrix, int rows, double[] before, Optional<Distribution> gradients) {
    int count = Sample.read(matrix, rows, values);
    Distribution weights = Distribution.of(values, count);
    for (int i = 0; i < count; i++) {
      before[i] = values[i] - before[i];
    }
    long size = (long) rows * matrix.columns();
    return new TensorStatistics(name, size, weights, gradients, Distribution.of(before, count));
  }

  private static double[] outputs(DenseBlock block, int rows) {
    double[] outputs = new double[rows * block.part().units()];
    block.output().read(outputs, rows);
    return outputs;
  }

  private static LayerStatistics layer(
      DenseBlock block, List<TensorStatistics> tensors, double[] activations, int rows) {
    int units = block.part().units();
    OptionalDouble silent =
        block.part().dense().activation() == Activation.RELU
            ? OptionalDouble.of(silent(activations, rows, units))
            : OptionalDouble.empty();
    return new LayerStatistics(
        block.part().dense().name(), tensors, Distribution.of(activations, rows * units), silent);
  }

  /** The share of the columns that are 0 in each row. */
  static double silent(double[] activations, int rows, int units) {
    boolean[] speaks = new boolean[units];
    for (int at = 0; at < rows * units; at++) {
      speaks[at % units] |= activations[at] != 0;
    }
    int silent = 0;
    for (boolean unit : speaks) {
      silent += unit ? 0 : 1;
    }
    return (double) silent / units;
  }
}
