package annlab.experiments.neurons;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.charts.Diagram;
import annlab.lab.charts.Figure;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Claim.Kind;
import annlab.lab.claims.Claims;
import annlab.lab.claims.Target;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Section 1.2.3, first half: the threshold logic unit, layers of it, and Hebb's rule. */
public final class ThresholdLogicUnits implements Experiment {
  private static final String SECTION = "1.2.3";
  private static final Claims CLAIMS = new Claims(SECTION);

  /** Sums of up to 64 products of numbers below 1 differ by far less in another order. */
  private static final double ROUNDING = 1e-12;

  /** Two points on one ray from the origin. */
  static final List<Double> NEAR = List.of(1.0, 1.0);

  static final List<Double> FAR = List.of(2.0, 2.0);

  /** The unit of the worked examples: w = (2, -1), b = -0.5. */
  static final ThresholdLogicUnit EXAMPLE =
      new ThresholdLogicUnit(List.of(2.0, -1.0), -0.5, Step.HEAVISIDE);

  /** A way to build a layer from weights, biases and activation. */
  interface LayerForm {
    Layer layer(INDArray weights, INDArray bias, DoubleUnaryOperator phi);
  }

  /** What turns rows of inputs into rows of outputs. */
  interface Layer {
    INDArray outputs(INDArray x);
  }

  static final LayerForm LAYER =
      (weights, bias, phi) -> new NeuronLayer(weights, bias, phi)::outputs;

  /** Made by ServiceLoader. */
  public ThresholdLogicUnits() {}

  @Override
  public String id() {
    return "threshold-logic-unit";
  }

  @Override
  public String section() {
    return SECTION;
  }

  @Override
  public String title() {
    return "The threshold logic unit";
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.of("threshold-logic-unit", "A3-weighted-sum");
  }

  @Override
  public Parameters defaults() {
    return new Parameters(42, 0, 0, Map.of("cases", "1000"));
  }

  @Override
  public Parameters quick() {
    return new Parameters(42, 0, 0, Map.of("cases", "50"));
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        CLAIMS.property(
            "A3-weighted-sum",
            "A threshold logic unit adds its bias to the weighted inputs, then applies a step.",
            "worked examples on both sides of the threshold and on it; each wrong sum or output"
                + " counts"),
        CLAIMS.property(
            "A4-heaviside",
            "Heaviside's step is 0 below 0 and 1 from 0 on.",
            "the smallest numbers beside 0, both zeros, 1 and infinity; each wrong value counts"),
        CLAIMS.property(
            "A4-sign",
            "The sign function is -1, 0 and 1 below, at and above 0.",
            "the smallest numbers beside 0, both zeros, 1 and infinity; each wrong value counts"),
        CLAIMS.property(
            "A4-nan",
            "What is not a number passes both steps unchanged and is not hidden as a class.",
            "each step that turns it into a number counts"),
        CLAIMS.claim(
            "A7-layer",
            "One matrix product gives the outputs of a whole layer for all rows.",
            new Target.Between(
                0,
                ROUNDING,
                "largest difference to a loop over rows and neurons; only the order of summation"
                    + " differs")),
        CLAIMS.property(
            "A7-shapes",
            "Weights are inputs by neurons, with one bias for each neuron; anything else is refused.",
            "matrices with a side too long, too short or turned round; each that is not refused"
                + " with the shape expected and the shape given counts"),
        CLAIMS.property(
            "A8-growth",
            "By Hebb's rule a weight grows when both its ends fire, and at no other time.",
            "random activity; each weight that differs from rate times joint activities counts"),
        CLAIMS.claim(
            "A8-conditioning",
            Kind.EXHIBIT,
            "A weak input that fires together with a strong one comes to fire the neuron alone.",
            new Target.Exhibit("a demonstration: the number of pairings that it took")),
        CLAIMS.erratum(
            "X1-bias",
            "The unit's sum includes the bias; without it every boundary runs through the origin.",
            "the points (1, 1) and (2, 2) of different classes: each of the boundaries through the"
                + " origin that separates them counts, and so does an error with a bias"),
        CLAIMS.erratum(
            "X2-stray-input",
            "The perceptron rule multiplies the error by the input once.",
            "random wrong predictions: each where the rule with one factor moves the sum away from"
                + " the target counts, and one more if the rule as printed never does"),
        CLAIMS.erratum(
            "X2-roles",
            "In the rule y is the target and yhat is the unit's output, not the other way round.",
            "AND from zero weights: counts if the right roles do not learn it in 100 epochs, or if"
                + " the swapped ones do"));
  }

  @Override
  public Outcome run(RunContext context) {
    long seed = context.parameters().seed();
    int cases =
        Integer.parseInt(
            Optional.ofNullable(context.parameters().others().get("cases")).orElseThrow());
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put("A3-weighted-sum", (double) weightedSumMistakes(EXAMPLE));
    measured.put("A4-heaviside", (double) heavisideMistakes(Step.HEAVISIDE::of));
    measured.put("A4-sign", (double) signMistakes(Step.SIGN::of));
    measured.put("A4-nan", (double) nanMistakes(List.of(Step.HEAVISIDE::of, Step.SIGN::of)));
    measured.put("A7-layer", layerDifference(seed, cases, LAYER));
    measured.put("A7-shapes", (double) acceptedShapes(LAYER));
    measured.put("A8-growth", (double) growthMistakes(seed, cases, Hebb.Growth.TOGETHER));
    measured.put("A8-conditioning", (double) conditioning(context));
    measured.put("X1-bias", (double) biasCounterExamples(NEAR, FAR));
    measured.put(
        "X2-stray-input", (double) strayInputCounterExamples(LearningRule.ROSENBLATT, seed, cases));
    measured.put("X2-roles", (double) rolesCounterExamples(LearningRule.ROSENBLATT));
    context.figure(
        new Figure(
            "threshold-logic-unit",
            SECTION,
            "A threshold logic unit: a weighted sum with a bias, then a step (Figure 1.5, redrawn).",
            drawing()));
    return new Outcome(Map.of("cases", (double) cases), measured);
  }

  /** Sums and outputs of a unit that differ from those of {@link #EXAMPLE} worked out by hand. */
  static int weightedSumMistakes(ThresholdLogicUnit unit) {
    record Example(double x1, double x2, double z, double heaviside, double sign) {}
    List<Example> examples =
        List.of(
            new Example(1, 1, 0.5, 1, 1),
            new Example(0.5, 1, -0.5, 0, -1),
            new Example(0.25, 0, 0, 1, 0),
            new Example(0, 0, -0.5, 0, -1),
            new Example(-1, -3, 0.5, 1, 1),
            new Example(3, 8, -2.5, 0, -1));
    ThresholdLogicUnit signed = new ThresholdLogicUnit(unit.weights(), unit.bias(), Step.SIGN);
    int mistakes = 0;
    for (Example example : examples) {
      List<Double> x = List.of(example.x1(), example.x2());
      mistakes += unit.sum(x) == example.z() ? 0 : 1;
      mistakes += unit.output(x) == example.heaviside() ? 0 : 1;
      mistakes += signed.output(x) == example.sign() ? 0 : 1;
    }
    return mistakes;
  }

  /** Wrong values of a function that should be Heaviside's step. */
  static int heavisideMistakes(DoubleUnaryOperator step) {
    return wrong(step, 0, 1, 1);
  }

  /** Wrong values of a function that should be the sign. */
  static int signMistakes(DoubleUnaryOperator step) {
    return wrong(step, -1, 0, 1);
  }

  private static int wrong(DoubleUnaryOperator step, double below, double at, double above) {
    int mistakes = 0;
    for (double z : List.of(Double.MIN_VALUE, 1e-9, 1.0, Double.POSITIVE_INFINITY)) {
      mistakes += step.applyAsDouble(-z) == below ? 0 : 1;
      mistakes += step.applyAsDouble(z) == above ? 0 : 1;
    }
    for (double zero : List.of(0.0, -0.0)) {
      mistakes += step.applyAsDouble(zero) == at ? 0 : 1;
    }
    return mistakes;
  }

  /** Functions that make a number of what is none. */
  static int nanMistakes(List<DoubleUnaryOperator> steps) {
    int mistakes = 0;
    for (DoubleUnaryOperator step : steps) {
      mistakes += Double.isNaN(step.applyAsDouble(Double.NaN)) ? 0 : 1;
    }
    return mistakes;
  }

  /** The largest difference between a layer's matrix product and a loop, over random layers. */
  static double layerDifference(long seed, int layers, LayerForm form) {
    SplittableRandom random = new SplittableRandom(seed);
    double largest = 0;
    for (int i = 0; i < layers; i++) {
      int rows = 1 + random.nextInt(16);
      int inputs = 1 + random.nextInt(64);
      int neurons = 1 + random.nextInt(16);
      INDArray x = uniform(random, rows, inputs);
      INDArray weights = uniform(random, inputs, neurons);
      INDArray bias = uniform(random, 1, neurons).reshape(neurons);
      DoubleUnaryOperator phi = i % 2 == 0 ? Math::tanh : z -> z;
      INDArray outputs = form.layer(weights, bias, phi).outputs(x);
      largest = Math.max(largest, difference(outputs, rowByRow(x, weights, bias, phi)));
    }
    return largest;
  }

  private static double difference(INDArray a, double[][] b) {
    double largest = 0;
    double[][] values = a.toDoubleMatrix();
    for (int row = 0; row < b.length; row++) {
      for (int j = 0; j < b[row].length; j++) {
        double difference = Math.abs(values[row][j] - b[row][j]);
        // a NaN would otherwise never be the largest
        largest = difference >= largest || Double.isNaN(difference) ? difference : largest;
      }
    }
    return largest;
  }

  /** The same layer, one neuron and one row at a time, each a unit of its own. */
  private static double[][] rowByRow(
      INDArray x, INDArray weights, INDArray bias, DoubleUnaryOperator phi) {
    double[][] inputs = x.toDoubleMatrix();
    double[][] columns = weights.transpose().toDoubleMatrix();
    double[][] outputs = new double[inputs.length][columns.length];
    for (int j = 0; j < columns.length; j++) {
      ThresholdLogicUnit unit =
          new ThresholdLogicUnit(list(columns[j]), bias.getDouble(j), Step.HEAVISIDE);
      for (int row = 0; row < inputs.length; row++) {
        outputs[row][j] = phi.applyAsDouble(unit.sum(list(inputs[row])));
      }
    }
    return outputs;
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static INDArray uniform(SplittableRandom random, int rows, int columns) {
    double[] values = random.doubles((long) rows * columns, -1, 1).toArray();
    return Nd4j.createFromArray(values).reshape(rows, columns);
  }

  /** Wrong shapes that a layer of 3 inputs and 2 neurons takes, or refuses without saying why. */
  static int acceptedShapes(LayerForm form) {
    INDArray weights = Nd4j.zeros(DataType.DOUBLE, 3, 2);
    INDArray bias = Nd4j.zeros(DataType.DOUBLE, 2);
    int accepted = 0;
    for (long[] shape : List.of(new long[] {5, 2}, new long[] {5, 4}, new long[] {3})) {
      INDArray x = Nd4j.zeros(DataType.DOUBLE, shape);
      Layer layer = form.layer(weights, bias, Math::tanh);
      accepted += refuses(() -> layer.outputs(x), "[rows, 3]", shape) ? 0 : 1;
    }
    for (long[] shape : List.of(new long[] {3}, new long[] {1}, new long[] {2, 1})) {
      INDArray wrong = Nd4j.zeros(DataType.DOUBLE, shape);
      accepted += refuses(() -> form.layer(weights, wrong, Math::tanh), "[2]", shape) ? 0 : 1;
    }
    for (long[] shape : List.of(new long[] {6}, new long[] {3, 2, 1})) {
      INDArray wrong = Nd4j.zeros(DataType.DOUBLE, shape);
      boolean refused =
          refuses(() -> form.layer(wrong, bias, Math::tanh), "[inputs, neurons]", shape);
      accepted += refused ? 0 : 1;
    }
    return accepted;
  }

  private static boolean refuses(Runnable action, String expected, long[] got) {
    try {
      action.run();
      return false;
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      return message.contains(expected) && message.contains(Arrays.toString(got));
    }
  }

  /** Weights that differ from the learning rate times the joint activities. */
  static int growthMistakes(long seed, int moments, Hebb.Growth growth) {
    // a power of two, so that the sum of many is exact
    double rate = 0.125;
    SplittableRandom random = new SplittableRandom(seed);
    // the first input fires the neuron alone, the others never do within these moments
    Hebb neuron = new Hebb(new double[] {1, 0, 0}, 1, rate, growth);
    int[] together = new int[3];
    int mistakes = 0;
    for (int i = 0; i < moments; i++) {
      boolean[] active = {random.nextBoolean(), random.nextBoolean(), random.nextInt(4) == 0};
      boolean fired = neuron.experience(active);
      for (int input = 0; input < 3; input++) {
        together[input] += fired && active[input] ? 1 : 0;
        double first = input == 0 ? 1 : 0;
        mistakes += neuron.weight(input) == first + rate * together[input] ? 0 : 1;
      }
    }
    return mistakes;
  }

  /** Pairs a weak input with a strong one until the weak one is enough; returns the pairings. */
  private static int conditioning(RunContext context) {
    Hebb neuron = new Hebb(new double[] {1, 0}, 1, 0.125, Hebb.Growth.TOGETHER);
    StringBuilder csv = new StringBuilder("pairings,strong,weak,weak_alone_fires\n");
    int pairings = 0;
    while (!neuron.fires(false, true)) {
      csv.append(line(pairings, neuron));
      neuron.experience(true, true);
      pairings++;
    }
    csv.append(line(pairings, neuron));
    context.artifact("hebb.csv", csv.toString().getBytes(UTF_8));
    return pairings;
  }

  private static String line(int pairings, Hebb neuron) {
    return String.format(
        Locale.ROOT,
        "%d,%.3f,%.3f,%s%n",
        pairings,
        neuron.weight(0),
        neuron.weight(1),
        neuron.fires(false, true));
  }

  /**
   * Boundaries through the origin that separate two points on one ray. There can be none: the sum
   * at the second point is a multiple of that at the first, so both have the same sign.
   */
  static int biasCounterExamples(List<Double> near, List<Double> far) {
    ThresholdLogicUnit biased = new ThresholdLogicUnit(List.of(1.0, 1.0), -3, Step.HEAVISIDE);
    boolean separated = biased.output(near) == 0 && biased.output(far) == 1;
    return separators(0, near, far) + (separated ? 0 : 1);
  }

  // listing: X1-bias
  /** How many of 3600 directions separate two points with a given bias. */
  static int separators(double bias, List<Double> near, List<Double> far) {
    int separators = 0;
    for (int direction = 0; direction < 3600; direction++) {
      double angle = Math.toRadians(direction / 10.0);
      ThresholdLogicUnit unit =
          new ThresholdLogicUnit(List.of(Math.cos(angle), Math.sin(angle)), bias, Step.HEAVISIDE);
      separators += unit.output(near) != unit.output(far) ? 1 : 0;
    }
    return separators;
  }

  // end listing

  /** Wrong predictions after which the right rule moves the sum the wrong way. */
  static int strayInputCounterExamples(LearningRule right, long seed, int cases) {
    SplittableRandom random = new SplittableRandom(seed);
    int counterExamples = 0;
    int printedGoesWrong = 0;
    for (int i = 0; i < cases; i++) {
      ThresholdLogicUnit unit =
          new ThresholdLogicUnit(
              List.of(random.nextDouble(-2, 2), random.nextDouble(-2, 2)),
              random.nextDouble(-2, 2),
              Step.HEAVISIDE);
      List<Double> x = List.of(random.nextDouble(-2, 2), random.nextDouble(-2, 2));
      double target = 1 - unit.output(x);
      counterExamples += right.progress(unit, x, target) > 0 ? 0 : 1;
      printedGoesWrong += LearningRule.AS_PRINTED.progress(unit, x, target) > 0 ? 0 : 1;
    }
    return counterExamples + (printedGoesWrong > 0 ? 0 : 1);
  }

  /** Whether AND is not learnt by the rule in its right roles, and whether by the swapped ones. */
  static int rolesCounterExamples(LearningRule right) {
    List<List<Double>> x =
        List.of(List.of(0.0, 0.0), List.of(0.0, 1.0), List.of(1.0, 0.0), List.of(1.0, 1.0));
    List<Double> and = List.of(0.0, 0.0, 0.0, 1.0);
    int most = 100;
    int counterExamples = right.epochsToLearn(x, and, most) <= most ? 0 : 1;
    return counterExamples
        + (LearningRule.ROLES_SWAPPED.epochsToLearn(x, and, most) <= most ? 1 : 0);
  }

  /** Figure 1.5 of the chapter, redrawn. */
  private static String drawing() {
    Diagram diagram =
        new Diagram("Threshold logic unit: z = w1 x1 + w2 x2 + w3 x3 + b, output step(z)");
    diagram.neuron("sum", 1.4, 1.5, "Σ", "the weighted sum z, with the bias");
    diagram.neuron("step", 2.5, 1.5, "step", "the step function");
    diagram.neuron("out", 3.6, 1.5, "h(x)", "the output");
    for (int i = 1; i <= 3; i++) {
      diagram.neuron("x" + i, 0, i - 1, "x" + i, "input " + i);
      diagram.connect("x" + i, "sum", Diagram.Line.EXCITES, "w" + i);
    }
    diagram.neuron("one", 0, 3, "1", "always 1: its weight is the bias");
    diagram.connect("one", "sum", Diagram.Line.EXCITES, "b");
    diagram.connect("sum", "step", Diagram.Line.EXCITES, "z");
    diagram.connect("step", "out", Diagram.Line.EXCITES, "");
    return diagram.svg();
  }
}
