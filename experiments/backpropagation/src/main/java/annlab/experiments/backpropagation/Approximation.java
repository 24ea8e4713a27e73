package annlab.experiments.backpropagation;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.datasets.Samples;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.charts.Figure;
import annlab.lab.charts.LineChart;
import annlab.lab.charts.Series;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Claims;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.LearningRate;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Initializer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Section 1.2.4: what a stack of layers can compute, without activations and with them. */
public final class Approximation implements Experiment {
  private static final Claims CLAIMS = new Claims("1.2.4");

  private static final List<Integer> CONSTRUCTED = List.of(4, 8, 16, 32, 64, 128, 256);
  private static final List<Integer> TRAINED = List.of(1, 4, 16, 64);

  /** Weights of 5 let tanh rise within a fifth of [-1, 1]. */
  private static final double STEEP = 5;

  /** Made by ServiceLoader. */
  public Approximation() {}

  /**
   * A function to approximate on [-1, 1].
   *
   * @param name for tables and figures
   * @param of the function
   */
  record Target(String name, DoubleUnaryOperator of) {
    static List<Target> all() {
      return List.of(
          new Target("sine", x -> Math.sin(2 * Math.PI * x)),
          new Target("corner", x -> Math.abs(x - 0.3)),
          new Target("bump", x -> Math.exp(-20 * x * x)),
          new Target("root", x -> Math.sqrt(Math.abs(x + 0.2))));
    }
  }

  @Override
  public String id() {
    return "universal-approximation";
  }

  @Override
  public String section() {
    return CLAIMS.section();
  }

  @Override
  public String title() {
    return "What stacked layers can compute";
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.of("universal-approximation", "B16-trained");
  }

  @Override
  public Parameters defaults() {
    return new Parameters(42, 1000, 0, Map.of("seeds", "5"));
  }

  @Override
  public Parameters quick() {
    return new Parameters(42, 30, 0, Map.of("seeds", "1"));
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        CLAIMS.property(
            "B15-example",
            "Of f(x) = 2x + 3 and g(x) = 5x - 1 the composition f(g(x)) is 10x + 1.",
            "8,001 eighths between -500 and 500, where doubles are exact; each difference counts"),
        CLAIMS.atMost(
            "B15-deep",
            "Ten linear layers on each other are one linear layer.",
            1e-12,
            "largest difference of DL4J's outputs to those of the one layer that the product of the"
                + " weights makes, in double precision; rounding only"),
        CLAIMS.atMost(
            "B15-xor-linear",
            "A deep stack of linear layers cannot solve exclusive or.",
            0.75,
            "best accuracy of trained networks; a straight line gets 3 of 4 points at most"),
        CLAIMS.exactly(
            "B15-xor-tanh",
            "The same stack with tanh between its layers can.",
            1,
            "best accuracy of trained networks"),
        CLAIMS.property(
            "B16-constructed",
            "One hidden layer of ReLU neurons comes as near to a continuous function as wanted.",
            "weights set by hand to run through the function at evenly spaced points, four"
                + " functions, widths 4 to 256; each doubling that does not lower the largest error"
                + " counts"),
        CLAIMS.atMost(
            "B16-constructed-error",
            "With 256 neurons the largest error is small for all four functions.",
            0.0625,
            "the worst case can be worked out: a line under the square root's tip, half a spacing"
                + " of 2 / 256 away on both sides, misses it by sqrt(1 / 256)"),
        CLAIMS.property(
            "B16-trained",
            "Trained networks come nearer to a function the wider they are.",
            "four functions, 1 neuron against 16 and 4 against 64, median error of 5 seeds; each"
                + " widening that does not lower it counts"),
        CLAIMS.atLeast(
            "B16-trained-gain",
            "The wide network's error is a small part of the single neuron's.",
            5,
            "error with 1 neuron over error with 64, the smallest of the four ratios; without"
                + " training both would be about the function's own deviation, a ratio near 1"));
  }

  @Override
  public Outcome run(RunContext context) {
    Parameters parameters = context.parameters();
    int seeds = parameters.setting("seeds");
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put("B15-example", (double) compositionMistakes(x -> 10 * x + 1));
    measured.put("B15-deep", collapseDifference(parameters.seed(), Activation.LINEAR));
    context.stopIfAsked();
    measured.put("B15-xor-linear", bestXor(parameters, seeds, Activation.LINEAR));
    measured.put("B15-xor-tanh", bestXor(parameters, seeds, Activation.TANH));
    Map<String, List<Double>> constructed = new LinkedHashMap<>();
    Map<String, List<Double>> trained = new LinkedHashMap<>();
    for (Target target : Target.all()) {
      constructed.put(target.name(), constructedErrors(target, CONSTRUCTED));
      trained.put(target.name(), trainedErrors(context, target, seeds, TRAINED));
    }
    measured.put("B16-constructed", (double) rises(constructed, 1));
    measured.put(
        "B16-constructed-error",
        constructed.values().stream().mapToDouble(e -> e.get(e.size() - 1)).max().orElseThrow());
    measured.put("B16-trained", (double) rises(trained, 2));
    measured.put("B16-trained-gain", leastGain(trained));
    context.artifact("approximation.csv", csv(constructed, trained).getBytes(UTF_8));
    figures(context, constructed, trained);
    return new Outcome(Map.of("seeds", (double) seeds), measured);
  }

  /** Where {@code f(g(x))} differs from what it should be. */
  static int compositionMistakes(DoubleUnaryOperator whole) {
    int mistakes = 0;
    // listing: B15-example
    for (int eighths = -4000; eighths <= 4000; eighths++) {
      double x = eighths / 8.0;
      double g = 5 * x - 1;
      double f = 2 * g + 3;
      mistakes += f == whole.applyAsDouble(x) ? 0 : 1;
    }
    // end listing
    return mistakes;
  }

  /** The largest difference between ten layers and the one that their product makes. */
  static double collapseDifference(long seed, Activation activation) {
    int width = 16;
    List<Layer> layers = new ArrayList<>();
    layers.add(Input.of(width));
    for (int i = 0; i < 10; i++) {
      layers.add(
          new Dense(width, activation)
              .withKernelInitializer(Initializer.lecunUniform())
              .withBiasInitializer(Initializer.lecunUniform()));
    }
    Model model =
        Sequential.of(layers.toArray(new Layer[0]))
            .seed(seed)
            .dataType(DataType.DOUBLE)
            .compile(Loss.meanSquaredError(), new Sgd());
    // listing: B15
    INDArray product = Nd4j.eye(width).castTo(DataType.DOUBLE);
    INDArray bias = Nd4j.zeros(DataType.DOUBLE, 1, width);
    List<INDArray> weights = model.weights();
    for (int i = 0; i < weights.size(); i += 2) {
      product = product.mmul(weights.get(i));
      bias = bias.mmul(weights.get(i)).addRowVector(weights.get(i + 1));
    }
    double[] values = new SplittableRandom(seed).doubles(100L * width, -1, 1).toArray();
    INDArray x = Nd4j.createFromArray(values).reshape(100, width);
    INDArray one = x.mmul(product).addRowVector(bias.reshape(width));
    return model.predict(x).sub(one).amaxNumber().doubleValue();
    // end listing
  }

  /** The best accuracy on exclusive or of networks with two hidden layers. */
  static double bestXor(Parameters parameters, int seeds, Activation activation) {
    Samples xor = ToyTasks.xor();
    double best = 0;
    for (int i = 0; i < seeds; i++) {
      // listing: B15-xor-linear, B15-xor-tanh
      Model model =
          Sequential.of(
                  Input.of(2),
                  new Dense(8, activation),
                  new Dense(8, activation),
                  new Dense(1, Activation.SIGMOID))
              .seed(parameters.seed() + i)
              .dataType(DataType.DOUBLE)
              .compile(Loss.binaryCrossentropy(), new Adam(0.02), Metric.accuracy());
      model.fit(
          xor.x(), xor.y(), FitOptions.defaults().withEpochs(parameters.epochs()).withBatchSize(4));
      // end listing
      best = Math.max(best, model.evaluate(xor.x(), xor.y()).value("accuracy"));
    }
    return best;
  }

  /** A layer's weights as {@link Model#setWeights(String, List)} takes them. */
  private static INDArray column(double[] values) {
    return Nd4j.createFromArray(values).reshape(values.length, 1);
  }

  /**
   * A network that runs through a function at evenly spaced points of [-1, 1]: each neuron begins
   * at a point and changes the slope there.
   */
  static Model constructed(DoubleUnaryOperator target, int width) {
    double spacing = 2.0 / width;
    double[] biases = new double[width];
    double[] out = new double[width];
    double slope = 0;
    // listing: B16
    for (int i = 0; i < width; i++) {
      double from = -1 + i * spacing;
      biases[i] = -from;
      double next = (target.applyAsDouble(from + spacing) - target.applyAsDouble(from)) / spacing;
      out[i] = next - slope;
      slope = next;
    }
    // end listing
    Model model = network(width, Activation.RELU, 1, 0);
    model.setWeights(
        List.of(
            Nd4j.ones(DataType.DOUBLE, 1, width),
            Nd4j.createFromArray(biases),
            column(out),
            Nd4j.createFromArray(new double[] {target.applyAsDouble(-1)})));
    return model;
  }

  private static Model network(int width, Activation activation, int epochs, long seed) {
    // listing: B16-trained, B16-trained-gain
    // Steep first neurons whose middles are spread over [-1, 1]: from Keras' own small weights all
    // neurons are nearly linear there, and training takes far longer.
    Initializer spread = new Initializer.RandomUniform(-STEEP, STEEP, OptionalLong.empty());
    // a falling rate ends the jumping around the minimum that a wide network shows
    LearningRate falling = new LearningRate.CosineDecay(0.02, epochs, 0);
    Dense hidden =
        new Dense(width, activation).withKernelInitializer(spread).withBiasInitializer(spread);
    return Sequential.of(Input.of(1), hidden, new Dense(1))
        .seed(seed)
        .dataType(DataType.DOUBLE)
        .compile(Loss.meanSquaredError(), new Adam(falling, 0.9, 0.999, Adam.EPSILON));
    // end listing
  }

  /** Inputs evenly spaced on [-1, 1], as a column. */
  private static double[] grid(int points) {
    double[] grid = new double[points];
    for (int i = 0; i < points; i++) {
      grid[i] = -1 + 2.0 * i / (points - 1);
    }
    return grid;
  }

  private static double[] values(double[] x, DoubleUnaryOperator target) {
    double[] values = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      values[i] = target.applyAsDouble(x[i]);
    }
    return values;
  }

  /** The largest error of a network set by hand, for each width. */
  static List<Double> constructedErrors(Target target, List<Integer> widths) {
    double[] x = grid(4001);
    List<Double> errors = new ArrayList<>();
    for (int width : widths) {
      INDArray predicted = constructed(target.of(), width).predict(column(x));
      INDArray expected = column(values(x, target.of()));
      errors.add(predicted.sub(expected).amaxNumber().doubleValue());
    }
    return errors;
  }

  /** The median error of trained networks, for each width. */
  static List<Double> trainedErrors(
      RunContext context, Target target, int seeds, List<Integer> widths) {
    double[] x = grid(64);
    INDArray inputs = column(x);
    INDArray targets = column(values(x, target.of()));
    double[] tested = grid(201);
    INDArray expected = column(values(tested, target.of()));
    List<Double> errors = new ArrayList<>();
    for (int width : widths) {
      List<Double> bySeed = new ArrayList<>();
      for (int i = 0; i < seeds; i++) {
        context.stopIfAsked();
        Model model =
            network(
                width,
                Activation.TANH,
                context.parameters().epochs(),
                context.parameters().seed() + i);
        FitOptions options =
            FitOptions.defaults().withEpochs(context.parameters().epochs()).withBatchSize(64);
        model.fit(inputs, targets, options);
        bySeed.add(Math.sqrt(model.evaluate(column(tested), expected).loss()));
      }
      bySeed.sort(Double::compare);
      errors.add(bySeed.get(bySeed.size() / 2));
    }
    return errors;
  }

  /** The smallest of the first errors over the last ones. */
  static double leastGain(Map<String, List<Double>> errors) {
    return errors.values().stream()
        .mapToDouble(e -> e.get(0) / e.get(e.size() - 1))
        .min()
        .orElseThrow();
  }

  /** How often an error is not below the one that stands some widths before it. */
  static int rises(Map<String, List<Double>> errors, int distance) {
    int rises = 0;
    for (List<Double> list : errors.values()) {
      for (int i = distance; i < list.size(); i++) {
        rises += list.get(i) < list.get(i - distance) ? 0 : 1;
      }
    }
    return rises;
  }

  private static String csv(
      Map<String, List<Double>> constructed, Map<String, List<Double>> trained) {
    StringBuilder csv = new StringBuilder("how,function,width,error\n");
    append(csv, "constructed", CONSTRUCTED, constructed);
    append(csv, "trained", TRAINED, trained);
    return csv.toString();
  }

  private static void append(
      StringBuilder csv, String how, List<Integer> widths, Map<String, List<Double>> errors) {
    errors.forEach(
        (name, list) -> {
          for (int i = 0; i < widths.size(); i++) {
            csv.append(
                String.format(
                    Locale.ROOT, "%s,%s,%d,%.6g%n", how, name, widths.get(i), list.get(i)));
          }
        });
  }

  private static void figures(
      RunContext context,
      Map<String, List<Double>> constructed,
      Map<String, List<Double>> trained) {
    context.figure(
        new Figure(
            "universal-approximation",
            CLAIMS.section(),
            "Errors of networks with one hidden layer fall with its width: weights set by hand"
                + " (left, largest error) and trained (right, root mean square error).",
            LineChart.beside(
                List.of(
                    chart("ReLU neurons, weights set by hand", CONSTRUCTED, constructed),
                    chart("tanh neurons, trained", TRAINED, trained)))));
  }

  private static LineChart chart(
      String title, List<Integer> widths, Map<String, List<Double>> errors) {
    List<Series.Hue> hues =
        List.of(Series.Hue.BLUE, Series.Hue.VERMILION, Series.Hue.GREEN, Series.Hue.PURPLE);
    List<Double> x = widths.stream().map(width -> Math.log(width) / Math.log(2)).toList();
    LineChart chart = LineChart.titled(title, "log2 of the neurons", "log10 of the error");
    int i = 0;
    for (Map.Entry<String, List<Double>> entry : errors.entrySet()) {
      List<Double> y = entry.getValue().stream().map(Math::log10).toList();
      chart = chart.with(new Series(entry.getKey(), x, y, hues.get(i), Series.Stroke.SOLID));
      i++;
    }
    return chart;
  }
}
