package annlab.experiments.backpropagation;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.experiments.backpropagation.ScalarNetwork.Hidden;
import annlab.experiments.backpropagation.ScalarNetwork.Objective;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.charts.Diagram;
import annlab.lab.charts.Figure;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Claims;
import annlab.lab.settings.Json;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Section 1.2.4, first half: the multilayer perceptron, automatic differentiation, training. */
public final class Backpropagation implements Experiment {
  private static final Claims CLAIMS = new Claims("1.2.4");

  /** Figure 1.6: five inputs, three hidden layers of four neurons, three outputs. */
  static final List<Integer> FIGURE = List.of(5, 4, 4, 4, 3);

  private static final List<List<Double>> XOR_X =
      List.of(List.of(0.0, 0.0), List.of(0.0, 1.0), List.of(1.0, 0.0), List.of(1.0, 1.0));
  private static final List<List<Double>> XOR_Y =
      List.of(List.of(0.0), List.of(1.0), List.of(1.0), List.of(0.0));

  /** Derivatives below this are compared by their difference: rounding is about 1e-13. */
  private static final double FLOOR = 1e-6;

  private static final int ROWS = 55_000;
  private static final int BATCH = 32;

  /** Made by ServiceLoader. */
  public Backpropagation() {}

  @Override
  public String id() {
    return "backpropagation";
  }

  @Override
  public String section() {
    return CLAIMS.section();
  }

  @Override
  public String title() {
    return "Automatic differentiation and backpropagation, step by step";
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.of("multilayer-perceptron", "B1-parameters");
  }

  @Override
  public Parameters defaults() {
    return parameters(20, 200);
  }

  @Override
  public Parameters quick() {
    return parameters(2, 10);
  }

  private static Parameters parameters(int networks, int steps) {
    Map<String, String> others = new LinkedHashMap<>();
    others.put("networks", Integer.toString(networks));
    others.put("steps", Integer.toString(steps));
    return new Parameters(42, 0, 0, others);
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>(architectureClaims());
    claims.addAll(differentiationClaims());
    claims.addAll(trainingClaims());
    return claims;
  }

  private static List<Claim> architectureClaims() {
    return List.of(
        CLAIMS.exactly(
            "B1-parameters",
            "A network of 5 inputs, three hidden layers of 4 and 3 outputs has 79 parameters.",
            79,
            "5 x 4 + 4, twice 4 x 4 + 4, 4 x 3 + 3, counted in DL4J's parameter vector"),
        CLAIMS.property(
            "B2-feed-forward",
            "Signals run one way: what a layer puts out depends on no parameter above it.",
            "derivatives of each layer's outputs by every parameter: each that is not 0 above the"
                + " layer counts, and each layer that depends on none of its own"),
        CLAIMS.exhibit(
            "B2-deep",
            "The network of Figure 1.6 is deep: it stacks several hidden layers.",
            "a definition: the number of its hidden layers"));
  }

  private static List<Claim> differentiationClaims() {
    return List.of(
        CLAIMS.exactly(
            "B3-passes",
            "Reverse mode finds the gradient of all 79 parameters in two passes.",
            2,
            "one recorded pass forward and the sweeps backward that were made, counted"),
        CLAIMS.exactly(
            "B3-forward-passes",
            "Forward mode needs a pass for each of the 79 parameters.",
            79,
            "the sweeps that the whole gradient took, counted"),
        CLAIMS.atMost(
            "B3-gradients",
            "The gradient by reverse mode is the gradient.",
            1e-6,
            "largest relative error against differences of fourth order, whose own error is about"
                + " 1e-12 / "
                + FLOOR),
        CLAIMS.atMost(
            "B3-modes",
            "Forward and reverse mode find the same gradient.",
            1e-11,
            "largest relative difference; both use the same derivatives in another order"),
        CLAIMS.atMost(
            "B3-dl4j",
            "DL4J's backpropagation finds the same gradient for the same network.",
            1e-10,
            "largest relative difference in double precision, over derivatives above " + FLOOR),
        CLAIMS.atMost(
            "B4-rosenbrock",
            "Reverse mode differentiates graphs that are no networks: Rosenbrock's function.",
            1e-12,
            "largest relative error against the gradient worked out by hand; rounding only"),
        CLAIMS.atMost(
            "B4-loop",
            "Reverse mode differentiates through a loop: Heron's square root.",
            1e-12,
            "largest relative error against 1 / (2 sqrt(x)) after 8 rounds, when the root has"
                + " converged; rounding only"));
  }

  private static List<Claim> trainingClaims() {
    return List.of(
        CLAIMS.property(
            "B5-six-steps",
            "Backpropagation runs in six steps, the reverse pass from the output layer down.",
            "the recorded trace: each step missing, empty or out of order counts, and each product"
                + " of the reverse pass that uses an adjoint before it is complete"),
        CLAIMS.atMost(
            "B5-numbers",
            "The chain rule, number by number, gives the gradient that matrix formulas give.",
            1e-12,
            "largest difference to delta W products computed by ND4J; rounding only"),
        CLAIMS.property(
            "B5-descent",
            "A step against the gradient lowers the error of the mini-batch.",
            "200 steps with rate 0.5 on exclusive or: each that does not lower it counts"),
        CLAIMS.exactly(
            "B6-steps",
            "An epoch over 55,000 rows in batches of 32 has 1719 steps.",
            1719,
            "counted while DL4J trained one epoch"),
        CLAIMS.exactly(
            "B6-full-batches",
            "Of these steps 1718 see 32 rows.",
            1718,
            "counted while DL4J trained one epoch"),
        CLAIMS.exactly(
            "B6-last-batch",
            "The last step of the epoch sees the 24 rows that are left.",
            24,
            "rows of the last batch that DL4J trained on"));
  }

  @Override
  public Outcome run(RunContext context) {
    long seed = context.parameters().seed();
    int networks = context.parameters().setting("networks");
    Map<String, Double> measured = new LinkedHashMap<>();
    architecture(context, measured, seed);
    differentiation(context, measured, seed, networks);
    context.stopIfAsked();
    measured.put("B4-rosenbrock", rosenbrockError(seed, 100, Backpropagation::rosenbrock));
    measured.put("B4-loop", heronError(seed, 100, 8));
    sixSteps(context, measured, seed);
    context.stopIfAsked();
    measured.putAll(accounting(BATCH));
    return new Outcome(Map.of("networks", (double) networks), measured);
  }

  private static void architecture(RunContext context, Map<String, Double> measured, long seed) {
    Model figure = classifier(FIGURE);
    measured.put("B1-parameters", (double) figure.parameters().length());
    measured.put("B2-feed-forward", (double) feedForwardCounterExamples(seed, Hidden.TANH));
    measured.put("B2-deep", (double) (figure.network().getnLayers() - 1));
    context.figure(
        new Figure(
            "multilayer-perceptron",
            CLAIMS.section(),
            "A multilayer perceptron with five inputs, three hidden layers of four neurons and"
                + " three outputs (Figure 1.6, redrawn): 79 weights and biases.",
            drawing(FIGURE)));
  }

  /** A network of tanh neurons for classes, as DL4J builds it. */
  static Model classifier(List<Integer> sizes) {
    return model(sizes, Activation.TANH, Activation.SOFTMAX, Loss.categoricalCrossentropy());
  }

  /** Parameters that a lower layer depends on, and layers that do not depend on their own. */
  static int feedForwardCounterExamples(long seed, Hidden hidden) {
    ScalarNetwork network = new ScalarNetwork(FIGURE, hidden, Objective.MEAN_SQUARED_ERROR);
    SplittableRandom random = new SplittableRandom(seed);
    Tape tape = new Tape();
    List<Scalar> parameters = network.record(tape, network.randomParameters(random));
    ScalarNetwork.Pass pass =
        network.forward(parameters, rows(random, 1, 5), List.of(List.of(0.0, 0.0, 0.0)));
    int counterExamples = 0;
    for (int layer = 1; layer < FIGURE.size(); layer++) {
      int firstAbove =
          layer + 1 < FIGURE.size() ? network.place(layer + 1, 0, 0) : parameters.size();
      int firstOwn = network.place(layer, 0, 0);
      boolean dependsOnOwn = false;
      // listing: B2
      for (Scalar output : pass.outputs().get(0).get(layer - 1)) {
        Tape.Reverse reverse = tape.reverse(output);
        for (int i = firstOwn; i < parameters.size(); i++) {
          boolean depends = reverse.gradient(parameters.get(i)) != 0;
          dependsOnOwn |= depends && i < firstAbove;
          counterExamples += depends && i >= firstAbove ? 1 : 0;
        }
      }
      // end listing
      counterExamples += dependsOnOwn ? 0 : 1;
    }
    return counterExamples;
  }

  private static void differentiation(
      RunContext context, Map<String, Double> measured, long seed, int networks) {
    double error = 0;
    double modes = 0;
    double dl4j = 0;
    for (int i = 0; i < networks; i++) {
      context.stopIfAsked();
      SplittableRandom random = new SplittableRandom(seed + i);
      Case smooth = Case.of(random, i % 2 == 0 ? Hidden.TANH : Hidden.SIGMOID);
      error = Math.max(error, smooth.differenceError());
      Tape tape = new Tape();
      modes = Math.max(modes, smooth.modesError(tape));
      measured.put("B3-passes", 1.0 + tape.reverseSweeps());
      measured.put("B3-forward-passes", (double) tape.forwardSweeps());
      dl4j = Math.max(dl4j, smooth.dl4jError());
      dl4j = Math.max(dl4j, Case.of(random, Hidden.RELU).dl4jError());
    }
    measured.put("B3-gradients", error);
    measured.put("B3-modes", modes);
    measured.put("B3-dl4j", dl4j);
  }

  /** A network of Figure 1.6's shape with random parameters and four random rows. */
  record Case(
      ScalarNetwork network, List<Double> parameters, List<List<Double>> x, List<List<Double>> y) {
    static Case of(SplittableRandom random, Hidden hidden) {
      ScalarNetwork network = new ScalarNetwork(FIGURE, hidden, Objective.SOFTMAX_CROSS_ENTROPY);
      List<Double> parameters = network.randomParameters(random);
      List<List<Double>> y = new ArrayList<>();
      for (int row = 0; row < 4; row++) {
        int right = random.nextInt(3);
        y.add(List.of(right == 0 ? 1.0 : 0, right == 1 ? 1.0 : 0, right == 2 ? 1.0 : 0));
      }
      return new Case(network, parameters, rows(random, 4, 5), y);
    }

    double differenceError() {
      List<Double> difference =
          CentralDifference.gradient(values -> network.loss(values, x, y), parameters);
      return CentralDifference.relativeError(network.gradient(parameters, x, y), difference, FLOOR);
    }

    double modesError(Tape tape) {
      List<Scalar> recorded = network.record(tape, parameters);
      Scalar loss = network.forward(recorded, x, y).loss();
      Tape.Reverse reverse = tape.reverse(loss);
      List<Double> backward = recorded.stream().map(reverse::gradient).toList();
      List<Double> forward =
          recorded.stream().map(parameter -> tape.forward(parameter).get(loss.index())).toList();
      return CentralDifference.relativeError(backward, forward, FLOOR);
    }

    double dl4jError() {
      return dl4jError(
          switch (network.hidden()) {
            case SIGMOID -> Activation.SIGMOID;
            case TANH -> Activation.TANH;
            case RELU -> Activation.RELU;
            case STEP -> Activation.HEAVISIDE;
            case LINEAR -> Activation.LINEAR;
          });
    }

    /** The largest difference to DL4J's gradient with an activation of the hidden layers. */
    double dl4jError(Activation activation) {
      // listing: B3-dl4j
      Model model =
          model(network.sizes(), activation, Activation.SOFTMAX, Loss.categoricalCrossentropy());
      model.setParameters(vector(parameters));
      INDArray gradient = model.lossAndGradient(matrix(x), matrix(y)).gradient();
      List<Double> theirs = new ArrayList<>();
      for (double value : gradient.toDoubleVector()) {
        theirs.add(value);
      }
      return CentralDifference.relativeError(network.gradient(parameters, x, y), theirs, FLOOR);
      // end listing
    }
  }

  // listing: B4-rosenbrock
  /** Rosenbrock's function of two variables, {@code (1 - x)^2 + 100 (y - x^2)^2}. */
  static Scalar rosenbrock(Scalar x, Scalar y) {
    Scalar valley = y.minus(x.power(2)).power(2);
    return x.minus(1).power(2).plus(valley.times(100));
  }

  // end listing

  /** The largest difference between a function's gradient and Rosenbrock's worked out by hand. */
  static double rosenbrockError(long seed, int points, BinaryOperator<Scalar> function) {
    SplittableRandom random = new SplittableRandom(seed);
    double largest = 0;
    for (int i = 0; i < points; i++) {
      double a = random.nextDouble(-2, 2);
      double b = random.nextDouble(-1, 3);
      Tape tape = new Tape();
      Scalar x = tape.input("x", a);
      Scalar y = tape.input("y", b);
      Tape.Reverse reverse = tape.reverse(function.apply(x, y));
      List<Double> byHand = List.of(-2 * (1 - a) - 400 * a * (b - a * a), 200 * (b - a * a));
      List<Double> ours = List.of(reverse.gradient(x), reverse.gradient(y));
      largest = Math.max(largest, CentralDifference.relativeError(ours, byHand, 1));
    }
    return largest;
  }

  // listing: B4-loop
  /** Heron's square root: {@code r = (r + x / r) / 2}, over and over. */
  static Scalar heron(Scalar x, int rounds) {
    Scalar root = x.plus(1).times(0.5);
    for (int i = 0; i < rounds; i++) {
      root = root.plus(x.dividedBy(root)).times(0.5);
    }
    return root;
  }

  // end listing

  /** The largest relative error of the derivative of Heron's square root after some rounds. */
  static double heronError(long seed, int points, int rounds) {
    SplittableRandom random = new SplittableRandom(seed);
    double largest = 0;
    for (int i = 0; i < points; i++) {
      Tape tape = new Tape();
      Scalar x = tape.input("x", random.nextDouble(0.1, 10));
      double derivative = tape.reverse(heron(x, rounds)).gradient(x);
      double expected = 1 / (2 * Math.sqrt(x.value()));
      largest = Math.max(largest, Math.abs(derivative - expected) / expected);
    }
    return largest;
  }

  /** The first step on exclusive or. */
  static SixSteps firstStep(ScalarNetwork network, List<Double> parameters) {
    return SixSteps.train(network, parameters, XOR_X, XOR_Y, List.of(0, 1), 0.5);
  }

  private static void sixSteps(RunContext context, Map<String, Double> measured, long seed) {
    ScalarNetwork network =
        new ScalarNetwork(List.of(2, 2, 1), Hidden.SIGMOID, Objective.SIGMOID_HALF_SQUARED_ERROR);
    List<Double> parameters = network.randomParameters(new SplittableRandom(seed));
    SixSteps first = firstStep(network, parameters);
    measured.put("B5-six-steps", (double) traceFaults(first));
    measured.put("B5-numbers", matrixDifference(first));
    ObjectNode trace = Json.object();
    ArrayNode losses = trace.putArray("losses");
    int risen = descend(network, parameters, context.parameters().setting("steps"), 0.5, losses);
    measured.put("B5-descent", (double) risen);
    trace.set("first_step", first.json());
    context.artifact("backpropagation-trace.json", Json.print(trace).getBytes(UTF_8));
  }

  /** Trains on exclusive or and returns how many steps did not lower their mini-batch's error. */
  static int descend(
      ScalarNetwork network, List<Double> first, int steps, double rate, ArrayNode losses) {
    List<Double> parameters = first;
    int risen = 0;
    for (int step = 0; step < steps; step++) {
      // listing: B5-descent
      List<Integer> rows = step % 2 == 0 ? List.of(0, 1) : List.of(2, 3);
      SixSteps now = SixSteps.train(network, parameters, XOR_X, XOR_Y, rows, rate);
      parameters = now.updated();
      double before = now.pass().loss().value();
      double after =
          network.loss(
              parameters,
              rows.stream().map(XOR_X::get).toList(),
              rows.stream().map(XOR_Y::get).toList());
      risen += after < before ? 0 : 1;
      // end listing
      losses.addObject().put("step", step + 1).put("before", before).put("after", after);
    }
    return risen;
  }

  /** Steps missing, empty or out of order, and adjoints used before they were complete. */
  static int traceFaults(SixSteps trace) {
    int faults = Math.abs(6 - trace.steps().size());
    for (int i = 0; i < trace.steps().size(); i++) {
      SixSteps.Step step = trace.steps().get(i);
      faults += step.number() == i + 1 && !step.values().isEmpty() ? 0 : 1;
    }
    // an adjoint is complete when no later product adds to it
    Map<Integer, Integer> lastAdded = new LinkedHashMap<>();
    List<Tape.Contribution> products = trace.reverse().contributions();
    for (int i = 0; i < products.size(); i++) {
      lastAdded.put(products.get(i).to(), i);
    }
    for (int i = 0; i < products.size(); i++) {
      faults += lastAdded.getOrDefault(products.get(i).from(), -1) < i ? 0 : 1;
    }
    return faults;
  }

  /** The largest difference to the gradient from matrix formulas, for one hidden layer. */
  static double matrixDifference(SixSteps trace) {
    List<Integer> sizes = trace.network().sizes();
    List<Double> parameters = trace.parameters().stream().map(Scalar::value).toList();
    int hiddenWeights = sizes.get(0) * sizes.get(1);
    INDArray w1 = fortran(parameters.subList(0, hiddenWeights), sizes.get(0), sizes.get(1));
    int at = hiddenWeights + sizes.get(1);
    INDArray b1 = vector(parameters.subList(hiddenWeights, at));
    int outputWeights = sizes.get(1) * sizes.get(2);
    INDArray w2 = fortran(parameters.subList(at, at + outputWeights), sizes.get(1), sizes.get(2));
    INDArray b2 = vector(parameters.subList(at + outputWeights, parameters.size()));
    INDArray x = matrix(trace.rows().stream().map(XOR_X::get).toList());
    INDArray y = matrix(trace.rows().stream().map(XOR_Y::get).toList());

    // listing: B5-numbers
    INDArray hidden = sigmoid(x.mmul(w1).addRowVector(b1));
    INDArray output = sigmoid(hidden.mmul(w2).addRowVector(b2));
    INDArray deltaOut = output.sub(y).mul(output).mul(output.rsub(1)).div(trace.rows().size());
    INDArray deltaHidden = deltaOut.mmul(w2.transpose()).mul(hidden).mul(hidden.rsub(1));
    INDArray gradient =
        Nd4j.concat(
            0,
            flat(x.transpose().mmul(deltaHidden)),
            deltaHidden.sum(0),
            flat(hidden.transpose().mmul(deltaOut)),
            deltaOut.sum(0));
    // end listing
    return gradient.sub(vector(trace.gradient())).amaxNumber().doubleValue();
  }

  private static INDArray sigmoid(INDArray z) {
    return Nd4j.math().exp(z.neg()).add(1).rdiv(1);
  }

  private static INDArray fortran(List<Double> values, int rows, int columns) {
    return vector(values).reshape('c', columns, rows).transpose();
  }

  private static INDArray flat(INDArray matrix) {
    return matrix.transpose().dup('c').reshape(matrix.length());
  }

  /** What DL4J's steps saw in an epoch with mini-batches of some rows. */
  static Map<String, Double> accounting(int batch) {
    Model model =
        model(List.of(1, 1), Activation.LINEAR, Activation.LINEAR, Loss.meanSquaredError());
    // listing: B6
    BatchSizes sizes = new BatchSizes();
    model.network().addListeners(sizes);
    INDArray x = Nd4j.arange(ROWS).castTo(DataType.DOUBLE).reshape(ROWS, 1).div(ROWS);
    model.fit(x, x.dup(), FitOptions.defaults().withBatchSize(batch));
    return Map.of(
        "B6-steps", (double) sizes.seen.size(),
        "B6-full-batches", (double) sizes.seen.stream().filter(size -> size == batch).count(),
        "B6-last-batch", (double) sizes.seen.get(sizes.seen.size() - 1));
    // end listing
  }

  /** Notes how many rows each of DL4J's steps saw. */
  private static final class BatchSizes extends BaseTrainingListener {
    private final List<Integer> seen = new ArrayList<>();

    @Override
    public void onForwardPass(org.deeplearning4j.nn.api.Model model, List<INDArray> activations) {
      seen.add((int) activations.get(0).size(0));
    }
  }

  private static Model model(List<Integer> sizes, Activation hidden, Activation output, Loss loss) {
    // listing: B1
    List<Layer> layers = new ArrayList<>();
    layers.add(Input.of(sizes.get(0)));
    for (int layer = 1; layer < sizes.size(); layer++) {
      layers.add(new Dense(sizes.get(layer), layer == sizes.size() - 1 ? output : hidden));
    }
    return Sequential.of(layers.toArray(new Layer[0]))
        .dataType(DataType.DOUBLE)
        .compile(loss, new Sgd());
    // end listing
  }

  static List<List<Double>> rows(SplittableRandom random, int rows, int columns) {
    List<List<Double>> matrix = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      matrix.add(random.doubles(columns, -1, 1).boxed().toList());
    }
    return matrix;
  }

  private static INDArray vector(List<Double> values) {
    return Nd4j.createFromArray(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static INDArray matrix(List<List<Double>> rows) {
    List<Double> values = rows.stream().flatMap(List::stream).toList();
    return vector(values).reshape(rows.size(), rows.get(0).size());
  }

  /** A network with a line for each weight. */
  static String drawing(List<Integer> sizes) {
    Diagram diagram =
        new Diagram(
            "Multilayer perceptron "
                + sizes.stream().map(String::valueOf).collect(Collectors.joining("-")));
    int tallest = sizes.stream().mapToInt(Integer::intValue).max().orElseThrow();
    for (int layer = 0; layer < sizes.size(); layer++) {
      for (int neuron = 0; neuron < sizes.get(layer); neuron++) {
        double row = (tallest - sizes.get(layer)) / 2.0 + neuron;
        String label =
            layer == 0 ? "x" + (neuron + 1) : layer == sizes.size() - 1 ? "y" + (neuron + 1) : "";
        diagram.neuron(
            layer + "." + neuron, layer, row, label, "layer " + layer + ", neuron " + (neuron + 1));
        for (int below = 0; layer > 0 && below < sizes.get(layer - 1); below++) {
          diagram.connect((layer - 1) + "." + below, layer + "." + neuron, Diagram.Line.PLAIN, "");
        }
      }
    }
    return diagram.svg();
  }
}
