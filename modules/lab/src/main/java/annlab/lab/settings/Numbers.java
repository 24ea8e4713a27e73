package annlab.lab.settings;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them, the same on every machine. */
public final class Numbers {
  /** The chapter gives four decimals at most. */
  private static final int FOUR = 4;

  private static final int MAX_DIGITS = 12;

  /** Tolerances below this compare computations, not outcomes: every digit counts. */
  private static final double SMALL = 1e-6;

  private Numbers() {}

  /** The shortest decimal text that reads back as this number: 0.8894, 3, 1.0E-9. */
  public static String plain(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    double size = Math.abs(value);
    return size == 0 || (size >= 1e-4 && size < 1e9)
        ? exact.toPlainString()
        : exact.toString().replace("E", "e").replace("e+", "e");
  }

  /** Digits behind the decimal point of {@link #plain}, 0 for whole numbers. */
  public static int decimals(double value) {
    return Math.max(0, new BigDecimal(Double.toString(value)).stripTrailingZeros().scale());
  }

  /** So many digits behind the decimal point, rounded half even. */
  public static String fixed(double value, int decimals) {
    return new BigDecimal(Double.toString(value))
        .setScale(decimals, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  /** Four significant digits at least, whole numbers whole. */
  public static String significant(double value) {
    if (!Double.isFinite(value) || value == Math.rint(value)) {
      return plain(value);
    }
    BigDecimal rounded =
        new BigDecimal(Double.toString(value)).round(new MathContext(4, RoundingMode.HALF_EVEN));
    return plain(rounded.doubleValue());
  }

  /** A measured number beside the chapter's: the same decimals, at least those of the tolerance. */
  public static String beside(double value, double chapter, double tolerance) {
    if (!Double.isFinite(value) || tolerance < SMALL) {
      return apart(value, chapter);
    }
    boolean passes = Math.abs(value - chapter) <= tolerance;
    int digits = Math.max(decimals(chapter), decimals(tolerance));
    // A number just outside must not be rounded onto the edge.
    while (digits < MAX_DIGITS && near(fixed(value, digits), chapter, tolerance) != passes) {
      digits++;
    }
    return fixed(value, digits);
  }

  /** Decimal arithmetic, as a reader with pencil would check. */
  private static boolean near(String value, double chapter, double tolerance) {
    return new BigDecimal(value)
            .subtract(BigDecimal.valueOf(chapter))
            .abs()
            .compareTo(BigDecimal.valueOf(tolerance))
        <= 0;
  }

  /** Whether an interval bounds a small error, which is at least 0 by its nature. */
  public static boolean boundsAnError(double low, double high) {
    return low == 0 && high < 1e-3;
  }

  /** A measured number beside an interval. */
  public static String inside(double value, double low, double high) {
    if (boundsAnError(low, high)) {
      return significant(value);
    }
    int digits = FOUR;
    while (digits < MAX_DIGITS
        && (Double.parseDouble(fixed(value, digits)) < low != value < low
            || Double.parseDouble(fixed(value, digits)) > high != value > high)) {
      digits++;
    }
    return value == Math.rint(value) ? plain(value) : fixed(value, digits);
  }

  /** Enough digits to tell two numbers apart; both in full where they are that close. */
  public static String apart(double value, double other) {
    if (!Double.isFinite(value) || (value == Math.rint(value) && other == Math.rint(other))) {
      return plain(value);
    }
    for (int digits = Math.max(FOUR, decimals(other)); digits < MAX_DIGITS; digits++) {
      String text = fixed(value, digits);
      if (value == other || Double.parseDouble(text) != Double.parseDouble(fixed(other, digits))) {
        return text;
      }
    }
    return plain(value);
  }
}
