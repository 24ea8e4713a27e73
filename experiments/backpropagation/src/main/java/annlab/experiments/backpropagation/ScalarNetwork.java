package annlab.experiments.backpropagation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * A multilayer perceptron computed number by number on a {@link Tape}.
 *
 * @param sizes neurons of each layer, inputs first
 * @param hidden what the hidden neurons apply to their sums
 * @param objective what the outputs mean and how far off they are
 */
record ScalarNetwork(List<Integer> sizes, Hidden hidden, Objective objective) {
  /** Activations of hidden neurons. */
  enum Hidden {
    SIGMOID(Scalar::sigmoid),
    TANH(Scalar::tanh),
    RELU(Scalar::relu),
    STEP(Scalar::step),
    LINEAR(z -> z);

    @SuppressWarnings("ImmutableEnumChecker") // method references without state
    private final UnaryOperator<Scalar> function;

    Hidden(UnaryOperator<Scalar> function) {
      this.function = function;
    }
  }

  /** Output activation and loss, both means over the rows as in {@code annlab.networks}. */
  enum Objective {
    /** Linear outputs, {@code mean((yhat - y)^2)} over the outputs. */
    MEAN_SQUARED_ERROR,
    /** Sigmoid outputs, {@code sum((yhat - y)^2) / 2}: what most worked examples use. */
    SIGMOID_HALF_SQUARED_ERROR,
    /** Softmax outputs, {@code -sum(y log yhat)}; the outputs recorded are the sums before it. */
    SOFTMAX_CROSS_ENTROPY
  }

  /**
   * A recorded pass over some rows.
   *
   * @param sums the weighted sums: row, layer, neuron
   * @param outputs the neurons' outputs: row, layer, neuron
   * @param rowLosses the loss of each row
   * @param loss their mean
   */
  record Pass(
      List<List<List<Scalar>>> sums,
      List<List<List<Scalar>>> outputs,
      List<Scalar> rowLosses,
      Scalar loss) {}

  ScalarNetwork {
    sizes = List.copyOf(sizes);
  }

  /** How many weights and biases there are. */
  int parameterCount() {
    int count = 0;
    for (int layer = 1; layer < sizes.size(); layer++) {
      count += (sizes.get(layer - 1) + 1) * sizes.get(layer);
    }
    return count;
  }

  /**
   * The place of a parameter: layer by layer, the weights into the first neuron, into the second
   * and so on, then the biases. This is DL4J's order too.
   *
   * @param layer 1 for the first hidden layer
   * @param neuron 0-based within the layer
   * @param input 0-based within the layer below, or that layer's size for the bias
   */
  int place(int layer, int neuron, int input) {
    int start = 0;
    for (int below = 1; below < layer; below++) {
      start += (sizes.get(below - 1) + 1) * sizes.get(below);
    }
    int inputs = sizes.get(layer - 1);
    return input == inputs
        ? start + inputs * sizes.get(layer) + neuron
        : start + neuron * inputs + input;
  }

  /** A parameter's name: {@code w1[i,j]} from input i to neuron j of layer 1, {@code b1[j]}. */
  List<String> parameterNames() {
    List<String> names = new ArrayList<>();
    for (int layer = 1; layer < sizes.size(); layer++) {
      for (int neuron = 0; neuron < sizes.get(layer); neuron++) {
        for (int input = 0; input < sizes.get(layer - 1); input++) {
          names.add("w" + layer + "[" + input + "," + neuron + "]");
        }
      }
      for (int neuron = 0; neuron < sizes.get(layer); neuron++) {
        names.add("b" + layer + "[" + neuron + "]");
      }
    }
    return names;
  }

  /** Parameters uniform in [-1, 1). */
  List<Double> randomParameters(SplittableRandom random) {
    return random.doubles(parameterCount(), -1, 1).boxed().toList();
  }

  /** Puts parameters on a tape as inputs, under their names. */
  List<Scalar> record(Tape tape, List<Double> parameters) {
    if (parameters.size() != parameterCount()) {
      throw new IllegalArgumentException(
          "the network has " + parameterCount() + " parameters, got " + parameters.size());
    }
    List<String> names = parameterNames();
    List<Scalar> recorded = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      recorded.add(tape.input(names.get(i), parameters.get(i)));
    }
    return recorded;
  }

  /**
   * The forward pass over rows.
   *
   * @param parameters on a tape, from {@link #record}
   * @param x a list of inputs for each row
   * @param y a list of targets for each row
   */
  Pass forward(List<Scalar> parameters, List<List<Double>> x, List<List<Double>> y) {
    Tape tape = parameters.get(0).tape();
    List<List<List<Scalar>>> sums = new ArrayList<>();
    List<List<List<Scalar>>> outputs = new ArrayList<>();
    List<Scalar> rowLosses = new ArrayList<>();
    for (int row = 0; row < x.size(); row++) {
      List<Scalar> signal = x.get(row).stream().map(tape::constant).toList();
      List<List<Scalar>> rowSums = new ArrayList<>();
      List<List<Scalar>> rowOutputs = new ArrayList<>();
      for (int layer = 1; layer < sizes.size(); layer++) {
        List<Scalar> layerSums = sums(parameters, layer, signal, row);
        signal = activate(layerSums, layer, row);
        rowSums.add(layerSums);
        rowOutputs.add(signal);
      }
      sums.add(rowSums);
      outputs.add(rowOutputs);
      rowLosses.add(rowLoss(signal, y.get(row)).named("loss(row " + row + ")"));
    }
    Scalar total = rowLosses.get(0);
    for (Scalar loss : rowLosses.subList(1, rowLosses.size())) {
      total = total.plus(loss);
    }
    return new Pass(sums, outputs, rowLosses, total.times(1.0 / x.size()).named("loss"));
  }

  private List<Scalar> sums(List<Scalar> parameters, int layer, List<Scalar> signal, int row) {
    List<Scalar> sums = new ArrayList<>();
    for (int neuron = 0; neuron < sizes.get(layer); neuron++) {
      Scalar sum = parameters.get(place(layer, neuron, signal.size()));
      for (int input = 0; input < signal.size(); input++) {
        sum = sum.plus(signal.get(input).times(parameters.get(place(layer, neuron, input))));
      }
      sums.add(sum.named("z" + layer + "[" + neuron + "](row " + row + ")"));
    }
    return sums;
  }

  private List<Scalar> activate(List<Scalar> sums, int layer, int row) {
    boolean last = layer == sizes.size() - 1;
    List<Scalar> outputs = new ArrayList<>();
    for (int neuron = 0; neuron < sums.size(); neuron++) {
      Scalar sum = sums.get(neuron);
      if (!last) {
        Scalar output = hidden.function.apply(sum);
        outputs.add(output.index() == sum.index() ? sum : output.named(output(layer, neuron, row)));
      } else if (objective == Objective.SIGMOID_HALF_SQUARED_ERROR) {
        outputs.add(sum.sigmoid().named(output(layer, neuron, row)));
      } else {
        outputs.add(sum);
      }
    }
    return outputs;
  }

  private static String output(int layer, int neuron, int row) {
    return "a" + layer + "[" + neuron + "](row " + row + ")";
  }

  private Scalar rowLoss(List<Scalar> outputs, List<Double> targets) {
    return switch (objective) {
      case MEAN_SQUARED_ERROR -> squares(outputs, targets).times(1.0 / outputs.size());
      case SIGMOID_HALF_SQUARED_ERROR -> squares(outputs, targets).times(0.5);
      case SOFTMAX_CROSS_ENTROPY -> crossEntropy(outputs, targets);
    };
  }

  private static Scalar squares(List<Scalar> outputs, List<Double> targets) {
    Scalar total = outputs.get(0).minus(targets.get(0)).power(2);
    for (int i = 1; i < outputs.size(); i++) {
      total = total.plus(outputs.get(i).minus(targets.get(i)).power(2));
    }
    return total;
  }

  /** {@code log(sum(e^z)) - sum(y z)}, shifted by the largest z against overflow. */
  private static Scalar crossEntropy(List<Scalar> sums, List<Double> targets) {
    double largest = sums.stream().mapToDouble(Scalar::value).max().orElseThrow();
    Scalar total = sums.get(0).minus(largest).exp();
    Scalar chosen = sums.get(0).times(targets.get(0));
    for (int i = 1; i < sums.size(); i++) {
      total = total.plus(sums.get(i).minus(largest).exp());
      chosen = chosen.plus(sums.get(i).times(targets.get(i)));
    }
    return total.log().plus(largest).minus(chosen);
  }

  /** The loss for given parameters, without keeping the tape. */
  double loss(List<Double> parameters, List<List<Double>> x, List<List<Double>> y) {
    return forward(record(new Tape(), parameters), x, y).loss().value();
  }

  /** The gradient of the loss for given parameters, by one reverse pass. */
  List<Double> gradient(List<Double> parameters, List<List<Double>> x, List<List<Double>> y) {
    Tape tape = new Tape();
    List<Scalar> recorded = record(tape, parameters);
    Tape.Reverse reverse = tape.reverse(forward(recorded, x, y).loss());
    return recorded.stream().map(reverse::gradient).toList();
  }
}
