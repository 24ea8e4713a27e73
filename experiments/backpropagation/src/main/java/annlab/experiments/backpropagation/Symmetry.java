package annlab.experiments.backpropagation;

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
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Adam;
import annlab.networks.random.Initializer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Section 1.2.4: why weights begin at random. */
public final class Symmetry implements Experiment {
  private static final Claims CLAIMS = new Claims("1.2.4");

  private static final int WIDTH = 8;
  private static final double CONSTANT = 0.5;

  /** Made by ServiceLoader. */
  public Symmetry() {}

  @Override
  public String id() {
    return "symmetry";
  }

  @Override
  public String section() {
    return CLAIMS.section();
  }

  @Override
  public String title() {
    return "Equal weights stay equal";
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.of("symmetry", "B7-one-neuron");
  }

  @Override
  public Parameters defaults() {
    return new Parameters(42, 300, 400, Map.of("seeds", "5"));
  }

  @Override
  public Parameters quick() {
    return new Parameters(42, 20, 100, Map.of("seeds", "1"));
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        CLAIMS.exactly(
            "B7-zero",
            "Neurons of a layer that begin with zero weights stay identical.",
            0,
            "largest difference between any weight or bias of two neurons of a layer after training;"
                + " equal sums give equal bits"),
        CLAIMS.exactly(
            "B7-constant",
            "Neurons of a layer that begin with any equal weights stay identical.",
            0,
            "the same with 0.5 for every weight; equal sums give equal bits"),
        CLAIMS.atLeast(
            "B7-constant-learns",
            "They stay identical although training changes them.",
            0.1,
            "smallest change of a layer's weights, the largest in each; above 0.1 training did"
                + " something"),
        CLAIMS.atLeast(
            "B7-random",
            "Neurons that begin at random differ and go on differing.",
            0.01,
            "smallest distance between two neurons of a layer; Glorot's range is +-0.61 and wider"),
        CLAIMS.atMost(
            "B7-one-neuron",
            "Layers of identical neurons do as well as one neuron a layer, and no better.",
            0.02,
            "mean accuracy of 8 identical neurons a layer against that of a network with one a"
                + " layer; both can only draw a straight line, 0.02 is the standard error of 400"
                + " rows"),
        CLAIMS.atLeast(
            "B7-random-better",
            "Random weights make all neurons useful.",
            0.08,
            "mean accuracy gained over identical neurons; a straight line leaves about 12 % of"
                + " these rows wrong"));
  }

  /**
   * A network after training.
   *
   * @param model the network
   * @param first its weights before
   * @param history its training
   */
  record Trained(Model model, List<INDArray> first, History history) {
    double accuracy(Samples data) {
      return model.evaluate(data.x(), data.y()).value("accuracy");
    }
  }

  @Override
  public Outcome run(RunContext context) {
    Parameters parameters = context.parameters();
    int seeds = parameters.setting("seeds");
    double constantAccuracy = 0;
    double oneNeuronAccuracy = 0;
    double randomAccuracy = 0;
    Map<String, Double> measured = new LinkedHashMap<>();
    for (int i = 0; i < seeds; i++) {
      context.stopIfAsked();
      long seed = parameters.seed() + i;
      Samples data = ToyTasks.moons(seed, parameters.rows(), 0.1);
      Trained zero = train(data, seed, parameters.epochs(), WIDTH, Initializer.zeros());
      Initializer half = new Initializer.Constant(CONSTANT);
      Trained constant = train(data, seed, parameters.epochs(), WIDTH, half);
      Trained one = train(data, seed, parameters.epochs(), 1, Initializer.glorotUniform());
      // the run's own curve is that of the first network that learns the task
      Callback[] recorder = i == 0 ? new Callback[] {context.recorder()} : new Callback[0];
      Trained random =
          train(data, seed, parameters.epochs(), WIDTH, Initializer.glorotUniform(), recorder);
      measured.merge("B7-zero", largestDistance(zero.model()), Math::max);
      measured.merge("B7-constant", largestDistance(constant.model()), Math::max);
      measured.merge("B7-constant-learns", smallestChange(constant), Math::min);
      measured.merge("B7-random", smallestDistance(random.model()), Math::min);
      constantAccuracy += constant.accuracy(data) / seeds;
      oneNeuronAccuracy += one.accuracy(data) / seeds;
      randomAccuracy += random.accuracy(data) / seeds;
      if (i == 0) {
        figure(context, zero, constant, one, random);
      }
    }
    measured.put("B7-one-neuron", Math.abs(constantAccuracy - oneNeuronAccuracy));
    measured.put("B7-random-better", randomAccuracy - constantAccuracy);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy_constant", constantAccuracy);
    metrics.put("accuracy_one_neuron", oneNeuronAccuracy);
    metrics.put("accuracy_random", randomAccuracy);
    return new Outcome(metrics, measured);
  }

  static Trained train(
      Samples data, long seed, int epochs, int width, Initializer kernel, Callback... callbacks) {
    // listing: B7
    Model model =
        Sequential.of(
                Input.of(2),
                new Dense(width, Activation.TANH).withKernelInitializer(kernel),
                new Dense(width, Activation.TANH).withKernelInitializer(kernel),
                new Dense(1, Activation.SIGMOID).withKernelInitializer(kernel))
            .seed(seed)
            .dataType(DataType.DOUBLE)
            .compile(Loss.binaryCrossentropy(), new Adam(0.03), Metric.accuracy());
    // end listing
    List<INDArray> first = model.weights();
    FitOptions options =
        FitOptions.defaults()
            .withEpochs(epochs)
            .withBatchSize((int) data.count())
            .withCallbacks(callbacks);
    return new Trained(model, first, model.fit(data.x(), data.y(), options));
  }

  /** The largest difference between two neurons of one hidden layer. */
  static double largestDistance(Model model) {
    double largest = 0;
    for (int layer = 0; layer < 2; layer++) {
      INDArray neurons = neurons(model.weights(), layer);
      for (int j = 1; j < neurons.size(0); j++) {
        largest = Math.max(largest, distance(neurons, 0, j));
      }
    }
    return largest;
  }

  /** The smallest distance between two neurons of one hidden layer. */
  static double smallestDistance(Model model) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int layer = 0; layer < 2; layer++) {
      INDArray neurons = neurons(model.weights(), layer);
      for (int i = 0; i < neurons.size(0); i++) {
        for (int j = i + 1; j < neurons.size(0); j++) {
          smallest = Math.min(smallest, distance(neurons, i, j));
        }
      }
    }
    return smallest;
  }

  private static double distance(INDArray neurons, int i, int j) {
    return neurons.getRow(i).sub(neurons.getRow(j)).amaxNumber().doubleValue();
  }

  /** A row for each neuron: its weights from below and its bias. */
  private static INDArray neurons(List<INDArray> weights, int layer) {
    INDArray in = weights.get(2 * layer).transpose();
    INDArray bias = weights.get(2 * layer + 1);
    return Nd4j.hstack(in, bias.reshape(bias.length(), 1));
  }

  static double smallestChange(Trained trained) {
    double smallest = Double.POSITIVE_INFINITY;
    List<INDArray> last = trained.model().weights();
    for (int i = 0; i < last.size(); i += 2) {
      double change = last.get(i).sub(trained.first().get(i)).amaxNumber().doubleValue();
      smallest = Math.min(smallest, change);
    }
    return smallest;
  }

  private static void figure(
      RunContext context, Trained zero, Trained constant, Trained one, Trained random) {
    LineChart chart =
        LineChart.titled("Training from equal and from random weights", "epoch", "loss")
            .with(curve("all 0", zero, Series.Hue.GREY))
            .with(curve("all 0.5", constant, Series.Hue.VERMILION))
            .with(curve("one neuron a layer, random", one, Series.Hue.ORANGE))
            .with(curve("random", random, Series.Hue.BLUE));
    context.figure(
        new Figure(
            "symmetry",
            CLAIMS.section(),
            "Two hidden layers of 8 neurons that begin alike learn what one neuron a layer learns;"
                + " from random weights they learn the task.",
            chart.svg()));
  }

  private static Series curve(String label, Trained trained, Series.Hue hue) {
    return Series.steps(label, 1, trained.history().series("loss"), hue, Series.Stroke.SOLID);
  }
}
