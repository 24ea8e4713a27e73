package annlab.estimators.perceptron;

/**
 * Rosenblatt's perceptron as scikit-learn's {@code Perceptron}, bit for bit: neurons with a step
 * activation on DL4J's MultiLayerNetwork, trained row by row from zero weights.
 */
public final class Perceptron extends PerceptronLearner<Perceptron> {
  /** With scikit-learn's defaults. */
  public Perceptron() {
    this(new PerceptronSettings());
  }

  private Perceptron(PerceptronSettings settings) {
    super(settings);
  }

  @Override
  String name() {
    return "Perceptron";
  }

  @Override
  Perceptron copy(PerceptronSettings changed) {
    return new Perceptron(changed);
  }

  /**
   * With another rule for updates and for the end of training.
   *
   * @param rule default: scikit-learn's
   * @return a changed copy
   */
  public Perceptron withRule(PerceptronRule rule) {
    return with(s -> s.rule = rule);
  }
}
