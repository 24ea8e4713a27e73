package annlab.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.estimators.mlp.FittedMultilayerPerceptron;
import com.fasterxml.jackson.databind.JsonNode;

/** Holds a fitted multilayer perceptron to scikit-learn's. */
public final class GoldenPerceptron {
  /**
   * Sums of products in another order than NumPy's, grown over some hundred updates of well-scaled
   * weights.
   */
  public static final double ROUNDING = 1e-10;

  private GoldenPerceptron() {}

  public static void assertEqual(FittedMultilayerPerceptron fitted, JsonNode golden) {
    assertThat(fitted.iterations()).as("n_iter").isEqualTo(golden.get("n_iter").intValue());
    assertThat(fitted.steps()).as("t").isEqualTo(golden.get("t").longValue());
    assertThat(fitted.layers()).isEqualTo(golden.get("n_layers").intValue());
    assertThat(fitted.outputs()).isEqualTo(golden.get("n_outputs").intValue());
    assertThat(fitted.outActivation()).isEqualTo(golden.get("out_activation").textValue());
    assertThat(Reference.maxDifference(fitted.lossCurve(), golden.get("loss_curve")))
        .as("loss_curve")
        .isLessThan(ROUNDING);
    assertThat(fitted.loss())
        .as("loss")
        .isCloseTo(golden.get("loss").doubleValue(), within(ROUNDING));
    if (golden.has("best_loss")) {
      assertThat(fitted.bestLoss().orElseThrow())
          .as("best_loss")
          .isCloseTo(golden.get("best_loss").doubleValue(), within(ROUNDING));
    } else {
      assertThat(fitted.bestLoss()).as("best_loss").isEmpty();
    }
    assertValidation(fitted, golden);
    assertThat(sums(fitted.coefs(), golden.get("coef_sums"))).as("coef").isLessThan(1e-9);
    assertThat(sums(fitted.intercepts(), golden.get("intercept_sums")))
        .as("intercept")
        .isLessThan(1e-9);
  }

  private static void assertValidation(FittedMultilayerPerceptron fitted, JsonNode golden) {
    if (!golden.has("validation_scores")) {
      assertThat(fitted.validationScores()).isEmpty();
      assertThat(fitted.bestValidationScore()).isEmpty();
      return;
    }
    assertThat(Reference.maxDifference(fitted.validationScores(), golden.get("validation_scores")))
        .as("validation_scores")
        .isLessThan(ROUNDING);
    assertThat(fitted.bestValidationScore().orElseThrow())
        .isCloseTo(golden.get("best_validation_score").doubleValue(), within(ROUNDING));
  }

  private static double sums(
      java.util.List<org.nd4j.linalg.api.ndarray.INDArray> weights, JsonNode golden) {
    double[] sums = weights.stream().mapToDouble(w -> w.sumNumber().doubleValue()).toArray();
    return Reference.maxDifference(sums, Reference.vector(golden));
  }
}
