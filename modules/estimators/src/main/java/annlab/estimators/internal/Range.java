package annlab.estimators.internal;

/**
 * A range that a parameter must lie in, worded as scikit-learn words it.
 *
 * @param type what the parameter is, as {@code a float}
 * @param text the interval as printed, as {@code [0, inf)}
 * @param low the lower bound
 * @param lowIn whether the bound itself is allowed
 * @param high the upper bound
 * @param highIn whether the bound itself is allowed
 */
public record Range(
    String type, String text, double low, boolean lowIn, double high, boolean highIn) {
  public static final Range NOT_NEGATIVE =
      new Range("a float", "[0, inf)", 0, true, Double.POSITIVE_INFINITY, false);
  public static final Range POSITIVE =
      new Range("a float", "(0, inf)", 0, false, Double.POSITIVE_INFINITY, false);
  public static final Range SHARE = new Range("a float", "[0, 1]", 0, true, 1, true);
  public static final Range BELOW_ONE = new Range("a float", "[0, 1)", 0, true, 1, false);
  static final Range INSIDE_ONE = new Range("a float", "(0, 1)", 0, false, 1, false);
  public static final Range COUNT =
      new Range("an int", "[1, inf)", 1, true, Double.POSITIVE_INFINITY, false);
  public static final Range SEED =
      new Range("an int", "[0, 4294967295]", 0, true, 0xffffffffL, true);

  /**
   * Checks a parameter.
   *
   * @param owner the estimator's name
   * @param parameter the parameter's name as scikit-learn writes it
   * @param value what came
   * @return the value
   * @throws IllegalArgumentException if the value is outside, naming parameter, range and value
   */
  public double check(String owner, String parameter, double value) {
    if (!holds(value)) {
      throw rejected(owner, parameter, String.valueOf(value));
    }
    return value;
  }

  /** As {@link #check(String, String, double)} for whole numbers. */
  public int check(String owner, String parameter, int value) {
    if (!holds(value)) {
      throw rejected(owner, parameter, String.valueOf(value));
    }
    return value;
  }

  /** As {@link #check(String, String, double)} for seeds, which do not fit an int. */
  public long check(String owner, String parameter, long value) {
    if (!holds((double) value)) {
      throw rejected(owner, parameter, String.valueOf(value));
    }
    return value;
  }

  /** In words, as {@code a float in the range [0, inf)}. */
  String words() {
    return type + " in the range " + text;
  }

  private boolean holds(double value) {
    return (lowIn ? value >= low : value > low) && (highIn ? value <= high : value < high);
  }

  private IllegalArgumentException rejected(String owner, String parameter, String value) {
    return new IllegalArgumentException(
        "The '"
            + parameter
            + "' parameter of "
            + owner
            + " must be "
            + words()
            + ". Got "
            + value
            + " instead.");
  }
}
