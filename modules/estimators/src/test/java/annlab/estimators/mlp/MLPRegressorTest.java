package annlab.estimators.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.estimators.GoldenPerceptron;
import annlab.estimators.ParameterNames;
import annlab.estimators.Reference;
import annlab.networks.Callback;
import annlab.networks.StepChoice;
import annlab.networks.Training;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class MLPRegressorTest {
  private static final JsonNode GOLDEN = Reference.read("mlp_regressor_cases.json");

  private final INDArray x = Reference.array(GOLDEN.get("x"));
  private final INDArray y = Reference.array(GOLDEN.get("y"));

  /** Every case by the fused step and by DL4J's own. */
  static Stream<Arguments> cases() {
    List<String> names = new ArrayList<>();
    GOLDEN.get("cases").fieldNames().forEachRemaining(names::add);
    return names.stream()
        .flatMap(
            name ->
                Stream.of(StepChoice.DENSE, StepChoice.DL4J).map(step -> Arguments.of(name, step)));
  }

  private static INDArray rows(INDArray a, int to) {
    return a.get(NDArrayIndex.interval(0, to)).dup('c');
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainsAsScikitLearn(String name, StepChoice step) {
    JsonNode golden = GOLDEN.get("cases").get(name);
    INDArray target =
        golden.get("target").textValue().equals("two") ? Reference.array(GOLDEN.get("y_two")) : y;
    MLPRegressor estimator = ParameterNames.apply(new MLPRegressor(), golden.get("parameters"));
    FittedMLPRegressor fitted = step.during(() -> estimator.fit(x, target));
    GoldenPerceptron.assertEqual(fitted, golden);
    double[] predicted = Reference.values(fitted.predict(rows(x, 10)));
    assertThat(
            Reference.maxDifference(
                predicted, Reference.values(Reference.array(golden.get("predictions")))))
        .isLessThan(GoldenPerceptron.ROUNDING);
  }

  @Test
  void warmStartGoesOnFromTheLastWeights() {
    JsonNode golden = GOLDEN.get("warm_start");
    MLPRegressor estimator =
        ParameterNames.apply(new MLPRegressor(), golden.get("parameters")).withWarmStart(true);
    FittedMLPRegressor first = estimator.fit(x, y);
    FittedMLPRegressor again = estimator.fit(rows(x, 50), rows(y, 50));
    GoldenPerceptron.assertEqual(first, golden.get("first"));
    GoldenPerceptron.assertEqual(again, golden.get("again"));
  }

  @Test
  void partialFitTrainsOneEpochAndLeavesWhatWasLearntBefore() {
    JsonNode golden = GOLDEN.get("partial_fit");
    MLPRegressor estimator = ParameterNames.apply(new MLPRegressor(), golden.get("parameters"));
    FittedMLPRegressor three = estimator.partialFit(x, y).partialFit(x, y).partialFit(x, y);
    FittedMLPRegressor four = three.partialFit(rows(x, 40), rows(y, 40));
    GoldenPerceptron.assertEqual(three, golden.get("three"));
    GoldenPerceptron.assertEqual(four, golden.get("four"));
  }

  @Test
  void itsNetworkIsOneThatDl4jAloneCanConfigure() {
    assertThat(plainDl4j(new MLPRegressor()))
        .doesNotContain("import annlab")
        .contains(".updater(new Adam(0.001, 0.9, 0.999, 1.0E-8))")
        .contains("new OutputLayer.Builder(new LossL2(")
        .contains(".weightInit(WeightInit.XAVIER_UNIFORM)")
        .contains("network.getParam(\"1_W\").mul(1.0E-4)");
    assertThat(plainDl4j(new MLPRegressor().withSolver(Solver.SGD)))
        .contains(".updater(new Nesterovs(0.001, 0.9))");
  }

  private String plainDl4j(MLPRegressor estimator) {
    List<String> code = new ArrayList<>();
    Callback first =
        new Callback() {
          @Override
          public void trainBegin(Training training) {
            code.add(training.model().toDl4j());
          }
        };
    estimator.withMaxIter(1).withCallbacks(first).fit(x, y);
    return code.get(0);
  }
}
