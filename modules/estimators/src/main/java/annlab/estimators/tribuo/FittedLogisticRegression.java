package annlab.estimators.tribuo;

import annlab.estimators.FittedProbabilisticClassifier;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A fitted logistic regression. */
public final class FittedLogisticRegression implements FittedProbabilisticClassifier {
  private final TribuoClassifier classifier;

  FittedLogisticRegression(TribuoClassifier classifier) {
    this.classifier = classifier;
  }

  @Override
  public int features() {
    return classifier.features();
  }

  @Override
  public List<Integer> classes() {
    return classifier.labels().classes();
  }

  @Override
  public INDArray predict(INDArray x) {
    return classifier.predict(x);
  }

  @Override
  public INDArray predictProba(INDArray x) {
    return classifier.scores(x);
  }
}
