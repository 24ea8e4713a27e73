package annlab.estimators.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.estimators.GoldenPerceptron;
import annlab.estimators.ParameterNames;
import annlab.estimators.Reference;
import annlab.networks.StepChoice;
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

class MLPClassifierTest {
  private static final JsonNode GOLDEN = Reference.read("mlp_classifier_cases.json");

  private final INDArray x = Reference.array(GOLDEN.get("x"));

  /** Every case by the fused step and by DL4J's own. */
  static Stream<Arguments> cases() {
    List<String> names = new ArrayList<>();
    GOLDEN.get("cases").fieldNames().forEachRemaining(names::add);
    return names.stream()
        .flatMap(
            name ->
                Stream.of(StepChoice.DENSE, StepChoice.DL4J).map(step -> Arguments.of(name, step)));
  }

  private static INDArray target(String name) {
    JsonNode target = GOLDEN.get("targets").get(name);
    return target.get(0).isArray() ? Reference.array(target) : Reference.ids(target);
  }

  private static INDArray rows(INDArray a, int from, int to) {
    return a.get(NDArrayIndex.interval(from, to)).dup('c');
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainsAsScikitLearn(String name, StepChoice step) {
    JsonNode golden = GOLDEN.get("cases").get(name);
    MLPClassifier estimator = ParameterNames.apply(new MLPClassifier(), golden.get("parameters"));
    INDArray target = target(golden.get("target").textValue());
    assertOutputs(step.during(() -> estimator.fit(x, target)), golden);
  }

  private void assertOutputs(FittedMLPClassifier fitted, JsonNode golden) {
    GoldenPerceptron.assertEqual(fitted, golden);
    INDArray first = rows(x, 0, 10);
    assertThat(Reference.values(fitted.predict(first)))
        .containsExactly(Reference.values(Reference.array(golden.get("predictions"))));
    assertThat(
            Reference.maxDifference(
                Reference.values(fitted.predictProba(first)),
                Reference.values(Reference.array(golden.get("probabilities")))))
        .isLessThan(GoldenPerceptron.ROUNDING);
  }

  @Test
  void partialFitLearnsClassesThatComeLater() {
    JsonNode golden = GOLDEN.get("partial_fit");
    INDArray y = target("species");
    FittedMLPClassifier fitted =
        ParameterNames.apply(new MLPClassifier(), golden.get("parameters"))
            .partialFit(rows(x, 0, 100), rows(y, 0, 100), List.of(0, 1, 2))
            .partialFit(rows(x, 50, 150), rows(y, 50, 150));
    assertOutputs(fitted, golden);
  }
}
