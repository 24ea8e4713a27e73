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
import annlab.networks.Callback;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.Sgd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sections 1.2 and 1.2.4: how well and how fast training ends, by activation, width and depth. */
public final class Convergence implements Experiment {
  private static final Claims CLAIMS = new Claims("1.2.4");

  private static final List<Activation> COMPARED =
      List.of(Activation.SIGMOID, Activation.TANH, Activation.RELU);

  /** A loss that says the two moons are apart for nearly every row. */
  private static final double LEVEL = 0.1;

  private static final int SMALL = 2;
  private static final int LARGE = 32;

  /** Hidden layers and their neurons, for the gradients by depth. */
  private static final int DEPTH = 10;

  private static final int DEEP_WIDTH = 32;

  /** Made by ServiceLoader. */
  public Convergence() {}

  @Override
  public String id() {
    return "convergence";
  }

  @Override
  public String section() {
    return CLAIMS.section();
  }

  @Override
  public String title() {
    return "Convergence by activation, width and depth";
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.of("convergence", "B17-tanh", "gradient-by-depth", "B19-sigmoid");
  }

  @Override
  public Parameters defaults() {
    return new Parameters(42, 200, 400, Map.of("seeds", "20"));
  }

  @Override
  public Parameters quick() {
    return new Parameters(42, 10, 100, Map.of("seeds", "2"));
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        CLAIMS.exhibit(
            "B17-tanh",
            "tanh, centred around 0, speeds up convergence against the sigmoid.",
            "measured, not judged: epochs with sigmoids over epochs with tanh until the loss is"
                + " 0.1, medians over seeds, on one small task; an epoch limit counts as reached"),
        CLAIMS.exhibit(
            "B17-relu",
            "ReLU converges fast too.",
            "measured, not judged: the same ratio of the sigmoid to ReLU"),
        CLAIMS.timing(
            "B17-relu-cost",
            "ReLU is fast to compute.",
            "a timing: tanh's time over ReLU's for the same sums in DL4J"),
        CLAIMS.atMost(
            "B18-large",
            "Wide networks end with almost the same loss wherever they begin.",
            0.01,
            "largest less smallest final loss on exclusive or over 20 seeds with 32 neurons; one"
                + " seed that ends elsewhere would make it ln 2 / 2 = 0.35"),
        CLAIMS.atLeast(
            "B18-small",
            "Small networks more often end in a local optimum that is worse.",
            0.2,
            "the same with 2 neurons: some seed gives up two of the four points, which costs"
                + " ln 2 / 2 = 0.35"),
        CLAIMS.atMost(
            "B19-sigmoid",
            "Through 10 layers of sigmoids the gradient vanishes.",
            1e-5,
            "gradient of the first hidden layer's weights over the last's, geometric mean over"
                + " seeds; a slope of at most 1/4 in each of 9 layers makes at most about 4e-6"),
        CLAIMS.atLeast(
            "B19-relu",
            "ReLU, which has no maximum, keeps it alive.",
            0.1,
            "the same with ReLU; what a layer takes from the signal on its way up it takes from the"
                + " gradient on its way down, so about 1 is expected"),
        CLAIMS.atLeast(
            "B19-ratio",
            "With ReLU the first layer gets a gradient that is larger by orders of magnitude.",
            1e4,
            "the ratio of both, as far as their bounds say; the same activation twice gives 1"));
  }

  @Override
  public Outcome run(RunContext context) {
    Map<String, Double> measured = new LinkedHashMap<>();
    speed(context, measured);
    measured.put("B17-relu-cost", cost(Activation.TANH) / cost(Activation.RELU));
    spread(context, measured);
    depth(context, measured);
    double seeds = context.parameters().setting("seeds");
    return new Outcome(Map.of("seeds", seeds), measured);
  }

  private static void speed(RunContext context, Map<String, Double> measured) {
    int seeds = context.parameters().setting("seeds") / 2;
    Map<Activation, Double> epochs = new EnumMap<>(Activation.class);
    LineChart chart =
        LineChart.titled("Two moons, two hidden layers of 16 neurons, SGD", "epoch", "loss");
    List<Series.Hue> hues = List.of(Series.Hue.BLUE, Series.Hue.GREEN, Series.Hue.VERMILION);
    for (int k = 0; k < COMPARED.size(); k++) {
      Activation activation = COMPARED.get(k);
      List<Double> needed = new ArrayList<>();
      for (int i = 0; i < seeds; i++) {
        context.stopIfAsked();
        long seed = context.parameters().seed() + i;
        Samples data = ToyTasks.moons(seed, context.parameters().rows(), 0.1);
        // the run's own curve is that of the first network with tanh
        boolean shown = i == 0 && activation == Activation.TANH;
        Callback[] callbacks = shown ? new Callback[] {context.recorder()} : new Callback[0];
        List<Double> losses =
            losses(
                network(2, List.of(16, 16), activation, new Sgd(0.3), seed),
                data,
                FitOptions.defaults()
                    .withEpochs(context.parameters().epochs())
                    .withCallbacks(callbacks));
        needed.add((double) epochsTo(LEVEL, losses));
        if (i == 0) {
          String label = activation.kerasName();
          chart = chart.with(Series.steps(label, 1, losses, hues.get(k), Series.Stroke.SOLID));
        }
      }
      epochs.put(activation, median(needed));
    }
    double sigmoid = of(epochs, Activation.SIGMOID);
    measured.put("B17-tanh", sigmoid / of(epochs, Activation.TANH));
    measured.put("B17-relu", sigmoid / of(epochs, Activation.RELU));
    context.figure(
        new Figure(
            "convergence",
            CLAIMS.section(),
            "Training loss by activation of the hidden layers, one seed, equal settings.",
            chart.svg()));
  }

  private static double of(Map<Activation, Double> values, Activation activation) {
    return Optional.ofNullable(values.get(activation)).orElseThrow();
  }

  /** The first epoch, from 1, whose loss is at most a level; the number of epochs if none is. */
  static int epochsTo(double level, List<Double> losses) {
    for (int i = 0; i < losses.size(); i++) {
      if (losses.get(i) <= level) {
        return i + 1;
      }
    }
    return losses.size();
  }

  static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** Nanoseconds for a million sums, the least of several passes. */
  private static double cost(Activation activation) {
    // listing: B17-relu-cost
    Model model =
        Sequential.of(Input.of(1), new Dense(1000, activation))
            .compile(Loss.meanSquaredError(), new Sgd());
    INDArray x = Nd4j.linspace(-3, 3, 1000, DataType.FLOAT).reshape(1000, 1);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 10; i++) {
      long start = System.nanoTime();
      model.predict(x);
      least = Math.min(least, (double) (System.nanoTime() - start));
    }
    // end listing
    return least;
  }

  private static void spread(RunContext context, Map<String, Double> measured) {
    List<Double> small = finalLosses(context, SMALL);
    List<Double> large = finalLosses(context, LARGE);
    measured.put("B18-large", range(large));
    measured.put("B18-small", range(small));
    StringBuilder csv = new StringBuilder("neurons,seed,final_loss\n");
    append(csv, SMALL, small, context.parameters().seed());
    append(csv, LARGE, large, context.parameters().seed());
    context.artifact("final-losses.csv", csv.toString().getBytes(UTF_8));
  }

  private static void append(StringBuilder csv, int width, List<Double> losses, long seed) {
    for (int i = 0; i < losses.size(); i++) {
      csv.append(String.format(Locale.ROOT, "%d,%d,%.6f%n", width, seed + i, losses.get(i)));
    }
  }

  /** The largest less the smallest. */
  static double range(List<Double> values) {
    return Collections.max(values) - Collections.min(values);
  }

  /** The loss on exclusive or after training, by seed. */
  static List<Double> finalLosses(RunContext context, int width) {
    Samples xor = ToyTasks.xor();
    List<Double> last = new ArrayList<>();
    for (int i = 0; i < context.parameters().setting("seeds"); i++) {
      context.stopIfAsked();
      // listing: B18
      Model model =
          network(
              2, List.of(width), Activation.TANH, new Adam(0.05), context.parameters().seed() + i);
      List<Double> losses =
          losses(
              model,
              xor,
              FitOptions.defaults().withEpochs(2 * context.parameters().epochs()).withBatchSize(4));
      last.add(losses.get(losses.size() - 1));
      // end listing
    }
    return last;
  }

  private static List<Double> losses(Model model, Samples data, FitOptions options) {
    return model.fit(data.x(), data.y(), options).series("loss");
  }

  private static Model network(
      int inputs, List<Integer> widths, Activation hidden, Optimizer optimizer, long seed) {
    // listing: B17
    List<Layer> layers = new ArrayList<>();
    layers.add(Input.of(inputs));
    widths.forEach(width -> layers.add(new Dense(width, hidden)));
    layers.add(new Dense(1, Activation.SIGMOID));
    return Sequential.of(layers.toArray(new Layer[0]))
        .seed(seed)
        .dataType(DataType.DOUBLE)
        .compile(Loss.binaryCrossentropy(), optimizer);
    // end listing
  }

  private static void depth(RunContext context, Map<String, Double> measured) {
    int seeds = context.parameters().setting("seeds");
    LineChart chart =
        LineChart.titled(
            "Gradient of each hidden layer's weights before training",
            "hidden layer, from the inputs",
            "log10 of the norm");
    Map<Activation, Double> ratios = new EnumMap<>(Activation.class);
    List<Series.Hue> hues = List.of(Series.Hue.BLUE, Series.Hue.GREEN, Series.Hue.VERMILION);
    for (int k = 0; k < COMPARED.size(); k++) {
      context.stopIfAsked();
      List<Double> mean = meanLogNorms(COMPARED.get(k), context.parameters().seed(), seeds);
      ratios.put(COMPARED.get(k), gradientRatio(mean));
      String label = COMPARED.get(k).kerasName();
      chart = chart.with(Series.steps(label, 1, mean, hues.get(k), Series.Stroke.SOLID));
    }
    double sigmoid = of(ratios, Activation.SIGMOID);
    double relu = of(ratios, Activation.RELU);
    measured.put("B19-sigmoid", sigmoid);
    measured.put("B19-relu", relu);
    measured.put("B19-ratio", relu / sigmoid);
    context.figure(
        new Figure(
            "gradient-by-depth",
            CLAIMS.section(),
            "The gradient on its way back through ten hidden layers of 32 neurons, mean over"
                + " seeds: it vanishes with sigmoids and lives on with tanh and ReLU.",
            chart.svg()));
  }

  /** The mean of {@link #logNorms} over consecutive seeds. */
  static List<Double> meanLogNorms(Activation activation, long firstSeed, int seeds) {
    List<Double> mean = new ArrayList<>(Collections.nCopies(DEPTH, 0.0));
    for (int i = 0; i < seeds; i++) {
      List<Double> logs = logNorms(activation, firstSeed + i);
      for (int layer = 0; layer < DEPTH; layer++) {
        mean.set(layer, mean.get(layer) + logs.get(layer) / seeds);
      }
    }
    return mean;
  }

  /** The first layer's gradient over the last's. */
  static double gradientRatio(List<Double> logNorms) {
    return Math.pow(10, logNorms.get(0) - logNorms.get(DEPTH - 1));
  }

  /** The logarithm of the norm of each hidden layer's weight gradient at random weights. */
  static List<Double> logNorms(Activation activation, long seed) {
    int inputs = 16;
    int rows = 64;
    Model model =
        network(inputs, Collections.nCopies(DEPTH, DEEP_WIDTH), activation, new Sgd(), seed);
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = random.doubles((long) rows * inputs, -1, 1).toArray();
    INDArray x = Nd4j.createFromArray(values).reshape(rows, inputs);
    double[] labels = random.ints(rows, 0, 2).asDoubleStream().toArray();
    INDArray y = Nd4j.createFromArray(labels).reshape(rows, 1);
    // listing: B19
    double[] gradient = model.lossAndGradient(x, y).gradient().toDoubleVector();
    List<Double> logs = new ArrayList<>();
    int at = 0;
    for (int layer = 0; layer < DEPTH; layer++) {
      int weights = (layer == 0 ? inputs : DEEP_WIDTH) * DEEP_WIDTH;
      double squares = 0;
      for (int i = at; i < at + weights; i++) {
        squares += gradient[i] * gradient[i];
      }
      logs.add(Math.log10(squares) / 2);
      at += weights + DEEP_WIDTH;
    }
    // end listing
    return logs;
  }
}
