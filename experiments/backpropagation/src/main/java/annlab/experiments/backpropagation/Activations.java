package annlab.experiments.backpropagation;

import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.charts.Figure;
import annlab.lab.charts.LineChart;
import annlab.lab.charts.Series;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Claims;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Section 1.2.4: the activation functions and their derivatives. */
public final class Activations implements Experiment {
  private static final Claims CLAIMS = new Claims("1.2.4");

  /** One rounding of a number near 1 is 1.1e-16; a few of them stay below this. */
  private static final double ROUNDING = 1e-15;

  /** Figure 1.7 shows this range. */
  private static final double SHOWN = 4.5;

  private static final int DRAWS = 100_000;

  /** Five standard errors of the mean of {@link #DRAWS} outputs of tanh, deviation 0.63. */
  private static final double CENTRED = 0.01;

  /** Made by ServiceLoader. */
  public Activations() {}

  @Override
  public String id() {
    return "activations";
  }

  @Override
  public String section() {
    return CLAIMS.section();
  }

  @Override
  public String title() {
    return "Activation functions and their derivatives";
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.of("activation-functions", "B14-figure");
  }

  @Override
  public Parameters defaults() {
    return new Parameters(42, 0, 0, Map.of("points_per_unit", "100"));
  }

  @Override
  public Parameters quick() {
    return new Parameters(42, 0, 0, Map.of("points_per_unit", "10"));
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>(gradientClaims());
    claims.addAll(sigmoidClaims());
    claims.addAll(rectifierClaims());
    claims.addAll(smoothRectifierClaims());
    claims.addAll(
        List.of(
            CLAIMS.exhibit(
                "B14-figure",
                "The usual activations and their derivatives for sums between -4.5 and 4.5.",
                "a figure: the number of functions drawn"),
            CLAIMS.atMost(
                "B14-derivatives",
                "The derivatives drawn are those of the functions drawn.",
                1e-9,
                "largest difference to differences of fourth order away from kink and jump, whose"
                    + " own error is about 1e-12"),
            CLAIMS.atMost(
                "B14-dl4j",
                "DL4J's sigmoid, tanh, ReLU and softplus, and their derivatives, are these.",
                1e-12,
                "largest difference in double precision for sums between -4.5 and 4.5")));
    return claims;
  }

  private static List<Claim> gradientClaims() {
    return List.of(
        CLAIMS.property(
            "B8-step-flat",
            "The step function is flat: its derivative is 0 wherever it has one.",
            "differences on both sides of the jump; each that is not 0 counts"),
        CLAIMS.property(
            "B8-step-gradient",
            "Behind a step no gradient reaches the hidden layer.",
            "DL4J's gradient of a network with 8 hidden steps: each hidden parameter with a"
                + " gradient other than 0 counts"),
        CLAIMS.property(
            "B8-sigmoid-gradient",
            "The sigmoid's derivative is above 0 everywhere, and the gradient reaches every weight.",
            "sums between -700 and 700, and DL4J's gradient of the same network with sigmoids: each"
                + " 0 counts"));
  }

  private static List<Claim> sigmoidClaims() {
    return List.of(
        CLAIMS.atMost(
            "B9-derivative",
            "The sigmoid's derivative is sigmoid times one less sigmoid.",
            ROUNDING,
            "largest difference to a form without cancellation, for sums between -40 and 40;"
                + " rounding only"),
        CLAIMS.exactly(
            "B9-maximum",
            "The sigmoid's derivative is never above a quarter, which it reaches at 0.",
            0.25,
            "the largest derivative found; 0 is among the sums and 0.25 is exact"),
        CLAIMS.atMost(
            "B10-identity",
            "tanh is the sigmoid of twice the sum, doubled, less one.",
            ROUNDING,
            "largest difference for sums between -40 and 40; rounding only"),
        CLAIMS.property(
            "B10-range",
            "tanh lies between -1 and 1 and is odd.",
            "sums between -40 and 40: each output beyond 1, on 1 below 18, or unlike its mirror"
                + " image counts"),
        CLAIMS.atMost(
            "B10-centred",
            "tanh's outputs are centred around 0.",
            CENTRED,
            "absolute mean output for 100,000 standard normal sums, five standard errors; the"
                + " sigmoid's mean is 0.5"));
  }

  private static List<Claim> rectifierClaims() {
    return List.of(
        CLAIMS.exactly(
            "B11-kink",
            "ReLU's slope jumps by 1 at 0, so there is no derivative.",
            1,
            "slope from the right less slope from the left, by differences; exact"),
        CLAIMS.property(
            "B11-flat-side",
            "ReLU's derivative is 0 for sums below 0.",
            "differences below 0; each that is not 0 counts"),
        CLAIMS.property(
            "B11-unbounded",
            "ReLU has no largest output; sigmoid and tanh do not exceed 1.",
            "sums from 1 to the largest number: each that ReLU does not pass on counts, and each"
                + " that sigmoid or tanh puts above 1"));
  }

  private static List<Claim> smoothRectifierClaims() {
    return List.of(
        CLAIMS.property(
            "B12-stable",
            "Softplus is about 0 far below 0 and about the sum far above, without overflow.",
            "sums of +-1000 and beyond, and ln 2 at 0: each wrong or not finite value counts, as"
                + " does each point further than ln 2 from ReLU"),
        CLAIMS.exhibit(
            "B12-dl4j",
            "DL4J's own softplus at sums of +-1000, +-100 and 0.",
            "shown: how many of the five are wrong or not finite in double precision; DL4J takes"
                + " the logarithm of 1 + e^z as it stands, which overflows above 709"),
        CLAIMS.atMost(
            "B13-tanh-form",
            "The tanh form of GELU differs from the one with the normal distribution by little.",
            5e-4,
            "largest difference for sums between -10 and 10; the paper that proposes it gives no"
                + " bound, 0.00047 is the maximum of the difference of the formulas"),
        CLAIMS.atMost(
            "B13-dl4j-default",
            "DL4J's GELU is by default the form with the sigmoid of 1.702 times the sum.",
            1e-8,
            "largest difference to that form in double precision; DL4J keeps 1.702 in single"
                + " precision, which makes 3e-9. To the tanh form the difference is 0.02"),
        CLAIMS.atMost(
            "B13-dl4j-precise",
            "DL4J's precise GELU is neither form: in the tanh it cubes 0.044715 z, not z alone.",
            1e-12,
            "largest difference to the formula with that slip, in double precision"),
        CLAIMS.exhibit(
            "B13-dl4j-error",
            "How far DL4J's precise GELU is from GELU.",
            "shown: the largest difference to z times the normal distribution function"));
  }

  /** What DL4J's native code computes as precise GELU. */
  // listing: B13-dl4j-precise
  static double dl4jPrecise(double z) {
    double slip = 0.044715 * z;
    return z / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + slip * slip * slip)));
  }

  // end listing

  @Override
  public Outcome run(RunContext context) {
    int perUnit = context.parameters().setting("points_per_unit");
    Map<String, Double> measured = new LinkedHashMap<>();
    gradients(measured, context.parameters().seed(), perUnit);
    sigmoids(measured, context.parameters().seed(), perUnit);
    rectifiers(measured, perUnit);
    smoothRectifiers(measured, perUnit);
    measured.put("B14-figure", (double) figure(context, perUnit));
    measured.put("B14-derivatives", derivativeError(ActivationFunction::derivative, perUnit));
    measured.put("B14-dl4j", dl4jError(pairs(), perUnit));
    return new Outcome(Map.of("points_per_unit", (double) perUnit), measured);
  }

  /** Sums from -limit to limit, 0 among them. */
  static List<Double> sums(double limit, int perUnit) {
    List<Double> sums = new ArrayList<>();
    int half = (int) Math.round(limit * perUnit);
    for (int i = -half; i <= half; i++) {
      sums.add((double) i / perUnit);
    }
    return sums;
  }

  private static double largest(List<Double> sums, DoubleUnaryOperator of) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double z : sums) {
      double value = of.applyAsDouble(z);
      // a NaN would otherwise never be the largest
      largest = value >= largest || Double.isNaN(value) ? value : largest;
    }
    return largest;
  }

  /** The largest difference of two functions over some sums. */
  static double largestDifference(List<Double> sums, DoubleUnaryOperator a, DoubleUnaryOperator b) {
    return largest(sums, z -> Math.abs(a.applyAsDouble(z) - b.applyAsDouble(z)));
  }

  private static void gradients(Map<String, Double> measured, long seed, int perUnit) {
    measured.put("B8-step-flat", (double) slopes(ActivationFunction.STEP::value, perUnit));
    measured.put("B8-step-gradient", (double) hiddenGradients(seed, Activation.HEAVISIDE, true));
    long flat = sums(700, perUnit).stream().filter(z -> !(sigmoidSlope(z) > 0)).count();
    measured.put(
        "B8-sigmoid-gradient", (double) flat + hiddenGradients(seed, Activation.SIGMOID, false));
  }

  private static double sigmoidSlope(double z) {
    return ActivationFunction.SIGMOID.derivative(z);
  }

  /** Slopes other than 0 on both sides of a jump at 0. */
  static int slopes(DoubleUnaryOperator function, int perUnit) {
    // listing: B8-step-flat
    double h = 0.25 / perUnit;
    int slopes = 0;
    for (double z : sums(10, perUnit)) {
      double slope = (function.applyAsDouble(z + h) - function.applyAsDouble(z - h)) / (2 * h);
      slopes += z != 0 && slope != 0 ? 1 : 0;
    }
    return slopes;
    // end listing
  }

  /** Hidden parameters whose gradient is other than 0, or is 0, in a network of 3, 8 and 1. */
  static int hiddenGradients(long seed, Activation hidden, boolean countOthers) {
    Model model =
        Sequential.of(Input.of(3), new Dense(8, hidden), new Dense(1, Activation.SIGMOID))
            .seed(seed)
            .dataType(DataType.DOUBLE)
            .compile(Loss.binaryCrossentropy(), new Sgd());
    // listing: B8
    SplittableRandom random = new SplittableRandom(seed);
    INDArray x = Nd4j.createFromArray(random.doubles(30, -1, 1).toArray()).reshape(10, 3);
    INDArray y =
        Nd4j.createFromArray(random.ints(10, 0, 2).asDoubleStream().toArray()).reshape(10, 1);
    double[] gradient = model.lossAndGradient(x, y).gradient().toDoubleVector();
    int counted = 0;
    for (int i = 0; i < 3 * 8 + 8; i++) {
      counted += (gradient[i] != 0) == countOthers ? 1 : 0;
    }
    // end listing
    return counted;
  }

  private static void sigmoids(Map<String, Double> measured, long seed, int perUnit) {
    measured.putAll(sigmoidResults(Activations::sigmoidSlope, perUnit));
    measured.putAll(tanhResults(Math::tanh, seed, perUnit));
  }

  /** The numbers of the claims on the sigmoid's derivative, for a function in its place. */
  static Map<String, Double> sigmoidResults(DoubleUnaryOperator slope, int perUnit) {
    List<Double> sums = sums(40, perUnit);
    DoubleUnaryOperator sigmoid = ActivationFunction.SIGMOID::value;
    DoubleUnaryOperator product = z -> sigmoid.applyAsDouble(z) * (1 - sigmoid.applyAsDouble(z));
    return Map.of(
        "B9-derivative", largestDifference(sums, slope, product),
        "B9-maximum", largest(sums, slope));
  }

  /** The numbers of the claims on tanh, for a function in its place. */
  static Map<String, Double> tanhResults(DoubleUnaryOperator tanh, long seed, int perUnit) {
    List<Double> sums = sums(40, perUnit);
    // listing: B10
    DoubleUnaryOperator stretched = z -> 2 * ActivationFunction.SIGMOID.value(2 * z) - 1;
    double identity = largestDifference(sums, tanh, stretched);
    int beyond = 0;
    for (double z : sums) {
      double value = tanh.applyAsDouble(z);
      // from 18 on doubles cannot tell it from 1
      boolean inside = Math.abs(z) < 18 ? Math.abs(value) < 1 : Math.abs(value) <= 1;
      beyond += inside && tanh.applyAsDouble(-z) == -value ? 0 : 1;
    }
    double centre = Math.abs(meanOutput(seed, tanh));
    // end listing
    return Map.of("B10-identity", identity, "B10-range", (double) beyond, "B10-centred", centre);
  }

  /** The mean output for standard normal sums. */
  static double meanOutput(long seed, DoubleUnaryOperator function) {
    SplittableRandom random = new SplittableRandom(seed);
    double total = 0;
    for (int i = 0; i < DRAWS; i++) {
      // Box and Muller's pair gives one normal number here
      double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
      total += function.applyAsDouble(radius * Math.cos(2 * Math.PI * random.nextDouble()));
    }
    return total / DRAWS;
  }

  private static void rectifiers(Map<String, Double> measured, int perUnit) {
    measured.putAll(rectifierResults(ActivationFunction.RELU::value, perUnit));
  }

  /** The numbers of the claims on ReLU, for a function in its place. */
  static Map<String, Double> rectifierResults(DoubleUnaryOperator relu, int perUnit) {
    Map<String, Double> measured = new LinkedHashMap<>();
    double h = 0x1p-20;
    double right = (relu.applyAsDouble(h) - relu.applyAsDouble(0)) / h;
    double left = (relu.applyAsDouble(0) - relu.applyAsDouble(-h)) / h;
    measured.put("B11-kink", right - left);
    measured.put(
        "B11-flat-side", (double) slopes(z -> relu.applyAsDouble(Math.min(z, 0)), perUnit));
    int counted = 0;
    for (double z = 1; z < Double.MAX_VALUE / 4; z *= 4) {
      counted += relu.applyAsDouble(z) == z ? 0 : 1;
      counted += ActivationFunction.SIGMOID.value(z) <= 1 && Math.tanh(z) <= 1 ? 0 : 1;
    }
    measured.put("B11-unbounded", (double) counted);
    return measured;
  }

  private static void smoothRectifiers(Map<String, Double> measured, int perUnit) {
    measured.put("B12-stable", (double) unstable(ActivationFunction.SOFTPLUS::value, perUnit));
    measured.put("B12-dl4j", (double) dl4jSoftplusFaults());
    List<Double> sums = sums(10, perUnit);
    measured.put(
        "B13-tanh-form",
        largestDifference(
            sums, ActivationFunction.GELU::value, ActivationFunction.GELU_TANH::value));
    measured.put(
        "B13-dl4j-default",
        valueError(new ActivationGELU(), ActivationFunction.GELU_SIGMOID::value, sums));
    measured.put(
        "B13-dl4j-precise", valueError(new ActivationGELU(true), Activations::dl4jPrecise, sums));
    measured.put(
        "B13-dl4j-error",
        valueError(new ActivationGELU(true), ActivationFunction.GELU::value, sums));
  }

  /** Points where a function is not softplus to a few roundings, or overflows. */
  static int unstable(DoubleUnaryOperator softplus, int perUnit) {
    int faults = 0;
    for (double z : List.of(1000.0, 1e6, 1e300)) {
      faults += softplus.applyAsDouble(z) == z ? 0 : 1;
      faults += softplus.applyAsDouble(-z) == 0 ? 0 : 1;
    }
    faults += Math.abs(softplus.applyAsDouble(0) - Math.log(2)) <= ROUNDING ? 0 : 1;
    for (double z : sums(40, perUnit)) {
      double above = softplus.applyAsDouble(z) - Math.max(0, z);
      faults += above >= 0 && above <= Math.log(2) + ROUNDING ? 0 : 1;
    }
    return faults;
  }

  private static int dl4jSoftplusFaults() {
    // listing: B12-dl4j
    List<Double> sums = List.of(-1000.0, -100.0, 0.0, 100.0, 1000.0);
    double[] values = values(new ActivationSoftPlus(), sums);
    int faults = 0;
    for (int i = 0; i < values.length; i++) {
      double expected = ActivationFunction.SOFTPLUS.value(sums.get(i));
      faults += Math.abs(values[i] - expected) <= 1e-12 * Math.max(1, expected) ? 0 : 1;
    }
    // end listing
    return faults;
  }

  private static double[] values(IActivation activation, List<Double> sums) {
    return activation.getActivation(vector(sums), false).toDoubleVector();
  }

  private static double[] derivatives(IActivation activation, List<Double> sums) {
    INDArray ones = Nd4j.ones(DataType.DOUBLE, 1, sums.size());
    INDArray in = vector(sums).reshape(1, sums.size());
    return activation.backprop(in, ones).getFirst().reshape(sums.size()).toDoubleVector();
  }

  private static INDArray vector(List<Double> values) {
    return Nd4j.createFromArray(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The largest difference between DL4J's values and a function's. */
  static double valueError(
      IActivation activation, DoubleUnaryOperator function, List<Double> sums) {
    double[] values = values(activation, sums);
    Map<Double, Double> bySum = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      bySum.put(sums.get(i), values[i]);
    }
    return largestDifference(sums, z -> bySum.getOrDefault(z, Double.NaN), function);
  }

  /** DL4J's activations beside ours. */
  static Map<ActivationFunction, IActivation> pairs() {
    Map<ActivationFunction, IActivation> pairs = new EnumMap<>(ActivationFunction.class);
    pairs.put(ActivationFunction.SIGMOID, new ActivationSigmoid());
    pairs.put(ActivationFunction.TANH, new ActivationTanH());
    pairs.put(ActivationFunction.RELU, new ActivationReLU());
    pairs.put(ActivationFunction.SOFTPLUS, new ActivationSoftPlus());
    return pairs;
  }

  /** The largest difference of values or derivatives within pairs. */
  static double dl4jError(Map<ActivationFunction, IActivation> pairs, int perUnit) {
    // listing: B14-dl4j
    List<Double> sums = sums(SHOWN, perUnit);
    double largest = 0;
    for (Map.Entry<ActivationFunction, IActivation> pair : pairs.entrySet()) {
      largest = Math.max(largest, valueError(pair.getValue(), pair.getKey()::value, sums));
      double[] slopes = derivatives(pair.getValue(), sums);
      for (int i = 0; i < slopes.length; i++) {
        largest = Math.max(largest, Math.abs(slopes[i] - pair.getKey().derivative(sums.get(i))));
      }
    }
    return largest;
    // end listing
  }

  /** The largest difference between derivatives and differences, away from 0. */
  static double derivativeError(
      ToDoubleBiFunction<ActivationFunction, Double> derivative, int perUnit) {
    double largest = 0;
    // listing: B14-derivatives
    for (ActivationFunction function : ActivationFunction.values()) {
      for (double z : sums(SHOWN, perUnit)) {
        // kink and jump at 0 are within two steps of the difference
        if (Math.abs(z) > 0.005) {
          double difference =
              CentralDifference.gradient(at -> function.value(at.get(0)), List.of(z)).get(0);
          double error = Math.abs(difference - derivative.applyAsDouble(function, z));
          largest = Math.max(largest, error);
        }
      }
    }
    // end listing
    return largest;
  }

  /** Draws Figure 1.7 and returns the number of functions. */
  private static int figure(RunContext context, int perUnit) {
    Map<ActivationFunction, Series.Hue> shown = new EnumMap<>(ActivationFunction.class);
    shown.put(ActivationFunction.STEP, Series.Hue.GREY);
    shown.put(ActivationFunction.SIGMOID, Series.Hue.BLUE);
    shown.put(ActivationFunction.TANH, Series.Hue.GREEN);
    shown.put(ActivationFunction.RELU, Series.Hue.VERMILION);
    shown.put(ActivationFunction.SOFTPLUS, Series.Hue.ORANGE);
    shown.put(ActivationFunction.GELU, Series.Hue.SKY);
    LineChart values = LineChart.titled("Activations", "sum z", "output").withY(-1.2, 4.5);
    LineChart slopes = LineChart.titled("Derivatives", "sum z", "slope").withY(-0.2, 1.2);
    // listing: B14-figure
    List<Double> sums = sums(SHOWN, perUnit);
    for (Map.Entry<ActivationFunction, Series.Hue> entry : shown.entrySet()) {
      ActivationFunction function = entry.getKey();
      values = values.with(series(function.label(), sums, function::value, entry.getValue()));
      slopes = slopes.with(series(function.label(), sums, function::derivative, entry.getValue()));
    }
    // end listing
    context.figure(
        new Figure(
            "activation-functions",
            CLAIMS.section(),
            "Activation functions and their derivatives (Figure 1.7, redrawn). The step has no"
                + " slope to learn from; ReLU's slope jumps at 0.",
            LineChart.beside(List.of(values, slopes))));
    return shown.size();
  }

  private static Series series(
      String label, List<Double> x, DoubleUnaryOperator y, Series.Hue hue) {
    List<Double> values = x.stream().map(y::applyAsDouble).toList();
    return new Series(label, x, values, hue, Series.Stroke.SOLID);
  }
}
