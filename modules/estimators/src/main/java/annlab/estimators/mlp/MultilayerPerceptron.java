package annlab.estimators.mlp;

import annlab.estimators.Estimator;
import annlab.estimators.internal.Range;
import annlab.networks.Callback;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What {@link MLPRegressor} and {@link MLPClassifier} share: scikit-learn's hyperparameters under
 * its names, defaults and ranges. Each {@code with...} gives a changed copy and checks the value at
 * once.
 *
 * <p>Beyond scikit-learn's there are {@code dataType} and {@code callbacks}.
 *
 * @param <E> the estimator itself
 * @param <F> what fitting it gives
 */
public abstract sealed class MultilayerPerceptron<
        E extends MultilayerPerceptron<E, F>, F extends FittedMultilayerPerceptron>
    implements Estimator<F> permits MLPRegressor, MLPClassifier {
  final MLPSettings settings;

  /** The last result, kept for the next fit if it is to start warm. */
  @Nullable F previous;

  MultilayerPerceptron(MLPSettings settings, @Nullable F previous) {
    this.settings = settings;
    this.previous = previous;
  }

  abstract String name();

  abstract E copy(MLPSettings changed);

  private E with(Consumer<MLPSettings> change) {
    MLPSettings changed = new MLPSettings(settings);
    change.accept(changed);
    return copy(changed);
  }

  /** Keeps a result for the next fit, if that is to start warm. */
  final F remembered(F fitted) {
    if (settings.warmStart) {
      previous = fitted;
    }
    return fitted;
  }

  /**
   * With other hidden layers.
   *
   * @param hiddenLayerSizes neurons of each hidden layer, each in [1, inf); none for a linear
   *     model. Default: one layer of 100
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withHiddenLayerSizes(int... hiddenLayerSizes) {
    for (int size : hiddenLayerSizes) {
      if (size < 1) {
        throw new IllegalArgumentException(
            "The 'hidden_layer_sizes' parameter of "
                + name()
                + " must be an array-like or an int in the range [1, inf). Got "
                + (hiddenLayerSizes.length == 1 ? size : Arrays.toString(hiddenLayerSizes))
                + " instead.");
      }
    }
    List<Integer> sizes = Arrays.stream(hiddenLayerSizes).boxed().toList();
    return with(s -> s.hiddenLayerSizes = sizes);
  }

  /**
   * Neurons of each hidden layer.
   *
   * @return default: one layer of 100
   */
  public final List<Integer> hiddenLayerSizes() {
    return settings.hiddenLayerSizes;
  }

  /**
   * With another activation of the hidden layers.
   *
   * @param activation default: relu
   * @return a changed copy
   */
  public final E withActivation(HiddenActivation activation) {
    return with(s -> s.activation = activation);
  }

  /**
   * Activation of the hidden layers.
   *
   * @return default: relu
   */
  public final HiddenActivation activation() {
    return settings.activation;
  }

  /**
   * With another solver.
   *
   * @param solver default: adam
   * @return a changed copy
   */
  public final E withSolver(Solver solver) {
    return with(s -> s.solver = solver);
  }

  /**
   * Solver.
   *
   * @return default: adam
   */
  public final Solver solver() {
    return settings.solver;
  }

  /**
   * With another strength of the penalty {@code alpha / 2 * sum(w^2) / rows}, rows those of the
   * batch.
   *
   * @param alpha in [0, inf); default 0.0001
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withAlpha(double alpha) {
    double checked = Range.NOT_NEGATIVE.check(name(), "alpha", alpha);
    return with(s -> s.alpha = checked);
  }

  /**
   * Strength of the penalty {@code alpha / 2 * sum(w^2) / rows}, rows those of the batch.
   *
   * @return in [0, inf); default 0.0001
   */
  public final double alpha() {
    return settings.alpha;
  }

  /**
   * With another batch size.
   *
   * @param batchSize rows of a batch, in [1, inf); more rows than there are stand for all
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withBatchSize(int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "The 'batch_size' parameter of "
              + name()
              + " must be a str among {'auto'} or an int in the range [1, inf). Got "
              + batchSize
              + " instead.");
    }
    return with(s -> s.batchSize = OptionalInt.of(batchSize));
  }

  /**
   * Rows of a batch.
   *
   * @return empty, the default, for the smaller of 200 and all rows
   */
  public final OptionalInt batchSize() {
    return settings.batchSize;
  }

  /**
   * With another schedule of the learning rate; used by sgd only.
   *
   * @param learningRate default: constant
   * @return a changed copy
   */
  public final E withLearningRate(LearningRateSchedule learningRate) {
    return with(s -> s.learningRate = learningRate);
  }

  /**
   * Schedule of the learning rate; used by sgd only.
   *
   * @return default: constant
   */
  public final LearningRateSchedule learningRate() {
    return settings.learningRate;
  }

  /**
   * With another first learning rate; used by sgd and adam.
   *
   * @param learningRateInit in (0, inf); default 0.001
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withLearningRateInit(double learningRateInit) {
    double checked = Range.POSITIVE.check(name(), "learning_rate_init", learningRateInit);
    return with(s -> s.learningRateInit = checked);
  }

  /**
   * First learning rate; used by sgd and adam.
   *
   * @return in (0, inf); default 0.001
   */
  public final double learningRateInit() {
    return settings.learningRateInit;
  }

  /**
   * With another exponent of the schedule invscaling.
   *
   * @param powerT in [0, inf); default 0.5
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withPowerT(double powerT) {
    double checked = Range.NOT_NEGATIVE.check(name(), "power_t", powerT);
    return with(s -> s.powerT = checked);
  }

  /**
   * Exponent of the schedule invscaling.
   *
   * @return in [0, inf); default 0.5
   */
  public final double powerT() {
    return settings.powerT;
  }

  /**
   * With another largest number of epochs, or of iterations of lbfgs.
   *
   * @param maxIter in [1, inf); default 200
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withMaxIter(int maxIter) {
    int checked = Range.COUNT.check(name(), "max_iter", maxIter);
    return with(s -> s.maxIter = checked);
  }

  /**
   * Largest number of epochs, or of iterations of lbfgs.
   *
   * @return in [1, inf); default 200
   */
  public final int maxIter() {
    return settings.maxIter;
  }

  /**
   * Turns on or off: a new order of rows in each epoch.
   *
   * @param shuffle default: true
   * @return a changed copy
   */
  public final E withShuffle(boolean shuffle) {
    return with(s -> s.shuffle = shuffle);
  }

  /**
   * Whether: a new order of rows in each epoch.
   *
   * @return default: true
   */
  public final boolean shuffle() {
    return settings.shuffle;
  }

  /**
   * With another seed.
   *
   * @param randomState seed of first weights, of the rows held out and of the order of rows, in [0,
   *     4294967295]
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withRandomState(long randomState) {
    if (randomState < 0 || randomState > 0xffffffffL) {
      throw new IllegalArgumentException(
          "The 'random_state' parameter of "
              + name()
              + " must be an int in the range [0, 4294967295] or None. Got "
              + randomState
              + " instead.");
    }
    return with(s -> s.randomState = OptionalLong.of(randomState));
  }

  /**
   * The seed.
   *
   * @return empty, the default, for another seed in each fit
   */
  public final OptionalLong randomState() {
    return settings.randomState;
  }

  /**
   * With another improvement of the loss, or of the validation score, that counts; for lbfgs the
   * largest gradient to stop at.
   *
   * @param tol in [0, inf); default 0.0001
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withTol(double tol) {
    double checked = Range.NOT_NEGATIVE.check(name(), "tol", tol);
    return with(s -> s.tol = checked);
  }

  /**
   * Improvement of the loss, or of the validation score, that counts; for lbfgs the largest
   * gradient to stop at.
   *
   * @return in [0, inf); default 0.0001
   */
  public final double tol() {
    return settings.tol;
  }

  /**
   * Turns on or off: a log line an epoch.
   *
   * @param verbose default: false
   * @return a changed copy
   */
  public final E withVerbose(boolean verbose) {
    return with(s -> s.verbose = verbose);
  }

  /**
   * Whether: a log line an epoch.
   *
   * @return default: false
   */
  public final boolean verbose() {
    return settings.verbose;
  }

  /**
   * Turns on or off: fit goes on from the weights of the last fit.
   *
   * @param warmStart default: false
   * @return a changed copy
   */
  public final E withWarmStart(boolean warmStart) {
    return with(s -> s.warmStart = warmStart);
  }

  /**
   * Whether: fit goes on from the weights of the last fit.
   *
   * @return default: false
   */
  public final boolean warmStart() {
    return settings.warmStart;
  }

  /**
   * With another momentum; used by sgd only.
   *
   * @param momentum in [0, 1]; default 0.9
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withMomentum(double momentum) {
    double checked = Range.SHARE.check(name(), "momentum", momentum);
    return with(s -> s.momentum = checked);
  }

  /**
   * Momentum; used by sgd only.
   *
   * @return in [0, 1]; default 0.9
   */
  public final double momentum() {
    return settings.momentum;
  }

  /**
   * Turns on or off: momentum is Nesterov's; used by sgd only.
   *
   * @param nesterovsMomentum default: true
   * @return a changed copy
   */
  public final E withNesterovsMomentum(boolean nesterovsMomentum) {
    return with(s -> s.nesterovsMomentum = nesterovsMomentum);
  }

  /**
   * Whether: momentum is Nesterov's; used by sgd only.
   *
   * @return default: true
   */
  public final boolean nesterovsMomentum() {
    return settings.nesterovsMomentum;
  }

  /**
   * Turns on or off: rows are held out, their score decides when to stop, and the best weights are
   * kept.
   *
   * @param earlyStopping default: false
   * @return a changed copy
   */
  public final E withEarlyStopping(boolean earlyStopping) {
    return with(s -> s.earlyStopping = earlyStopping);
  }

  /**
   * Whether: rows are held out, their score decides when to stop, and the best weights are kept.
   *
   * @return default: false
   */
  public final boolean earlyStopping() {
    return settings.earlyStopping;
  }

  /**
   * With another share of rows held out for early stopping.
   *
   * @param validationFraction in [0, 1); default 0.1
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withValidationFraction(double validationFraction) {
    double checked = Range.BELOW_ONE.check(name(), "validation_fraction", validationFraction);
    return with(s -> s.validationFraction = checked);
  }

  /**
   * Share of rows held out for early stopping.
   *
   * @return in [0, 1); default 0.1
   */
  public final double validationFraction() {
    return settings.validationFraction;
  }

  /**
   * With another decay of Adam's mean of gradients.
   *
   * @param beta1 in [0, 1); default 0.9
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withBeta1(double beta1) {
    double checked = Range.BELOW_ONE.check(name(), "beta_1", beta1);
    return with(s -> s.beta1 = checked);
  }

  /**
   * Decay of Adam's mean of gradients.
   *
   * @return in [0, 1); default 0.9
   */
  public final double beta1() {
    return settings.beta1;
  }

  /**
   * With another decay of Adam's mean of squared gradients.
   *
   * @param beta2 in [0, 1); default 0.999
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withBeta2(double beta2) {
    double checked = Range.BELOW_ONE.check(name(), "beta_2", beta2);
    return with(s -> s.beta2 = checked);
  }

  /**
   * Decay of Adam's mean of squared gradients.
   *
   * @return in [0, 1); default 0.999
   */
  public final double beta2() {
    return settings.beta2;
  }

  /**
   * With another Adam's guard against division by zero.
   *
   * @param epsilon in (0, inf); default 1e-8
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withEpsilon(double epsilon) {
    double checked = Range.POSITIVE.check(name(), "epsilon", epsilon);
    return with(s -> s.epsilon = checked);
  }

  /**
   * Adam's guard against division by zero.
   *
   * @return in (0, inf); default 1e-8
   */
  public final double epsilon() {
    return settings.epsilon;
  }

  /**
   * With another number of epochs without improvement that is still borne.
   *
   * @param nIterNoChange in [1, inf), Integer.MAX_VALUE for scikit-learn's inf; default 10
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withNIterNoChange(int nIterNoChange) {
    int checked = Range.COUNT.check(name(), "n_iter_no_change", nIterNoChange);
    return with(s -> s.nIterNoChange = checked);
  }

  /**
   * Number of epochs without improvement that is still borne.
   *
   * @return in [1, inf), Integer.MAX_VALUE for scikit-learn's inf; default 10
   */
  public final int nIterNoChange() {
    return settings.nIterNoChange;
  }

  /**
   * With another largest number of evaluations of the loss by lbfgs.
   *
   * @param maxFun in [1, inf); default 15000
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withMaxFun(int maxFun) {
    int checked = Range.COUNT.check(name(), "max_fun", maxFun);
    return with(s -> s.maxFun = checked);
  }

  /**
   * Largest number of evaluations of the loss by lbfgs.
   *
   * @return in [1, inf); default 15000
   */
  public final int maxFun() {
    return settings.maxFun;
  }

  /**
   * With another type of numbers to compute in; scikit-learn takes that of x.
   *
   * @param dataType FLOAT or DOUBLE, the default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withDataType(DataType dataType) {
    if (dataType != DataType.FLOAT && dataType != DataType.DOUBLE) {
      throw new IllegalArgumentException("dataType must be FLOAT or DOUBLE, got " + dataType);
    }
    return with(s -> s.dataType = dataType);
  }

  /**
   * The type of numbers to compute in.
   *
   * @return default: DOUBLE
   */
  public final DataType dataType() {
    return settings.dataType;
  }

  /**
   * With callbacks that see each epoch; not used by lbfgs.
   *
   * @param callbacks called in this order, in place of earlier ones
   * @return a changed copy
   */
  public final E withCallbacks(Callback... callbacks) {
    List<Callback> all = List.of(callbacks);
    return with(s -> s.callbacks = all);
  }
}
