package annlab.estimators.perceptron;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.estimators.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class PerceptronTest {
  private static final JsonNode GOLDEN = Reference.read("perceptron_cases.json");

  private final INDArray x = Reference.array(GOLDEN.get("x"));
  private final INDArray species = Reference.ids(GOLDEN.get("species"));

  static Stream<String> cases() {
    return GOLDEN.get("cases").propertyStream().map(java.util.Map.Entry::getKey);
  }

  private INDArray target(JsonNode golden) {
    if (!golden.has("positive")) {
      return species;
    }
    int positive = golden.get("positive").intValue();
    return Nd4j.createFromArray(
        Arrays.stream(species.toIntVector()).map(id -> id == positive ? 1 : 0).toArray());
  }

  private static <E extends PerceptronLearner<E>> E apply(E estimator, JsonNode golden) {
    E e = estimator;
    for (var entry : golden.get("parameters").properties()) {
      JsonNode value = entry.getValue();
      e =
          switch (entry.getKey()) {
            case "random_state" -> e.withRandomState(value.longValue());
            case "shuffle" -> e.withShuffle(value.booleanValue());
            case "eta0" -> e.withEta0(value.doubleValue());
            case "max_iter" -> e.withMaxIter(value.intValue());
            case "tol" -> e.withTol(value.doubleValue());
            case "n_iter_no_change" -> e.withNIterNoChange(value.intValue());
            case "fit_intercept" -> e.withFitIntercept(value.booleanValue());
            default -> throw new IllegalArgumentException(entry.getKey());
          };
    }
    return golden.get("no_tol").intValue() == 1 ? e.withoutTol() : e;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsScikitLearnBitForBit(String name) {
    JsonNode golden = GOLDEN.get("cases").get(name);
    FittedPerceptron fitted = apply(new Perceptron(), golden).fit(x, target(golden));
    assertEqual(fitted, golden);
  }

  @ParameterizedTest
  @ValueSource(strings = {"virginica", "eta0"})
  void isStochasticGradientDescentOnThePerceptronLoss(String name) {
    JsonNode golden = GOLDEN.get("cases").get(name);
    FittedPerceptron fitted = apply(new SGDClassifier(1), golden).fit(x, target(golden));
    assertEqual(fitted, golden);
  }

  private void assertEqual(FittedPerceptron fitted, JsonNode golden) {
    assertThat(fitted.iterations()).isEqualTo(golden.get("n_iter").intValue());
    assertThat(Reference.values(fitted.coef()))
        .containsExactly(Reference.values(Reference.array(golden.get("coef"))));
    assertThat(Reference.values(fitted.intercept()))
        .containsExactly(Reference.vector(golden.get("intercept")));
    assertThat(Reference.values(fitted.predict(x)))
        .containsExactly(Reference.vector(golden.get("predictions")));
    INDArray every10th = x.get(NDArrayIndex.interval(0, 10, 50), NDArrayIndex.all());
    assertThat(
            Reference.maxDifference(
                Reference.values(fitted.decisionFunction(every10th)),
                Reference.values(Reference.array(golden.get("decision")))))
        .isLessThan(1e-12);
  }

  @Test
  void labelsAreLearntByIndependentNeurons() {
    JsonNode golden = GOLDEN.get("multilabel");
    INDArray labels = Reference.array(GOLDEN.get("labels"));
    FittedPerceptron fitted = new Perceptron().withRandomState(42).fit(x, labels);
    assertThat(Reference.values(fitted.coef()))
        .containsExactly(Reference.values(Reference.array(golden.get("coef"))));
    assertThat(Reference.values(fitted.intercept()))
        .containsExactly(Reference.vector(golden.get("intercept")));
    assertThat(fitted.iterationsByNeuron())
        .containsExactly(
            Arrays.stream(Reference.ints(golden.get("n_iter"))).boxed().toArray(Integer[]::new));
    assertThat(fitted.predict(x).shape()).containsExactly(50, 3);
  }

  private static final INDArray CORNERS =
      Nd4j.createFromArray(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});

  @Test
  void theTextbooksRuleLearnsAndByHand() {
    // Errors in the epochs over 00, 01, 10, 11, worked by hand: 2, 3, 3, 2, 1, 0. The boundary
    // 2 a + b = 3 then goes through 11, where a step gives 1.
    INDArray and = Nd4j.createFromArray(0, 0, 0, 1);
    FittedPerceptron fitted = textbook(20).fit(CORNERS, and);
    assertThat(fitted.iterations()).isEqualTo(6);
    assertThat(Reference.values(fitted.coef())).containsExactly(2, 1);
    assertThat(fitted.intercept().getDouble(0)).isEqualTo(-3);
    assertThat(fitted.score(CORNERS, and)).isEqualTo(1);
  }

  private static Perceptron textbook(int maxIter) {
    return new Perceptron()
        .withRule(PerceptronRule.TEXTBOOK)
        .withShuffle(false)
        .withMaxIter(maxIter)
        .withRandomState(0);
  }

  @Test
  void theTextbooksRuleLearnsOrAndNeverXor() {
    INDArray or = Nd4j.createFromArray(0, 1, 1, 1);
    assertThat(textbook(20).fit(CORNERS, or).iterations()).isEqualTo(4);
    INDArray xor = Nd4j.createFromArray(0, 1, 1, 0);
    FittedPerceptron fitted = textbook(50).fit(CORNERS, xor);
    assertThat(fitted.iterations()).isEqualTo(50);
    assertThat(fitted.score(CORNERS, xor)).isLessThanOrEqualTo(0.75);
  }

  @Test
  void theTwoRulesDifferOnTheBoundary() {
    // Every row starts on the boundary: scikit-learn's rule moves for both classes, the textbook's
    // only for the negative one, since a step at 0 gives 1.
    INDArray one = Nd4j.createFromArray(new double[][] {{2}, {3}});
    INDArray y = Nd4j.createFromArray(1, 0);
    Perceptron scikit = new Perceptron().withShuffle(false).withMaxIter(1).withRandomState(0);
    assertThat(scikit.fit(one, y).coef().getDouble(0)).isEqualTo(2 - 3);
    assertThat(textbook(1).fit(one, y).coef().getDouble(0)).isEqualTo(-3);
  }
}
