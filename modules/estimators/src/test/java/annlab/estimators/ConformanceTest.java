package annlab.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.estimators.mlp.MLPClassifier;
import annlab.estimators.mlp.MLPRegressor;
import annlab.estimators.mlp.Solver;
import annlab.estimators.perceptron.FittedPerceptron;
import annlab.estimators.perceptron.Perceptron;
import annlab.estimators.perceptron.SGDClassifier;
import annlab.estimators.tribuo.LinearRegression;
import annlab.estimators.tribuo.LinearSVC;
import annlab.estimators.tribuo.LogisticRegression;
import annlab.estimators.tribuo.RandomForestRegressor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What every estimator does alike. */
@DisplayName("every estimator")
class ConformanceTest {
  private static final int ROWS = 24;

  /** An estimator with targets that it can learn. */
  record Candidate(String name, Estimator<?> estimator, boolean classifies) {
    INDArray y() {
      return classifies ? Nd4j.createFromArray(classIds(ROWS)) : Nd4j.createFromArray(numbers());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Candidate> estimators() {
    return Stream.of(
        new Candidate("MLPRegressor", regressor(), false),
        new Candidate("MLPRegressor by lbfgs", regressor().withSolver(Solver.LBFGS), false),
        new Candidate("MLPClassifier", classifier(), true),
        new Candidate("MLPClassifier by sgd", classifier().withSolver(Solver.SGD), true),
        new Candidate(
            "MLPClassifier with early stopping", classifier().withEarlyStopping(true), true),
        new Candidate("Perceptron", new Perceptron().withRandomState(1), true),
        new Candidate("SGDClassifier", new SGDClassifier(0.1).withRandomState(1), true),
        new Candidate("RandomForestRegressor", new RandomForestRegressor(5, 1), false),
        new Candidate("LinearRegression", new LinearRegression(), false),
        new Candidate("LogisticRegression", new LogisticRegression(1), true),
        new Candidate("LinearSVC", new LinearSVC(1, 1), true),
        new Candidate(
            "Pipeline", Pipeline.of(new StandardScaler(), new LogisticRegression(1)), true));
  }

  private static MLPRegressor regressor() {
    return new MLPRegressor()
        .withHiddenLayerSizes(8)
        .withRandomState(1)
        .withLearningRateInit(0.05)
        .withMaxIter(40);
  }

  private static MLPClassifier classifier() {
    return new MLPClassifier()
        .withHiddenLayerSizes(8)
        .withRandomState(1)
        .withLearningRateInit(0.05)
        .withMaxIter(40);
  }

  static Stream<Candidate> classifiers() {
    return estimators().filter(Candidate::classifies);
  }

  private static INDArray x() {
    SplittableRandom random = new SplittableRandom(5);
    double[][] x = new double[ROWS][3];
    for (int i = 0; i < ROWS; i++) {
      Arrays.setAll(x[i], j -> random.nextDouble() - 0.5);
      x[i][0] += classIds(ROWS)[i];
    }
    return Nd4j.createFromArray(x);
  }

  private static int[] classIds(int rows) {
    int[] ids = new int[rows];
    Arrays.setAll(ids, i -> i % 3);
    return ids;
  }

  private static double[] numbers() {
    double[] y = new double[ROWS];
    Arrays.setAll(y, i -> 0.5 * (i % 3) + 0.01 * i);
    return y;
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void predictsOneTargetARow(Candidate candidate) {
    Fitted fitted = candidate.estimator().fit(x(), candidate.y());
    INDArray predicted = fitted.predict(x());
    assertThat(predicted.shape()).containsExactly(ROWS);
    assertThat(predicted.dataType())
        .isEqualTo(candidate.classifies() ? DataType.INT32 : DataType.DOUBLE);
    assertThat(fitted.features()).isEqualTo(3);
    // always the same class would be right for a third of the rows, the mean would score 0
    assertThat(fitted.score(x(), candidate.y())).isBetween(candidate.classifies() ? 0.6 : 0.3, 1.0);
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void fitsTwiceAlikeBitForBit(Candidate candidate) {
    INDArray first = outputs(candidate.estimator().fit(x(), candidate.y()));
    INDArray second = outputs(candidate.estimator().fit(x(), candidate.y()));
    assertThat(Reference.values(second.ravel())).containsExactly(Reference.values(first.ravel()));
  }

  /** What is computed before a class is chosen: classes alone would hide other weights. */
  private static INDArray outputs(Fitted fitted) {
    if (fitted instanceof FittedProbabilisticClassifier classifier) {
      return classifier.predictProba(x());
    }
    if (fitted instanceof FittedPerceptron perceptron) {
      return perceptron.decisionFunction(x());
    }
    return fitted.predict(x());
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void refittingForgets(Candidate candidate) {
    INDArray expected = candidate.estimator().fit(x(), candidate.y()).predict(x());
    candidate.estimator().fit(x().mul(-3).add(1), candidate.y());
    assertThat(Reference.values(candidate.estimator().fit(x(), candidate.y()).predict(x())))
        .containsExactly(Reference.values(expected));
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void leavesItsInputsAsTheyWere(Candidate candidate) {
    INDArray x = x();
    INDArray y = candidate.y();
    candidate.estimator().fit(x, y).predict(x);
    assertThat(x).isEqualTo(x());
    assertThat(y).isEqualTo(candidate.y());
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void refusesInputsThatAreNoMatrix(Candidate candidate) {
    INDArray x = Nd4j.createFromArray(1.0, 2.0);
    assertThatThrownBy(() -> candidate.estimator().fit(x, candidate.y()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "x must have shape [rows, features], got [2]; reshape to [rows, 1] for a single"
                + " feature, to [1, features] for a single row");
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void refusesEmptyData(Candidate candidate) {
    INDArray x = Nd4j.create(DataType.DOUBLE, 0, 3);
    INDArray y = Nd4j.create(DataType.DOUBLE, 0);
    assertThatThrownBy(() -> candidate.estimator().fit(x, y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("x is empty, shape [0, 3]; ")
        .hasMessageEndingWith(" needs at least 1 row and 1 feature");
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void refusesTargetsOfAnotherLength(Candidate candidate) {
    INDArray y = Nd4j.createFromArray(classIds(5));
    assertThatThrownBy(() -> candidate.estimator().fit(x(), y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x has 24 rows but y has 5; pass one row of targets per row of inputs");
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void namesRowAndColumnOfNaNAndInfinity(Candidate candidate) {
    INDArray nan = x();
    nan.putScalar(7, 2, Double.NaN);
    assertThatThrownBy(() -> candidate.estimator().fit(nan, candidate.y()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x has NaN at row 7, column 2; replace or leave out the row");
    INDArray infinite = x();
    infinite.putScalar(3, 0, Double.NEGATIVE_INFINITY);
    assertThatThrownBy(() -> candidate.estimator().fit(infinite, candidate.y()))
        .hasMessage("x has infinity at row 3, column 0; replace or leave out the row");
    Fitted fitted = candidate.estimator().fit(x(), candidate.y());
    assertThatThrownBy(() -> fitted.predict(nan))
        .hasMessage("x has NaN at row 7, column 2; replace or leave out the row");
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void namesRowOfATargetThatIsNaN(Candidate candidate) {
    INDArray y = candidate.y().castTo(DataType.DOUBLE);
    y.putScalar(4, Double.NaN);
    assertThatThrownBy(() -> candidate.estimator().fit(x(), y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("y has NaN at row 4, column 0; replace or leave out the row");
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void refusesToPredictForAnotherNumberOfFeatures(Candidate candidate) {
    Fitted fitted = candidate.estimator().fit(x(), candidate.y());
    INDArray wide = Nd4j.zeros(DataType.DOUBLE, 2, 4);
    assertThatThrownBy(() -> fitted.predict(wide))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("x has 4 features, but ")
        .hasMessageEndingWith(" is expecting 3 features as input");
  }

  @ParameterizedTest
  @MethodSource("classifiers")
  void refusesOneClassOnly(Candidate candidate) {
    INDArray y = Nd4j.createFromArray(new int[ROWS]);
    assertThatThrownBy(() -> candidate.estimator().fit(x(), y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The number of classes has to be greater than one; got 1 class, [0]; pass rows of at"
                + " least two classes");
  }

  @ParameterizedTest
  @MethodSource("classifiers")
  void refusesClassIdsThatAreNoWholeNumbers(Candidate candidate) {
    INDArray y = candidate.y().castTo(DataType.DOUBLE);
    y.putScalar(2, 0.5);
    assertThatThrownBy(() -> candidate.estimator().fit(x(), y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("class ids must be whole numbers, got 0.5 at row 2");
  }

  @ParameterizedTest
  @MethodSource("classifiers")
  void givesBackTheIdsThatItWasGiven(Candidate candidate) {
    INDArray y = candidate.y().mul(10).sub(5);
    int[] ids = candidate.estimator().fit(x(), y).predict(x()).toIntVector();
    assertThat(Arrays.stream(ids).boxed().distinct()).isSubsetOf(-5, 5, 15);
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void learnsFromFloatsToo(Candidate candidate) {
    INDArray x = x().castTo(DataType.FLOAT);
    assertThat(candidate.estimator().fit(x, candidate.y()).predict(x).length()).isEqualTo(ROWS);
  }
}
