package annlab.estimators;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far a training has come: what scikit-learn keeps from epoch to epoch, and from fit to fit if
 * that starts warm. Changed by one training only, and never after it.
 */
final class MLPProgress {
  final List<Double> lossCurve = new ArrayList<>();
  final List<Double> validationScores = new ArrayList<>();
  double loss = Double.NaN;
  double bestLoss = Double.POSITIVE_INFINITY;
  double bestValidationScore = Double.NEGATIVE_INFINITY;
  @Nullable INDArray bestParameters;
  int withoutImprovement;
  int iterations;
  long rowsSeen;

  MLPProgress() {}

  MLPProgress(MLPProgress other) {
    lossCurve.addAll(other.lossCurve);
    validationScores.addAll(other.validationScores);
    loss = other.loss;
    bestLoss = other.bestLoss;
    bestValidationScore = other.bestValidationScore;
    bestParameters = other.bestParameters;
    withoutImprovement = other.withoutImprovement;
    iterations = other.iterations;
    rowsSeen = other.rowsSeen;
  }

  /** Counts an epoch as one without improvement unless its loss is below the best by tol. */
  void judge(double epochLoss, double tol) {
    withoutImprovement = epochLoss > bestLoss - tol ? withoutImprovement + 1 : 0;
    bestLoss = Math.min(bestLoss, epochLoss);
  }

  /** The same by a validation score, whose best weights are kept. */
  void judgeValidation(double score, double tol, INDArray parameters) {
    validationScores.add(score);
    withoutImprovement = score < bestValidationScore + tol ? withoutImprovement + 1 : 0;
    if (score > bestValidationScore) {
      bestValidationScore = score;
      bestParameters = parameters;
    }
  }
}
