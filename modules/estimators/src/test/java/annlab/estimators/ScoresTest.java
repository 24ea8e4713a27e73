package annlab.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ScoresTest {
  /** Sums of 40 terms near 1, in another order than NumPy's. */
  private static final double ROUNDING = 1e-13;

  private static final JsonNode GOLDEN = Reference.read("scaler_and_scores.json").get("scores");

  @Test
  void regressionScoresEqualScikitLearns() {
    INDArray y = Reference.array(GOLDEN.get("y"));
    INDArray predicted = Reference.array(GOLDEN.get("predicted"));
    assertThat(Scores.rmse(y, predicted))
        .isCloseTo(GOLDEN.get("rmse").doubleValue(), within(ROUNDING));
    assertThat(Scores.r2(y, predicted)).isCloseTo(GOLDEN.get("r2").doubleValue(), within(ROUNDING));
    assertThat(Scores.r2(column(y), column(predicted)))
        .isCloseTo(GOLDEN.get("r2_first_column").doubleValue(), within(ROUNDING));
  }

  private static INDArray column(INDArray matrix) {
    return matrix.get(NDArrayIndex.all(), NDArrayIndex.point(0)).dup();
  }

  @Test
  void meanAbsoluteErrorOfAWorkedExample() {
    INDArray y = Nd4j.createFromArray(1.0, 2.0, 4.0);
    assertThat(Scores.mae(y, Nd4j.createFromArray(2.0, 2.0, 2.0))).isEqualTo(1.0);
  }

  @Test
  void aConstantTargetScoresOneOnlyIfPredictedExactly() {
    INDArray y = Nd4j.createFromArray(2.0, 2.0);
    assertThat(Scores.r2(y, Nd4j.createFromArray(2.0, 2.0))).isEqualTo(1);
    assertThat(Scores.r2(y, Nd4j.createFromArray(2.0, 2.5))).isEqualTo(0);
  }

  @Test
  void r2OfOneRowIsRefused() {
    INDArray y = Nd4j.createFromArray(new double[] {2.0});
    assertThatThrownBy(() -> Scores.r2(y, y))
        .hasMessage("r2 is not defined for fewer than 2 rows, got 1; pass more rows");
  }

  @Test
  void confusionMatrixAndLogLossEqualScikitLearns() {
    INDArray y = Reference.ids(GOLDEN.get("ids"));
    INDArray guesses = Reference.ids(GOLDEN.get("guesses"));
    assertThat(Reference.values(Scores.confusionMatrix(y, guesses, 3)))
        .containsExactly(Reference.values(Reference.array(GOLDEN.get("confusion"))));
    assertThat(Scores.logLoss(y, Reference.array(GOLDEN.get("proba"))))
        .isCloseTo(GOLDEN.get("log_loss").doubleValue(), within(ROUNDING));
  }

  @Test
  void accuracyCountsARowOfLabelsAsOne() {
    assertThat(Scores.accuracy(Nd4j.createFromArray(1, 2, 0), Nd4j.createFromArray(1, 2, 1)))
        .isEqualTo(2.0 / 3);
    INDArray y = Nd4j.createFromArray(new int[][] {{1, 0}, {0, 0}});
    assertThat(Scores.accuracy(y, Nd4j.createFromArray(new int[][] {{1, 1}, {0, 0}})))
        .isEqualTo(0.5);
  }

  @Test
  void differentShapesAreRefused() {
    INDArray y = Nd4j.createFromArray(1.0, 2.0);
    INDArray column = y.reshape(2, 1);
    assertThatThrownBy(() -> Scores.rmse(y, column))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("predictions have shape [2, 1] but y has [2]; pass one prediction per target");
  }

  @Test
  void aClassWithoutAColumnIsRefused() {
    INDArray y = Nd4j.createFromArray(0, 3);
    assertThatThrownBy(() -> Scores.confusionMatrix(y, y, 3))
        .hasMessage("class ids must be in [0, 3), got 3.0 at row 1");
  }
}
