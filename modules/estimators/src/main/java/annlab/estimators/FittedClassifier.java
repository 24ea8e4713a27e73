package annlab.estimators;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A fitted classifier. Whether it also gives probabilities is a matter of its type. */
public interface FittedClassifier extends Fitted {
  /**
   * The classes seen in {@code fit}.
   *
   * @return class ids in ascending order; for a multilabel target the label numbers 0, 1, ...
   */
  List<Integer> classes();

  /** {@inheritDoc} Here the share of rows predicted right, see {@link Scores#accuracy}. */
  @Override
  default double score(INDArray x, INDArray y) {
    return Scores.accuracy(y, predict(x));
  }
}
