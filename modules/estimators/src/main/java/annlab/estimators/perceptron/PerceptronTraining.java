package annlab.estimators.perceptron;

import annlab.estimators.internal.ClassLabels;
import annlab.networks.Callback;
import annlab.networks.Checkpoint;
import annlab.networks.Epoch;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.StatefulCallback;
import annlab.networks.Training;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Initializer;
import annlab.networks.random.RowOrder;
import annlab.random.NumpyRandomState;
import annlab.random.ScikitLearnShuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains the neurons of a perceptron, each a network of its own, row by row. */
final class PerceptronTraining {
  private static final Logger LOG = LoggerFactory.getLogger(PerceptronTraining.class);

  private final String name;
  private final PerceptronSettings settings;

  PerceptronTraining(String name, PerceptronSettings settings) {
    this.name = name;
    this.settings = settings;
  }

  /**
   * A fitted neuron.
   *
   * @param model the network of one neuron
   * @param epochs how many it trained
   */
  record Neuron(Model model, int epochs) {}

  FittedPerceptron fit(INDArray x, INDArray y, ClassLabels labels) {
    INDArray inputs = x.castTo(DataType.DOUBLE);
    INDArray targets = labels.indicators(y);
    long[] seeds = seeds(labels);
    List<Neuron> neurons = new ArrayList<>();
    for (int k = 0; k < seeds.length; k++) {
      INDArray target = targets.get(NDArrayIndex.all(), NDArrayIndex.interval(k, k + 1)).dup('c');
      neurons.add(neuron(inputs, target, new NumpyRandomState(seeds[k])));
    }
    return new FittedPerceptron(name, settings.rule, labels, neurons, Math.toIntExact(x.size(1)));
  }

  /**
   * The seed of each neuron's generator: scikit-learn draws them only if it sets one against all.
   */
  private long[] seeds(ClassLabels labels) {
    long seed =
        settings.randomState.orElseGet(() -> new SplittableRandom().nextInt() & Integer.MAX_VALUE);
    long[] seeds = new long[labels.outputs()];
    if (labels.multilabel() || seeds.length == 1) {
      Arrays.fill(seeds, seed);
      return seeds;
    }
    int[] drawn = new NumpyRandomState(seed).randint(0, Integer.MAX_VALUE, seeds.length);
    return Arrays.stream(drawn).asLongStream().toArray();
  }

  /** The first draw is the seed of scikit-learn's data set, which is never used. */
  static int seedOfOrder(NumpyRandomState random) {
    random.randint(1, Integer.MAX_VALUE);
    return random.randint(0, Integer.MAX_VALUE);
  }

  private Neuron neuron(INDArray x, INDArray y, NumpyRandomState random) {
    int seed = seedOfOrder(random);
    boolean textbook = settings.rule == PerceptronRule.TEXTBOOK;
    Dense dense = new Dense(1, Activation.HEAVISIDE).withKernelInitializer(Initializer.zeros());
    Model model =
        Sequential.of(Input.of(x.size(1)), dense)
            .dataType(DataType.DOUBLE)
            .compile(
                textbook ? new Loss.PerceptronRule() : new Loss.PerceptronHinge(),
                new Sgd(settings.eta0));
    Judge judge = new Judge();
    FitOptions options =
        FitOptions.defaults()
            .withEpochs(settings.maxIter)
            .withBatchSize(1)
            .withOrder(settings.shuffle ? new Shuffles(seed) : RowOrder.inOrder())
            .withCallbacks(judge)
            .withCallbacks(settings.callbacks.toArray(Callback[]::new));
    if (!settings.fitIntercept) {
      options = options.withCallbacks(new NoIntercept());
    }
    int epochs = model.fit(x, y, options).epochs().size();
    if (epochs == settings.maxIter && !judge.stopped && settings.tol.isPresent()) {
      LOG.warn(
          "{}: Maximum number of iteration reached before convergence. Consider increasing"
              + " max_iter to improve the fit.",
          name);
    }
    return new Neuron(model, epochs);
  }

  /** scikit-learn's order: the epoch before, shuffled by the same seed every time. */
  static final class Shuffles implements RowOrder {
    private final int seed;
    private int[] order = {};

    Shuffles(int seed) {
      this.seed = seed;
    }

    @Override
    public int[] rows(int epoch, int rows) {
      if (order.length != rows) {
        order = IntStream.range(0, rows).toArray();
      }
      ScikitLearnShuffle.shuffle(order, seed);
      return order;
    }
  }

  /** Holds the intercept at zero. */
  private static final class NoIntercept implements Callback {
    @Override
    public void batchEnd(Training training, int step, double loss) {
      training.model().network().getLayer(0).getParam("b").assign(0);
    }
  }

  /** Decides when to stop. */
  private final class Judge implements StatefulCallback {
    private double best = Double.POSITIVE_INFINITY;
    private int withoutImprovement;
    private boolean stopped;

    @Override
    public void epochEnd(Training training, Epoch epoch) {
      double loss = epoch.logs().getOrDefault("loss", Double.NaN);
      if (settings.rule == PerceptronRule.TEXTBOOK) {
        stopped = loss == 0;
      } else {
        boolean improved = settings.tol.isEmpty() || loss <= best - settings.tol.getAsDouble();
        withoutImprovement = improved ? 0 : withoutImprovement + 1;
        best = Math.min(best, loss);
        stopped = withoutImprovement >= settings.nIterNoChange;
      }
      if (stopped) {
        training.stopAfterEpoch();
      }
    }

    @Override
    public Map<String, INDArray> state() {
      return Map.of(
          "numbers", Nd4j.createFromArray(best, (double) withoutImprovement, stopped ? 1.0 : 0.0));
    }

    @Override
    public void restore(Map<String, INDArray> state) {
      double[] numbers = Checkpoint.numbers(state, "numbers", 3);
      best = numbers[0];
      withoutImprovement = (int) numbers[1];
      stopped = numbers[2] == 1;
    }
  }
}
