package annlab.estimators.perceptron;

import annlab.estimators.internal.Range;

/**
 * scikit-learn's {@code SGDClassifier(loss="perceptron", learning_rate="constant", penalty=None)}:
 * stochastic gradient descent on the loss {@code max(0, -y z)}. Perceptron is its special case with
 * {@code eta0 = 1}.
 */
public final class SGDClassifier extends PerceptronLearner<SGDClassifier> {
  /**
   * With the perceptron loss, a constant rate and no penalty.
   *
   * @param eta0 the learning rate, in (0, inf)
   * @throws IllegalArgumentException if it is out of range
   */
  public SGDClassifier(double eta0) {
    this(settings(eta0));
  }

  private SGDClassifier(PerceptronSettings settings) {
    super(settings);
  }

  private static PerceptronSettings settings(double eta0) {
    PerceptronSettings settings = new PerceptronSettings();
    settings.eta0 = Range.POSITIVE.check("SGDClassifier", "eta0", eta0);
    return settings;
  }

  @Override
  String name() {
    return "SGDClassifier";
  }

  @Override
  SGDClassifier copy(PerceptronSettings changed) {
    return new SGDClassifier(changed);
  }
}
