package annlab.estimators.mlp;

import annlab.estimators.Estimator;
import annlab.estimators.internal.Fields;
import annlab.estimators.internal.Parameter;
import annlab.estimators.internal.Parameters;
import annlab.estimators.internal.Range;
import annlab.estimators.internal.Settings;
import annlab.networks.Callback;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
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
  /** The hyperparameters that JSON knows, with scikit-learn's names, ranges and defaults. */
  private static final Parameters PARAMETERS = new Parameters();

  static final Parameter<List<Integer>> HIDDEN_LAYER_SIZES =
      PARAMETERS.any(
          "hidden_layer_sizes",
          "an array-like or an int in the range [1, inf)",
          List.of(100),
          "[100]",
          "neurons of each hidden layer; none for a linear model",
          MultilayerPerceptron::sizes,
          MultilayerPerceptron::requireSizes);

  static final Parameter<HiddenActivation> ACTIVATION =
      PARAMETERS.choice("activation", HiddenActivation.RELU, "activation of the hidden layers");

  static final Parameter<Solver> SOLVER = PARAMETERS.choice("solver", Solver.ADAM, "optimizer");

  static final Parameter<Double> ALPHA =
      PARAMETERS.real(
          "alpha", Range.NOT_NEGATIVE, 1e-4, "penalty alpha / 2 * sum(w^2) / rows of the batch");

  static final Parameter<OptionalInt> BATCH_SIZE =
      PARAMETERS.any(
          "batch_size",
          "a str among {'auto'} or an int in the range [1, inf)",
          OptionalInt.empty(),
          "'auto'",
          "rows of a batch; 'auto' for the smaller of 200 and all rows",
          MultilayerPerceptron::batch,
          MultilayerPerceptron::requireBatch);

  static final Parameter<LearningRateSchedule> LEARNING_RATE =
      PARAMETERS.choice(
          "learning_rate", LearningRateSchedule.CONSTANT, "schedule of the rate; sgd only");

  static final Parameter<Double> LEARNING_RATE_INIT =
      PARAMETERS.real(
          "learning_rate_init", Range.POSITIVE, 1e-3, "first learning rate; sgd and adam");

  static final Parameter<Double> POWER_T =
      PARAMETERS.real("power_t", Range.NOT_NEGATIVE, 0.5, "exponent of the schedule invscaling");

  static final Parameter<Integer> MAX_ITER =
      PARAMETERS.integer(
          "max_iter", Range.COUNT, 200, "largest number of epochs, or of iterations of lbfgs");

  static final Parameter<Boolean> SHUFFLE =
      PARAMETERS.flag("shuffle", true, "a new order of rows in each epoch");

  static final Parameter<OptionalLong> RANDOM_STATE =
      PARAMETERS.any(
          "random_state",
          "an int in the range [0, 4294967295] or None",
          OptionalLong.empty(),
          "None",
          "seed of first weights, of the rows held out and of the order of rows",
          (fields, name, json) ->
              json.isNull() ? OptionalLong.empty() : OptionalLong.of(fields.seed(name, json)),
          MultilayerPerceptron::requireSeed);

  static final Parameter<Double> TOL =
      PARAMETERS.real(
          "tol",
          Range.NOT_NEGATIVE,
          1e-4,
          "improvement of loss or validation score that counts; for lbfgs the largest gradient");

  static final Parameter<Boolean> VERBOSE =
      PARAMETERS.any(
          "verbose",
          "an int in the range [0, inf) or a bool",
          false,
          "false",
          "a log line per epoch",
          Fields::verbose,
          (owner, name, value) -> {});

  static final Parameter<Boolean> WARM_START =
      PARAMETERS.flag("warm_start", false, "fit reuses the weights of the last fit");

  static final Parameter<Double> MOMENTUM =
      PARAMETERS.real("momentum", Range.SHARE, 0.9, "momentum; sgd only");

  static final Parameter<Boolean> NESTEROVS_MOMENTUM =
      PARAMETERS.flag("nesterovs_momentum", true, "momentum is Nesterov's; sgd only");

  static final Parameter<Boolean> EARLY_STOPPING =
      PARAMETERS.flag(
          "early_stopping", false, "rows are held out, and their score decides when to stop");

  static final Parameter<Double> VALIDATION_FRACTION =
      PARAMETERS.real("validation_fraction", Range.BELOW_ONE, 0.1, "share of rows held out");

  static final Parameter<Double> BETA_1 =
      PARAMETERS.real("beta_1", Range.BELOW_ONE, 0.9, "decay of Adam's mean of gradients");

  static final Parameter<Double> BETA_2 =
      PARAMETERS.real(
          "beta_2", Range.BELOW_ONE, 0.999, "decay of Adam's mean of squared gradients");

  static final Parameter<Double> EPSILON =
      PARAMETERS.real("epsilon", Range.POSITIVE, 1e-8, "Adam's epsilon");

  static final Parameter<Integer> N_ITER_NO_CHANGE =
      PARAMETERS.integer(
          "n_iter_no_change",
          Range.COUNT,
          10,
          "maximum number of epochs without improvement (patience)");

  static final Parameter<Integer> MAX_FUN =
      PARAMETERS.integer(
          "max_fun", Range.COUNT, 15_000, "largest number of evaluations of the loss by lbfgs");

  static final Parameter<DataType> DATA_TYPE =
      PARAMETERS.any(
          "dtype",
          "a str among {'float32', 'float64'}",
          DataType.DOUBLE,
          "'float64'",
          "type of numbers to compute in; scikit-learn takes that of x",
          MultilayerPerceptron::type,
          MultilayerPerceptron::requireType);

  static final Parameter<List<Callback>> CALLBACKS =
      new Parameter<>(
          "callbacks",
          "callbacks",
          List.of(),
          "[]",
          "callbacks that see each epoch",
          (fields, name, json) -> List.of(),
          (owner, name, value) -> {});

  final Settings settings;

  /** The last result, kept for the next fit if it is to start warm. */
  @Nullable F previous;

  MultilayerPerceptron(Settings settings, @Nullable F previous) {
    this.settings = settings;
    this.previous = previous;
  }

  abstract String name();

  abstract E copy(Settings changed);

  private <T> E with(Parameter<T> parameter, T value) {
    return copy(settings.with(name(), parameter, value));
  }

  /** {@return the hyperparameters that both estimators read from JSON} */
  public static List<Parameter<?>> parameters() {
    return PARAMETERS.all();
  }

  /**
   * With a hyperparameter that JSON gives.
   *
   * @param parameter one of {@link #parameters}
   * @param fields the object that it stands in
   * @param json its value
   * @param <T> its type
   * @return a changed copy
   * @throws IllegalArgumentException if it is of another type or out of range
   */
  public final <T> E with(Parameter<T> parameter, Fields fields, JsonNode json) {
    return with(parameter, parameter.reader().read(fields, parameter.name(), json));
  }

  /** Keeps a result for the next fit, if that is to start warm. */
  final F remembered(F fitted) {
    if (warmStart()) {
      previous = fitted;
    }
    return fitted;
  }

  private static List<Integer> sizes(Fields fields, String name, JsonNode json) {
    return json.isArray()
        ? IntStream.range(0, json.size()).mapToObj(i -> fields.whole(name, json.get(i))).toList()
        : List.of(fields.whole(name, json));
  }

  private static void requireSizes(String owner, String name, List<Integer> sizes) {
    if (sizes.stream().anyMatch(size -> size < 1)) {
      Object got = sizes.size() == 1 ? sizes.get(0) : sizes;
      throw Fields.wrong(owner, name, HIDDEN_LAYER_SIZES.range(), String.valueOf(got));
    }
  }

  private static OptionalInt batch(Fields fields, String name, JsonNode json) {
    if (json.isTextual() && json.textValue().equals("auto")) {
      return OptionalInt.empty();
    }
    if (!json.isIntegralNumber()) {
      throw fields.wrong(name, BATCH_SIZE.range(), json);
    }
    return OptionalInt.of(fields.whole(name, json));
  }

  private static void requireBatch(String owner, String name, OptionalInt size) {
    if (size.isPresent() && size.getAsInt() < 1) {
      throw Fields.wrong(owner, name, BATCH_SIZE.range(), String.valueOf(size.getAsInt()));
    }
  }

  private static void requireSeed(String owner, String name, OptionalLong seed) {
    if (seed.isPresent() && (seed.getAsLong() < 0 || seed.getAsLong() > Fields.MAX_SEED)) {
      throw Fields.wrong(owner, name, RANDOM_STATE.range(), String.valueOf(seed.getAsLong()));
    }
  }

  private static DataType type(Fields fields, String name, JsonNode json) {
    return switch (json.isTextual() ? json.textValue() : "") {
      case "float32", "float" -> DataType.FLOAT;
      case "float64", "double" -> DataType.DOUBLE;
      default -> throw fields.wrong(name, DATA_TYPE.range(), json);
    };
  }

  private static void requireType(String owner, String name, DataType type) {
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new IllegalArgumentException("dataType must be FLOAT or DOUBLE, got " + type);
    }
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
    return with(HIDDEN_LAYER_SIZES, Arrays.stream(hiddenLayerSizes).boxed().toList());
  }

  /** {@return neurons of each hidden layer; default: one layer of 100} */
  public final List<Integer> hiddenLayerSizes() {
    return settings.get(HIDDEN_LAYER_SIZES);
  }

  /**
   * With another activation of the hidden layers.
   *
   * @param activation default: relu
   * @return a changed copy
   */
  public final E withActivation(HiddenActivation activation) {
    return with(ACTIVATION, activation);
  }

  /** {@return the activation of the hidden layers; default: relu} */
  public final HiddenActivation activation() {
    return settings.get(ACTIVATION);
  }

  /**
   * With another solver.
   *
   * @param solver default: adam
   * @return a changed copy
   */
  public final E withSolver(Solver solver) {
    return with(SOLVER, solver);
  }

  /** {@return the solver; default: adam} */
  public final Solver solver() {
    return settings.get(SOLVER);
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
    return with(ALPHA, alpha);
  }

  /** {@return the strength of the penalty; default 0.0001} */
  public final double alpha() {
    return settings.get(ALPHA);
  }

  /**
   * With another batch size.
   *
   * @param batchSize rows of a batch, in [1, inf); more rows than there are stand for all
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withBatchSize(int batchSize) {
    return with(BATCH_SIZE, OptionalInt.of(batchSize));
  }

  /** {@return rows of a batch; empty, the default, for the smaller of 200 and all rows} */
  public final OptionalInt batchSize() {
    return settings.get(BATCH_SIZE);
  }

  /**
   * With another schedule of the learning rate; used by sgd only.
   *
   * @param learningRate default: constant
   * @return a changed copy
   */
  public final E withLearningRate(LearningRateSchedule learningRate) {
    return with(LEARNING_RATE, learningRate);
  }

  /** {@return the schedule of the learning rate; default: constant} */
  public final LearningRateSchedule learningRate() {
    return settings.get(LEARNING_RATE);
  }

  /**
   * With another first learning rate; used by sgd and adam.
   *
   * @param learningRateInit in (0, inf); default 0.001
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withLearningRateInit(double learningRateInit) {
    return with(LEARNING_RATE_INIT, learningRateInit);
  }

  /** {@return the first learning rate; default 0.001} */
  public final double learningRateInit() {
    return settings.get(LEARNING_RATE_INIT);
  }

  /**
   * With another exponent of the schedule invscaling.
   *
   * @param powerT in [0, inf); default 0.5
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withPowerT(double powerT) {
    return with(POWER_T, powerT);
  }

  /** {@return the exponent of the schedule invscaling; default 0.5} */
  public final double powerT() {
    return settings.get(POWER_T);
  }

  /**
   * With another largest number of epochs, or of iterations of lbfgs.
   *
   * @param maxIter in [1, inf); default 200
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withMaxIter(int maxIter) {
    return with(MAX_ITER, maxIter);
  }

  /** {@return the largest number of epochs, or of iterations of lbfgs; default 200} */
  public final int maxIter() {
    return settings.get(MAX_ITER);
  }

  /**
   * With or without a new order of rows in each epoch.
   *
   * @param shuffle default: true
   * @return a changed copy
   */
  public final E withShuffle(boolean shuffle) {
    return with(SHUFFLE, shuffle);
  }

  /** {@return whether each epoch has a new order of rows; default: true} */
  public final boolean shuffle() {
    return settings.get(SHUFFLE);
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
    return with(RANDOM_STATE, OptionalLong.of(randomState));
  }

  /** {@return the seed; empty, the default, for another in each fit} */
  public final OptionalLong randomState() {
    return settings.get(RANDOM_STATE);
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
    return with(TOL, tol);
  }

  /**
   * {@return the improvement of the loss, or of the validation score, that counts; default 0.0001}
   */
  public final double tol() {
    return settings.get(TOL);
  }

  /**
   * With or without a log line per epoch.
   *
   * @param verbose default: false
   * @return a changed copy
   */
  public final E withVerbose(boolean verbose) {
    return with(VERBOSE, verbose);
  }

  /** {@return whether each epoch logs a line; default: false} */
  public final boolean verbose() {
    return settings.get(VERBOSE);
  }

  /**
   * With or without a warm start: fit reuses the weights of the last fit.
   *
   * @param warmStart default: false
   * @return a changed copy
   */
  public final E withWarmStart(boolean warmStart) {
    return with(WARM_START, warmStart);
  }

  /** {@return whether fit reuses the weights of the last fit; default: false} */
  public final boolean warmStart() {
    return settings.get(WARM_START);
  }

  /**
   * With another momentum; used by sgd only.
   *
   * @param momentum in [0, 1]; default 0.9
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withMomentum(double momentum) {
    return with(MOMENTUM, momentum);
  }

  /** {@return the momentum; default 0.9} */
  public final double momentum() {
    return settings.get(MOMENTUM);
  }

  /**
   * With Nesterov's or classical momentum; used by sgd only.
   *
   * @param nesterovsMomentum default: true
   * @return a changed copy
   */
  public final E withNesterovsMomentum(boolean nesterovsMomentum) {
    return with(NESTEROVS_MOMENTUM, nesterovsMomentum);
  }

  /** {@return whether momentum is Nesterov's; default: true} */
  public final boolean nesterovsMomentum() {
    return settings.get(NESTEROVS_MOMENTUM);
  }

  /**
   * With or without early stopping: rows are held out, their score decides when to stop, and the
   * best weights are kept.
   *
   * @param earlyStopping default: false
   * @return a changed copy
   */
  public final E withEarlyStopping(boolean earlyStopping) {
    return with(EARLY_STOPPING, earlyStopping);
  }

  /** {@return whether rows are held out to decide when to stop; default: false} */
  public final boolean earlyStopping() {
    return settings.get(EARLY_STOPPING);
  }

  /**
   * With another share of rows held out for early stopping.
   *
   * @param validationFraction in [0, 1); default 0.1
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withValidationFraction(double validationFraction) {
    return with(VALIDATION_FRACTION, validationFraction);
  }

  /** {@return the share of rows held out for early stopping; default 0.1} */
  public final double validationFraction() {
    return settings.get(VALIDATION_FRACTION);
  }

  /**
   * With another decay of Adam's mean of gradients.
   *
   * @param beta1 in [0, 1); default 0.9
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withBeta1(double beta1) {
    return with(BETA_1, beta1);
  }

  /** {@return the decay of Adam's mean of gradients; default 0.9} */
  public final double beta1() {
    return settings.get(BETA_1);
  }

  /**
   * With another decay of Adam's mean of squared gradients.
   *
   * @param beta2 in [0, 1); default 0.999
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withBeta2(double beta2) {
    return with(BETA_2, beta2);
  }

  /** {@return the decay of Adam's mean of squared gradients; default 0.999} */
  public final double beta2() {
    return settings.get(BETA_2);
  }

  /**
   * With another epsilon of Adam's.
   *
   * @param epsilon in (0, inf); default 1e-8
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withEpsilon(double epsilon) {
    return with(EPSILON, epsilon);
  }

  /** {@return Adam's epsilon; default 1e-8} */
  public final double epsilon() {
    return settings.get(EPSILON);
  }

  /**
   * With another maximum number of epochs without improvement (patience).
   *
   * @param nIterNoChange in [1, inf), Integer.MAX_VALUE for scikit-learn's inf; default 10
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withNIterNoChange(int nIterNoChange) {
    return with(N_ITER_NO_CHANGE, nIterNoChange);
  }

  /** {@return the maximum number of epochs without improvement (patience); default 10} */
  public final int nIterNoChange() {
    return settings.get(N_ITER_NO_CHANGE);
  }

  /**
   * With another largest number of evaluations of the loss by lbfgs.
   *
   * @param maxFun in [1, inf); default 15000
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withMaxFun(int maxFun) {
    return with(MAX_FUN, maxFun);
  }

  /** {@return the largest number of evaluations of the loss by lbfgs; default 15000} */
  public final int maxFun() {
    return settings.get(MAX_FUN);
  }

  /**
   * With another type of numbers to compute in; scikit-learn takes that of x.
   *
   * @param dataType FLOAT or DOUBLE, the default
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withDataType(DataType dataType) {
    return with(DATA_TYPE, dataType);
  }

  /** {@return the type of numbers to compute in; default: DOUBLE} */
  public final DataType dataType() {
    return settings.get(DATA_TYPE);
  }

  /**
   * With more callbacks that see each epoch, after those that are there; not used by lbfgs.
   *
   * @param more called in this order
   * @return a changed copy
   */
  public final E withCallbacks(Callback... more) {
    List<Callback> all = new ArrayList<>(settings.get(CALLBACKS));
    all.addAll(List.of(more));
    return with(CALLBACKS, List.copyOf(all));
  }
}
