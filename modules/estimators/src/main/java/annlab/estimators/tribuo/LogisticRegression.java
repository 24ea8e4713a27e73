package annlab.estimators.tribuo;

import annlab.estimators.Classifier;
import annlab.estimators.internal.ClassLabels;
import annlab.estimators.internal.Inputs;
import annlab.estimators.internal.Range;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tribuo.classification.liblinear.LibLinearClassificationTrainer;
import org.tribuo.classification.liblinear.LinearClassificationType;
import org.tribuo.classification.liblinear.LinearClassificationType.LinearType;

/**
 * Logistic regression with an L2 penalty, by LIBLINEAR through Tribuo: scikit-learn's {@code
 * LogisticRegression(solver="liblinear")}. Unlike scikit-learn's default solver it penalises the
 * intercept too and sets each of several classes against the rest.
 */
public final class LogisticRegression implements Classifier<FittedLogisticRegression> {
  /** scikit-learn's default inverse strength of the penalty. */
  public static final double C = 1.0;

  private static final String NAME = "LogisticRegression";

  /** Tight enough for six digits of the weights; scikit-learn's default is 1e-4. */
  private static final double TOLERANCE = 1e-8;

  private static final int MAX_ITERATIONS = 1000;

  private final double inverseStrength;

  /**
   * Logistic regression.
   *
   * @param inverseStrength scikit-learn's C, in (0, inf): smaller is a stronger penalty
   * @throws IllegalArgumentException if it is out of range
   */
  public LogisticRegression(double inverseStrength) {
    this.inverseStrength = Range.POSITIVE.check(NAME, "C", inverseStrength);
  }

  @Override
  public FittedLogisticRegression fit(INDArray x, INDArray y) {
    INDArray checked = Inputs.features(x, NAME);
    Inputs.targets(checked, y);
    ClassLabels labels = ClassLabels.of(y);
    var trainer =
        new LibLinearClassificationTrainer(
            new LinearClassificationType(LinearType.L2R_LR),
            inverseStrength,
            MAX_ITERATIONS,
            TOLERANCE);
    var model = trainer.train(TribuoData.classification(checked, labels.indices(y)));
    return new FittedLogisticRegression(new TribuoClassifier(NAME, model, labels, checked));
  }
}
