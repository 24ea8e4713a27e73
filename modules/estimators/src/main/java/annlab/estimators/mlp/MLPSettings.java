package annlab.estimators.mlp;

import annlab.networks.Callback;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The hyperparameters that MLPRegressor and MLPClassifier share, with scikit-learn's defaults
 * (neural_network/_multilayer_perceptron.py). An estimator never changes its own: it copies them.
 */
final class MLPSettings {
  /** Rows of a batch when none is given: {@code min(200, rows)}. */
  private static final int AUTO_BATCH = 200;

  List<Integer> hiddenLayerSizes = List.of(100);
  HiddenActivation activation = HiddenActivation.RELU;
  Solver solver = Solver.ADAM;
  double alpha = 1e-4;
  OptionalInt batchSize = OptionalInt.empty();
  LearningRateSchedule learningRate = LearningRateSchedule.CONSTANT;
  double learningRateInit = 1e-3;
  double powerT = 0.5;
  int maxIter = 200;
  boolean shuffle = true;
  OptionalLong randomState = OptionalLong.empty();
  double tol = 1e-4;
  boolean verbose;
  boolean warmStart;
  double momentum = 0.9;
  boolean nesterovsMomentum = true;
  boolean earlyStopping;
  double validationFraction = 0.1;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  int nIterNoChange = 10;
  int maxFun = 15_000;
  DataType dataType = DataType.DOUBLE;
  List<Callback> callbacks = List.of();

  MLPSettings() {}

  MLPSettings(MLPSettings other) {
    hiddenLayerSizes = other.hiddenLayerSizes;
    activation = other.activation;
    solver = other.solver;
    alpha = other.alpha;
    batchSize = other.batchSize;
    learningRate = other.learningRate;
    learningRateInit = other.learningRateInit;
    powerT = other.powerT;
    maxIter = other.maxIter;
    shuffle = other.shuffle;
    randomState = other.randomState;
    tol = other.tol;
    verbose = other.verbose;
    warmStart = other.warmStart;
    momentum = other.momentum;
    nesterovsMomentum = other.nesterovsMomentum;
    earlyStopping = other.earlyStopping;
    validationFraction = other.validationFraction;
    beta1 = other.beta1;
    beta2 = other.beta2;
    epsilon = other.epsilon;
    nIterNoChange = other.nIterNoChange;
    maxFun = other.maxFun;
    dataType = other.dataType;
    callbacks = other.callbacks;
  }

  /** Rows of a batch for this many rows: never more than there are. */
  int batchRows(int rows) {
    return Math.min(batchSize.orElse(AUTO_BATCH), rows);
  }
}
