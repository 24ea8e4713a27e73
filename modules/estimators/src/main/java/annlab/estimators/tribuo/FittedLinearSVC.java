package annlab.estimators.tribuo;

import annlab.estimators.FittedClassifier;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A fitted linear support vector machine. It gives no probabilities. */
public final class FittedLinearSVC implements FittedClassifier {
  private final TribuoClassifier classifier;

  FittedLinearSVC(TribuoClassifier classifier) {
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
}
