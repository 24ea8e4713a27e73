package annlab.experiments.deeplearning4j;

import static annlab.experiments.deeplearning4j.Difference.differing;
import static annlab.experiments.deeplearning4j.LinearUnit.floats;
import static annlab.experiments.deeplearning4j.LinearUnit.row;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.evaluation.EvaluationAveraging;
import org.nd4j.evaluation.classification.ConfusionMatrix;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What DL4J's evaluation counts otherwise. */
final class Evaluations {
  private static final Tolerance ROUNDED =
      new Tolerance(0.002, "the cancellation depends on the order of float32 additions");

  private Evaluations() {}

  static List<Difference> all() {
    return List.of(
        differing(
                "macro-f1",
                Topic.EVALUATION,
                "Macro F1 leaves out a class that the model never predicts, so a model that has"
                    + " forgotten a class looks better.")
            .in(Libraries.SKLEARN, "f1_score(y, predicted, average=\"macro\")", 4 / 9.0)
            .dl4j("evaluation.f1()", 2 / 3.0, Tolerance.DOUBLES, Evaluations::macroF1)
            .instead(
                "average evaluation.f1(i) over all classes i",
                Tolerance.DOUBLES,
                Evaluations::macroF1OfAllClasses),
        differing(
                "matthews",
                Topic.EVALUATION,
                "Matthews' correlation of several classes is the mean over one-against-the-rest,"
                    + " not the coefficient of the whole confusion matrix.")
            .in(Libraries.SKLEARN, "matthews_corrcoef(y, predicted)", 3 / 7.0)
            .dl4j(
                "evaluation.matthewsCorrelation(EvaluationAveraging.Macro)",
                0.4222222222222222,
                Tolerance.DOUBLES,
                Evaluations::matthews)
            .instead(
                "compute Gorodkin's coefficient from the confusion matrix",
                Tolerance.DOUBLES,
                Evaluations::matthewsOfTheMatrix),
        differing(
                "auc-ties",
                Topic.EVALUATION,
                "The area under the ROC curve counts tied scores in the order of the rows: here"
                    + " 0.75 or 1 by the order, for one and the same model.")
            .in(Libraries.SKLEARN, "roc_auc_score(y, scores)", 0.875)
            .dl4j("roc.calculateAUC()", 0.75, Tolerance.DOUBLES, Evaluations::areaWithTies)
            .instead(
                "count pairs of a positive and a negative row, ties as a half",
                Tolerance.DOUBLES,
                Evaluations::areaOfPairs),
        differing(
                "auc-one-class",
                Topic.EVALUATION,
                "The area under the ROC curve over rows of one class is NaN, Keras' is 0.")
            .in(Libraries.KERAS, "metrics.AUC() of rows of one class: results that are numbers", 1)
            .dl4j("roc.calculateAUC()", 0, Tolerance.COUNT, () -> numbers(areaOfOneClass(false)))
            .instead(
                "ask for getCountActualPositive and getCountActualNegative before",
                Tolerance.COUNT,
                () -> numbers(areaOfOneClass(true))),
        differing(
                "average-precision",
                Topic.EVALUATION,
                "The area under the precision-recall curve joins its points by straight lines,"
                    + " which scikit-learn warns of; average precision takes steps.")
            .in(Libraries.SKLEARN, "average_precision_score(y, scores)", 34 / 45.0)
            .dl4j(
                "roc.calculateAUCPR()", 32 / 45.0, Tolerance.DOUBLES, Evaluations::areaOfPrecision)
            .instead(
                "add up precision times the growth of recall, from the highest score down",
                Tolerance.DOUBLES,
                Evaluations::averagePrecision),
        differing(
                "r2-float32",
                Topic.EVALUATION,
                "R² of float32 arrays goes above 1, its greatest possible value, once the targets"
                    + " are large beside their spread; the correlation is then NaN.")
            .in(Libraries.SKLEARN, "r2_score(y, predicted)", 0.996)
            .dl4j(
                "regressionEvaluation.rSquared(0) of float arrays",
                1.0022,
                ROUNDED,
                () -> Evaluations.rSquared(DataType.FLOAT))
            .instead(
                "cast targets and predictions to double before eval",
                new Tolerance(1e-6, "double keeps nine digits of sums of 1e8"),
                () -> Evaluations.rSquared(DataType.DOUBLE)),
        differing(
                "rmse-outputs",
                Topic.EVALUATION,
                "The root mean squared error of several outputs is the mean of each output's root,"
                    + " Keras' the root of the mean over all.")
            .in(Libraries.KERAS, "metrics.RootMeanSquaredError()", 5)
            .dl4j(
                "regressionEvaluation.averagerootMeanSquaredError()",
                4,
                Tolerance.FLOATS,
                Evaluations::meanOfRoots)
            .instead(
                "take the root of averageMeanSquaredError()",
                Tolerance.FLOATS,
                Evaluations::rootOfMean));
  }

  private static Evaluation evaluation(int[] labels, int[] predicted) {
    Evaluation evaluation = new Evaluation(3);
    for (int i = 0; i < labels.length; i++) {
      evaluation.eval(predicted[i], labels[i]);
    }
    return evaluation;
  }

  // listing: DL4J-macro-f1, DL4J-macro-f1-remedy
  static double macroF1() {
    return neverTheThirdClass().f1();
  }

  static double macroF1OfAllClasses() {
    Evaluation evaluation = neverTheThirdClass();
    return IntStream.range(0, 3).mapToDouble(evaluation::f1).average().orElseThrow();
  }

  private static Evaluation neverTheThirdClass() {
    int[] labels = {0, 0, 1, 1, 2};
    int[] predicted = {0, 0, 1, 0, 0};
    return evaluation(labels, predicted);
  }

  // end listing

  private static Evaluation everyClass() {
    int[] labels = {0, 0, 1, 1, 2, 2, 0, 2};
    int[] predicted = {0, 0, 0, 1, 1, 2, 2, 2};
    return evaluation(labels, predicted);
  }

  // listing: DL4J-matthews
  static double matthews() {
    int[] labels = {0, 0, 1, 1, 2, 2, 0, 2};
    int[] predicted = {0, 0, 0, 1, 1, 2, 2, 2};
    Evaluation evaluation = evaluation(labels, predicted);
    return evaluation.matthewsCorrelation(EvaluationAveraging.Macro);
  }

  // end listing

  // listing: DL4J-matthews-remedy
  static double matthewsOfTheMatrix() {
    ConfusionMatrix<Integer> counts = everyClass().getConfusionMatrix();
    double rows = 0, right = 0, crossed = 0, actual = 0, predicted = 0;
    for (int k : counts.getClasses()) {
      rows += counts.getActualTotal(k);
      right += counts.getCount(k, k);
      crossed += (double) counts.getActualTotal(k) * counts.getPredictedTotal(k);
      actual += Math.pow(counts.getActualTotal(k), 2);
      predicted += Math.pow(counts.getPredictedTotal(k), 2);
    }
    double scale = Math.sqrt((rows * rows - actual) * (rows * rows - predicted));
    return (right * rows - crossed) / scale;
  }

  // end listing

  // listing: DL4J-auc-ties
  static double areaWithTies() {
    INDArray labels = floats(row(1), row(0), row(1), row(0));
    INDArray scores = floats(row(0.9), row(0.5), row(0.5), row(0.1));
    ROC roc = new ROC();
    roc.eval(labels, scores);
    return roc.calculateAUC();
  }

  // end listing

  // listing: DL4J-auc-ties-remedy
  static double areaOfPairs() {
    double[] positive = {0.9, 0.5};
    double[] negative = {0.5, 0.1};
    double won = 0;
    for (double p : positive) {
      for (double n : negative) {
        won += p > n ? 1 : p == n ? 0.5 : 0;
      }
    }
    return won / (positive.length * negative.length);
  }

  // end listing

  private static double numbers(double value) {
    return Double.isNaN(value) ? 0 : 1;
  }

  // listing: DL4J-auc-one-class, DL4J-auc-one-class-remedy
  private static ROC oneClass() {
    ROC roc = new ROC();
    roc.eval(floats(row(1), row(1)), floats(row(0.9), row(0.5)));
    return roc;
  }

  static double areaOfOneClass(boolean checked) {
    ROC roc = oneClass();
    boolean both = roc.getCountActualPositive() > 0 && roc.getCountActualNegative() > 0;
    return both || !checked ? roc.calculateAUC() : 0;
  }

  // end listing

  // listing: DL4J-average-precision
  static double areaOfPrecision() {
    INDArray labels = floats(row(1), row(0), row(1), row(0), row(1));
    INDArray scores = floats(row(0.9), row(0.8), row(0.7), row(0.6), row(0.5));
    ROC roc = new ROC();
    roc.eval(labels, scores);
    return roc.calculateAUCPR();
  }

  // end listing

  /** A row's score and whether it is positive. */
  private record Scored(double score, boolean positive) {}

  // listing: DL4J-average-precision-remedy
  static double averagePrecision() {
    List<Scored> rows = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      rows.add(new Scored(0.9 - 0.1 * i, i % 2 == 0));
    }
    rows.sort(Comparator.comparing(Scored::score).reversed());
    double found = 0, sum = 0;
    for (int i = 0; i < rows.size(); i++) {
      found += rows.get(i).positive() ? 1 : 0;
      sum += rows.get(i).positive() ? found / (i + 1) : 0;
    }
    return sum / found;
  }

  // end listing

  // listing: DL4J-r2-float32, DL4J-r2-float32-remedy
  static double rSquared(DataType type) {
    double[][] targets = {{10000}, {10001}, {10002}, {10003}};
    double[][] predicted = {{10000}, {10001.1}, {10002}, {10002.9}};
    RegressionEvaluation evaluation = new RegressionEvaluation(1);
    evaluation.eval(floats(targets).castTo(type), Nd4j.create(predicted).castTo(type));
    return evaluation.rSquared(0);
  }

  // end listing

  // listing: DL4J-rmse-outputs, DL4J-rmse-outputs-remedy
  static double meanOfRoots() {
    return errorsOfOneAndSeven().averagerootMeanSquaredError();
  }

  static double rootOfMean() {
    return Math.sqrt(errorsOfOneAndSeven().averageMeanSquaredError());
  }

  private static RegressionEvaluation errorsOfOneAndSeven() {
    RegressionEvaluation evaluation = new RegressionEvaluation(2);
    evaluation.eval(floats(row(0, 0), row(0, 0)), floats(row(1, 7), row(1, 7)));
    return evaluation;
  }

  // end listing
}
