package annlab.estimators.perceptron;

/** When a perceptron's weights change, and when its training stops. */
public enum PerceptronRule {
  /**
   * scikit-learn's: {@code w += eta0 y x}, y being +1 or -1, where {@code y z <= 0}, so a row on
   * the boundary counts as an error for both classes. Stops when the loss no longer falls.
   */
  SCIKIT_LEARN,
  /**
   * The textbook's: {@code w += eta0 (y - yhat) x}, y and yhat being 0 or 1 and yhat = 1 where
   * {@code z >= 0}. Stops after an epoch without an error.
   */
  TEXTBOOK
}
