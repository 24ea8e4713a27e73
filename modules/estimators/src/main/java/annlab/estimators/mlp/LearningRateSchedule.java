package annlab.estimators.mlp;

/** How the solver sgd changes its learning rate, under scikit-learn's names. */
public enum LearningRateSchedule {
  /** {@code learningRateInit} throughout. */
  CONSTANT,
  /** {@code learningRateInit / (rows seen + 1)^powerT}, set at the end of each epoch. */
  INVSCALING,
  /**
   * {@code learningRateInit}, divided by 5 each time that training would stop, until it is 1e-6 or
   * less.
   */
  ADAPTIVE
}
