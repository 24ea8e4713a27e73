package annlab.estimators.mlp;

import annlab.networks.Checkpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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

  /** Goes on from another fit, which scikit-learn counts the epochs of by themselves. */
  MLPProgress(MLPProgress other) {
    lossCurve.addAll(other.lossCurve);
    validationScores.addAll(other.validationScores);
    loss = other.loss;
    bestLoss = other.bestLoss;
    bestValidationScore = other.bestValidationScore;
    bestParameters = other.bestParameters;
    withoutImprovement = other.withoutImprovement;
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

  /** All of it as arrays, for a checkpoint. */
  Map<String, INDArray> state() {
    Map<String, INDArray> state = new LinkedHashMap<>();
    state.put(
        "progress",
        Nd4j.createFromArray(
            loss,
            bestLoss,
            bestValidationScore,
            withoutImprovement,
            iterations,
            (double) rowsSeen));
    put(state, "lossCurve", lossCurve);
    put(state, "validationScores", validationScores);
    if (bestParameters != null) {
      state.put("bestParameters", bestParameters);
    }
    return state;
  }

  private static void put(Map<String, INDArray> state, String name, List<Double> values) {
    if (!values.isEmpty()) {
      state.put(name, Nd4j.create(values.stream().mapToDouble(v -> v).toArray()));
    }
  }

  /** Takes back what {@link #state} gave. */
  void restore(Map<String, INDArray> state) {
    double[] numbers = Checkpoint.numbers(state, "progress", 6);
    loss = numbers[0];
    bestLoss = numbers[1];
    bestValidationScore = numbers[2];
    withoutImprovement = (int) numbers[3];
    iterations = (int) numbers[4];
    rowsSeen = (long) numbers[5];
    take(state, "lossCurve", lossCurve);
    take(state, "validationScores", validationScores);
    bestParameters = state.get("bestParameters");
  }

  private static void take(Map<String, INDArray> state, String name, List<Double> into) {
    into.clear();
    INDArray values = state.get(name);
    if (values != null) {
      for (double value : values.toDoubleVector()) {
        into.add(value);
      }
    }
  }
}
