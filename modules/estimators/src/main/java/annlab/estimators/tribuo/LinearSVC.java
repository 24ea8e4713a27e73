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
 * A linear support vector machine with squared hinge loss, by LIBLINEAR through Tribuo: the solver
 * that scikit-learn's {@code LinearSVC} uses. Each of several classes is set against the rest.
 */
public final class LinearSVC implements Classifier<FittedLinearSVC> {
  /** scikit-learn's default inverse strength of the penalty. */
  public static final double C = 1.0;

  private static final String NAME = "LinearSVC";

  /** scikit-learn's default. */
  private static final double TOLERANCE = 1e-4;

  /** More than scikit-learn's 1000, so that iris converges and the seed does not matter. */
  private static final int MAX_ITERATIONS = 100_000;

  private final double inverseStrength;
  private final long randomState;

  /**
   * A linear support vector machine.
   *
   * @param inverseStrength scikit-learn's C, in (0, inf): smaller is a stronger penalty
   * @param randomState the seed of the order in which rows are visited
   * @throws IllegalArgumentException if a value is out of range
   */
  public LinearSVC(double inverseStrength, long randomState) {
    this.inverseStrength = Range.POSITIVE.check(NAME, "C", inverseStrength);
    this.randomState = Range.SEED.check(NAME, "random_state", randomState);
  }

  @Override
  public FittedLinearSVC fit(INDArray x, INDArray y) {
    INDArray checked = Inputs.features(x, NAME);
    Inputs.targets(checked, y);
    ClassLabels labels = ClassLabels.of(y);
    var trainer =
        new LibLinearClassificationTrainer(
            new LinearClassificationType(LinearType.L2R_L2LOSS_SVC_DUAL),
            inverseStrength,
            MAX_ITERATIONS,
            TOLERANCE,
            randomState);
    var model = trainer.train(TribuoData.classification(checked, labels.indices(y)));
    return new FittedLinearSVC(new TribuoClassifier(NAME, model, labels, checked));
  }
}
