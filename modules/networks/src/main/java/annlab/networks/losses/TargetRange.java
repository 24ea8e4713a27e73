package annlab.networks.losses;

/**
 * The targets that a loss has a meaning for.
 *
 * @param least least of them
 * @param most largest of them
 * @param needed them, for the message
 * @param hint what to do about others, for the message
 */
public record TargetRange(double least, double most, String needed, String hint) {
  /** All finite numbers. */
  static final TargetRange ANY =
      new TargetRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "", "");

  /** Probabilities of a cross-entropy. */
  static final TargetRange SHARES =
      new TargetRange(
          0,
          1,
          "y must be in [0, 1] for this cross-entropy",
          "; for class ids use sparse_categorical_crossentropy with a softmax of one output a class");

  /** Of Poisson's distribution. */
  static final TargetRange COUNTS =
      new TargetRange(
          0,
          Double.POSITIVE_INFINITY,
          "y must be in [0, inf) for poisson",
          "; for other numbers use mse");

  public boolean holds(double target) {
    return target >= least && target <= most;
  }
}
