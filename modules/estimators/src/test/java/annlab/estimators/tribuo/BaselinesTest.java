package annlab.estimators.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.estimators.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class BaselinesTest {
  private static final JsonNode GOLDEN = Reference.read("baselines.json");

  /** The normal equations square the condition number of columns of this size. */
  private static final double LEAST_SQUARES = 1e-9;

  /** Both solvers stop at gradients of about 1e-8 of the first. */
  private static final double LOGISTIC = 1e-5;

  private final INDArray x = Reference.array(GOLDEN.get("x"));
  private final INDArray petals = Reference.array(GOLDEN.get("petals"));
  private final INDArray species = Reference.ids(GOLDEN.get("species"));

  private static INDArray first10(INDArray x) {
    return x.get(NDArrayIndex.interval(0, 10), NDArrayIndex.all());
  }

  @Test
  void linearRegressionPredictsAsScikitLearns() {
    INDArray predicted =
        new LinearRegression().fit(x, Reference.array(GOLDEN.get("y"))).predict(first10(x));
    assertThat(predicted.shape()).containsExactly(10);
    assertThat(
            Reference.maxDifference(
                Reference.values(predicted), Reference.vector(GOLDEN.get("linear_regression"))))
        .isLessThan(LEAST_SQUARES);
  }

  @Test
  void linearRegressionOfTwoOutputsPredictsBoth() {
    INDArray predicted =
        new LinearRegression().fit(x, Reference.array(GOLDEN.get("y_two"))).predict(first10(x));
    assertThat(
            Reference.maxDifference(
                Reference.values(predicted),
                Reference.values(Reference.array(GOLDEN.get("linear_regression_two")))))
        .isLessThan(LEAST_SQUARES);
  }

  @Test
  void logisticRegressionEqualsScikitLearnsLiblinear() {
    FittedLogisticRegression fitted =
        new LogisticRegression(LogisticRegression.C).fit(petals, species);
    assertThat(Reference.values(fitted.predict(petals)))
        .containsExactly(Reference.vector(GOLDEN.get("logistic_predictions")));
    double[] golden = Reference.values(Reference.array(GOLDEN.get("logistic_probabilities")));
    INDArray every15th = petals.get(NDArrayIndex.interval(0, 15, 150), NDArrayIndex.all());
    assertThat(Reference.maxDifference(Reference.values(fitted.predictProba(every15th)), golden))
        .isLessThan(LOGISTIC);
  }

  @Test
  void linearSvmPredictsAsScikitLearns() {
    FittedLinearSVC fitted = new LinearSVC(LinearSVC.C, 42).fit(petals, species);
    assertThat(Reference.values(fitted.predict(petals)))
        .containsExactly(Reference.vector(GOLDEN.get("linear_svc_predictions")));
    assertThat(fitted.classes()).containsExactly(0, 1, 2);
  }

  @Test
  void aForestFollowsItsTrainingRowsAndItsSeed() {
    INDArray y = Reference.array(GOLDEN.get("y"));
    FittedTribuoRegressor forest = new RandomForestRegressor(30, 1).fit(x, y);
    // Every tree leaves out about a third of the rows; full trees fit the others exactly.
    assertThat(forest.score(x, y)).isGreaterThan(0.9);
    assertThat(new RandomForestRegressor(30, 1).fit(x, y).predict(x)).isEqualTo(forest.predict(x));
    assertThat(new RandomForestRegressor(30, 2).fit(x, y).predict(x))
        .isNotEqualTo(forest.predict(x));
  }

  @Test
  void oneTreeFitsTheRowsOfItsBootstrapSample() {
    INDArray y = Reference.array(GOLDEN.get("y"));
    INDArray predicted = new RandomForestRegressor(1, 1).fit(x, y).predict(x);
    double[] errors = Reference.values(predicted.sub(y));
    long exact = java.util.Arrays.stream(errors).filter(e -> Math.abs(e) < 1e-4).count();
    // Of 60 rows a bootstrap sample holds 60 (1 - 1/e) = 38 on average, deviation 3.
    assertThat((double) exact).isCloseTo(38, within(12.0));
  }
}
