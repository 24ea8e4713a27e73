package annlab.estimators.mlp;

import static annlab.estimators.mlp.MultilayerPerceptron.ACTIVATION;
import static annlab.estimators.mlp.MultilayerPerceptron.ALPHA;
import static annlab.estimators.mlp.MultilayerPerceptron.BATCH_SIZE;
import static annlab.estimators.mlp.MultilayerPerceptron.BETA_1;
import static annlab.estimators.mlp.MultilayerPerceptron.BETA_2;
import static annlab.estimators.mlp.MultilayerPerceptron.CALLBACKS;
import static annlab.estimators.mlp.MultilayerPerceptron.DATA_TYPE;
import static annlab.estimators.mlp.MultilayerPerceptron.EARLY_STOPPING;
import static annlab.estimators.mlp.MultilayerPerceptron.EPSILON;
import static annlab.estimators.mlp.MultilayerPerceptron.HIDDEN_LAYER_SIZES;
import static annlab.estimators.mlp.MultilayerPerceptron.LEARNING_RATE;
import static annlab.estimators.mlp.MultilayerPerceptron.LEARNING_RATE_INIT;
import static annlab.estimators.mlp.MultilayerPerceptron.MAX_FUN;
import static annlab.estimators.mlp.MultilayerPerceptron.MAX_ITER;
import static annlab.estimators.mlp.MultilayerPerceptron.MOMENTUM;
import static annlab.estimators.mlp.MultilayerPerceptron.NESTEROVS_MOMENTUM;
import static annlab.estimators.mlp.MultilayerPerceptron.N_ITER_NO_CHANGE;
import static annlab.estimators.mlp.MultilayerPerceptron.POWER_T;
import static annlab.estimators.mlp.MultilayerPerceptron.RANDOM_STATE;
import static annlab.estimators.mlp.MultilayerPerceptron.SHUFFLE;
import static annlab.estimators.mlp.MultilayerPerceptron.SOLVER;
import static annlab.estimators.mlp.MultilayerPerceptron.TOL;
import static annlab.estimators.mlp.MultilayerPerceptron.VALIDATION_FRACTION;
import static annlab.estimators.mlp.MultilayerPerceptron.VERBOSE;

import annlab.datasets.Samples;
import annlab.datasets.Split;
import annlab.datasets.SplitOptions;
import annlab.estimators.internal.Settings;
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
import annlab.networks.layers.Regularizer;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.LearningRate;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Initializer;
import annlab.networks.random.RowOrder;
import annlab.random.NumpyRandomState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One training of a multilayer perceptron by scikit-learn's rules: it draws weights, held-out rows
 * and the order of rows from one NumPy generator, in scikit-learn's order, and leaves the batches
 * to the networks' training loop.
 */
final class MLPTraining {
  /** Rows of a batch when none is given: {@code min(200, rows)}. */
  private static final int AUTO_BATCH = 200;

  private static final Logger LOG = LoggerFactory.getLogger(MLPTraining.class);

  /** A rate this small is not divided further (scikit-learn's schedule adaptive). */
  private static final double SMALLEST_RATE = 1e-6;

  private static final double RATE_DIVISOR = 5;

  /**
   * The end of the network.
   *
   * @param activation of the outputs
   * @param loss with scikit-learn's factors
   * @param stratified whether rows held out are to have the classes in equal shares
   */
  record Head(Activation activation, Loss loss, boolean stratified) {}

  /** Scores a model on rows held out. */
  interface Scorer {
    /**
     * Scores.
     *
     * @param outputs the network's outputs, shape [rows, outputs]
     * @param targets the network's targets, shape [rows, outputs]
     * @return higher is better
     */
    double score(INDArray outputs, INDArray targets);
  }

  /**
   * What a training gives.
   *
   * @param model the trained network
   * @param progress its curves and counts
   * @param warning what a caller should know, if it did not converge
   */
  record Result(Model model, MLPProgress progress, Optional<String> warning) {}

  private final String name;
  private final Settings settings;
  private final Head head;
  private final Scorer scorer;
  private final NumpyRandomState random;

  MLPTraining(String name, Settings settings, Head head, Scorer scorer) {
    this.name = name;
    this.settings = settings;
    this.head = head;
    this.scorer = scorer;
    long seed =
        settings
            .get(RANDOM_STATE)
            .orElseGet(() -> new SplittableRandom().nextInt() & Integer.MAX_VALUE);
    this.random = new NumpyRandomState(seed);
  }

  /**
   * Trains to the end, from new weights or from those of an earlier training.
   *
   * @param data inputs [rows, features] and targets [rows, outputs]
   * @param earlier the training to go on from, if any: its weights and curves, not its optimizer
   * @return the trained network
   */
  Result fit(Samples data, @Nullable Result earlier) {
    Model model = model(data);
    if (earlier == null) {
      drawWeights(model);
    } else {
      model.setParameters(earlier.model().parameters());
    }
    MLPProgress progress =
        earlier == null ? new MLPProgress() : new MLPProgress(earlier.progress());
    if (settings.get(SOLVER) == Solver.LBFGS) {
      return lbfgs(data, model, progress);
    }
    return settings.get(EARLY_STOPPING)
        ? withHeldOut(data, model, progress)
        : epochs(data, null, model, progress, settings.get(MAX_ITER), true);
  }

  /**
   * Trains one epoch more.
   *
   * @param data inputs [rows, features] and targets [rows, outputs]
   * @param earlier the training to go on from, if any: weights, optimizer and curves
   * @return the trained network
   */
  Result partialFit(Samples data, @Nullable Result earlier) {
    if (settings.get(SOLVER) == Solver.LBFGS) {
      throw new IllegalStateException(
          "partial_fit is only available for stochastic optimizers. lbfgs is not stochastic;"
              + " choose sgd or adam");
    }
    if (earlier == null) {
      Model model = model(data);
      drawWeights(model);
      return epochs(data, null, model, new MLPProgress(), 1, false);
    }
    return epochs(
        data, null, earlier.model().copy(), new MLPProgress(earlier.progress()), 1, false);
  }

  private Model model(Samples data) {
    Sequential network = Sequential.of(Input.of(data.x().size(1)));
    Regularizer penalty = Regularizer.alphaPerRow(settings.get(ALPHA));
    for (int size : settings.get(HIDDEN_LAYER_SIZES)) {
      network.add(layer(size, settings.get(ACTIVATION).activation(), penalty));
    }
    network.add(layer(Math.toIntExact(data.y().size(1)), head.activation(), penalty));
    return network.dataType(settings.get(DATA_TYPE)).compile(head.loss(), optimizer());
  }

  /** The initializers tell what {@link #drawWeights} does, which has its numbers from NumPy. */
  private Dense layer(int units, Activation activation, Regularizer penalty) {
    Initializer uniform =
        new Initializer.VarianceScaling(
            settings.get(ACTIVATION).initFactor() / 6,
            Initializer.Fan.AVERAGE,
            Initializer.Shape.UNIFORM,
            OptionalLong.empty());
    return new Dense(units, activation)
        .withKernelInitializer(uniform)
        .withBiasInitializer(uniform)
        .withKernelRegularizer(penalty);
  }

  private Optimizer optimizer() {
    LearningRate rate = LearningRate.constant(settings.get(LEARNING_RATE_INIT));
    return settings.get(SOLVER) == Solver.ADAM
        ? new Adam(
            rate,
            settings.get(BETA_1),
            settings.get(BETA_2),
            settings.get(EPSILON),
            Adam.BiasCorrection.DOUBLE)
        : new Sgd(rate, settings.get(MOMENTUM), settings.get(NESTEROVS_MOMENTUM));
  }

  /** Kernel and bias of each layer in turn, uniform in +-sqrt(factor / (inputs + outputs)). */
  private void drawWeights(Model model) {
    List<INDArray> weights = new ArrayList<>();
    for (INDArray empty : model.weights()) {
      boolean kernel = empty.rank() == 2;
      // A bias follows its kernel and has its bound.
      INDArray shaped = kernel ? empty : weights.get(weights.size() - 1);
      double bound =
          Math.sqrt(settings.get(ACTIVATION).initFactor() / (shaped.size(0) + shaped.size(1)));
      double[] drawn = new double[Math.toIntExact(empty.length())];
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = random.uniform(-bound, bound);
      }
      weights.add(
          Nd4j.createFromArray(drawn).reshape('c', empty.shape()).castTo(settings.get(DATA_TYPE)));
    }
    model.setWeights(weights);
  }

  private Result withHeldOut(Samples data, Model model, MLPProgress progress) {
    SplitOptions options = SplitOptions.defaults().withTestShare(settings.get(VALIDATION_FRACTION));
    if (head.stratified()) {
      options = options.stratifiedBy(data.y().reshape(data.count()));
    }
    Split split = Split.of(data, options, random);
    if (split.test().count() < 2) {
      throw new IllegalArgumentException(
          "The validation set is too small: early_stopping of "
              + name
              + " holds out validation_fraction = "
              + settings.get(VALIDATION_FRACTION)
              + " of "
              + data.count()
              + " rows, which is 1 row. Increase 'validation_fraction' or the size of your"
              + " dataset.");
    }
    Result result =
        epochs(split.train(), split.test(), model, progress, settings.get(MAX_ITER), true);
    INDArray best = progress.bestParameters;
    if (best != null) {
      model.setParameters(best);
    }
    return result;
  }

  private Result epochs(
      Samples data,
      @Nullable Samples heldOut,
      Model model,
      MLPProgress progress,
      int epochs,
      boolean warns) {
    int rows = Math.toIntExact(data.count());
    if (settings.get(BATCH_SIZE).orElse(1) > rows) {
      LOG.warn(
          "batch_size is {} but there are {} rows; a batch has all of them",
          settings.get(BATCH_SIZE).orElse(1),
          rows);
    }
    Judge judge = new Judge(rows, heldOut, progress);
    FitOptions options =
        FitOptions.defaults()
            .withEpochs(epochs)
            .withBatchSize(Math.min(settings.get(BATCH_SIZE).orElse(AUTO_BATCH), rows))
            .withOrder(settings.get(SHUFFLE) ? new ComposedShuffles(random) : RowOrder.inOrder())
            .withCallbacks(judge)
            .withCallbacks(settings.get(CALLBACKS).toArray(Callback[]::new));
    model.fit(data.x(), data.y(), options);
    Optional<String> warning = Optional.empty();
    if (warns && progress.iterations == settings.get(MAX_ITER) && !judge.stopped) {
      warning =
          Optional.of(
              "Stochastic Optimizer: Maximum iterations ("
                  + settings.get(MAX_ITER)
                  + ") reached and the optimization hasn't converged yet.");
      LOG.warn("{}: {}", name, warning.get());
    }
    return new Result(model, progress, warning);
  }

  /** Each epoch's order is that of the epoch before, permuted anew. */
  private static final class ComposedShuffles implements RowOrder {
    private final NumpyRandomState random;
    private int[] order = {};

    ComposedShuffles(NumpyRandomState random) {
      this.random = random;
    }

    @Override
    public int[] rows(int epoch, int rows) {
      int[] before = order.length == rows ? order : IntStream.range(0, rows).toArray();
      int[] shuffle = random.permutation(rows);
      order = IntStream.of(shuffle).map(i -> before[i]).toArray();
      return order;
    }
  }

  /** Keeps the curves, sets the rate of the next epoch and decides when to stop. */
  private final class Judge implements StatefulCallback {
    private final int rows;
    private final @Nullable Samples heldOut;
    private final MLPProgress progress;
    private boolean stopped;

    Judge(int rows, @Nullable Samples heldOut, MLPProgress progress) {
      this.rows = rows;
      this.heldOut = heldOut;
      this.progress = progress;
    }

    @Override
    public void epochEnd(Training training, Epoch epoch) {
      Model model = training.model();
      progress.iterations++;
      progress.rowsSeen += rows;
      progress.loss = epoch.logs().getOrDefault("loss", Double.NaN);
      progress.lossCurve.add(progress.loss);
      log("Iteration {}, loss = {}", progress.iterations, progress.loss);
      if (heldOut == null) {
        progress.judge(progress.loss, settings.get(TOL));
      } else {
        double score = scorer.score(model.predict(heldOut.x()), heldOut.y());
        log("Iteration {}, validation score = {}", progress.iterations, score);
        progress.judgeValidation(score, settings.get(TOL), model.parameters());
      }
      if (isSchedule(LearningRateSchedule.INVSCALING)) {
        model.setLearningRate(
            settings.get(LEARNING_RATE_INIT)
                / StrictMath.pow(progress.rowsSeen + 1.0, settings.get(POWER_T)));
      }
      if (progress.withoutImprovement > settings.get(N_ITER_NO_CHANGE)) {
        slowDownOrStop(training);
      }
    }

    @Override
    public Map<String, INDArray> state() {
      Map<String, INDArray> state = progress.state();
      state.put("stopped", Nd4j.createFromArray(stopped ? 1.0 : 0.0));
      return state;
    }

    @Override
    public void restore(Map<String, INDArray> state) {
      progress.restore(state);
      stopped = Checkpoint.numbers(state, "stopped", 1)[0] == 1;
    }

    private void slowDownOrStop(Training training) {
      Model model = training.model();
      if (isSchedule(LearningRateSchedule.ADAPTIVE) && model.learningRate() > SMALLEST_RATE) {
        model.setLearningRate(model.learningRate() / RATE_DIVISOR);
        progress.withoutImprovement = 0;
        log("Iteration {}, learning rate = {}", progress.iterations, model.learningRate());
        return;
      }
      stopped = true;
      training.stopAfterEpoch();
    }

    private boolean isSchedule(LearningRateSchedule schedule) {
      return settings.get(SOLVER) == Solver.SGD && settings.get(LEARNING_RATE) == schedule;
    }

    private void log(String form, int iteration, double value) {
      if (settings.get(VERBOSE)) {
        LOG.info(form, iteration, value);
      }
    }
  }

  private Result lbfgs(Samples data, Model model, MLPProgress progress) {
    double[] parameters = model.parameters().castTo(DataType.DOUBLE).toDoubleVector();
    Lbfgs.Result reached =
        new Lbfgs(settings.get(MAX_ITER), settings.get(MAX_FUN), settings.get(TOL))
            .minimize((x, gradient) -> evaluate(model, data, x, gradient), parameters);
    model.setParameters(Nd4j.createFromArray(parameters).castTo(settings.get(DATA_TYPE)));
    progress.iterations = reached.iterations();
    progress.loss = reached.value();
    Optional<String> warning = lbfgsWarning(reached.stop());
    warning.ifPresent(text -> LOG.warn("{}: {}", name, text));
    return new Result(model, progress, warning);
  }

  private static double evaluate(Model model, Samples data, double[] x, double[] gradient) {
    model.setParameters(Nd4j.createFromArray(x));
    Model.LossAndGradient here = model.lossAndGradient(data.x(), data.y());
    System.arraycopy(
        here.gradient().castTo(DataType.DOUBLE).toDoubleVector(), 0, gradient, 0, gradient.length);
    return here.loss();
  }

  private Optional<String> lbfgsWarning(Lbfgs.Stop stop) {
    return switch (stop) {
      case CONVERGED -> Optional.empty();
      case ITERATIONS ->
          Optional.of(
              "lbfgs failed to converge: it took max_iter = "
                  + settings.get(MAX_ITER)
                  + " iterations; increase max_iter or scale the data");
      case EVALUATIONS ->
          Optional.of(
              "lbfgs failed to converge: it took max_fun = "
                  + settings.get(MAX_FUN)
                  + " evaluations; increase max_fun or scale the data");
      case LINE_SEARCH ->
          Optional.of("lbfgs failed to converge: no step lowers the loss further; scale the data");
    };
  }
}
