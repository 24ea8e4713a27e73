package annlab.networks.callbacks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Python's format specification for a number, {@code
 * [[fill]align][sign][0][width][,][.precision][type]} (docs.python.org, Format Specification
 * Mini-Language), without the types of other bases.
 *
 * @param fill what pads
 * @param align {@code <}, {@code >}, {@code ^} or {@code =} (behind the sign)
 * @param sign {@code -}, {@code +} or a space
 * @param width least length
 * @param grouping a comma, an underscore, or nothing
 * @param precision digits; -1 for none given
 * @param type {@code d}, {@code e}, {@code f}, {@code g}, {@code %}, their capitals, or nothing
 */
record PythonFormat(
    String fill,
    String align,
    String sign,
    int width,
    String grouping,
    int precision,
    String type) {
  private static final Pattern SPECIFICATION =
      Pattern.compile(
          "(?:(.)?([<>=^]))?([-+ ])?(0)?(\\d{0,3})([,_])?(?:\\.(\\d{1,2}))?([deEfFgG%])?");

  /** Digits of {@code e}, {@code f}, {@code g} and {@code %} where none are given. */
  private static final int DIGITS = 6;

  static PythonFormat of(String text) {
    Matcher parts = SPECIFICATION.matcher(text);
    if (!parts.matches()) {
      throw wrong(text, "is not one of a number's in Python, as 02d, .3f, .2e or .4g");
    }
    boolean zero = parts.group(4) != null;
    String align = or(parts.group(2), zero ? "=" : ">");
    String digits = or(parts.group(7), "");
    return new PythonFormat(
        or(parts.group(1), zero && parts.group(2) == null ? "0" : " "),
        align,
        or(parts.group(3), "-"),
        parts.group(5).isEmpty() ? 0 : Integer.parseInt(parts.group(5)),
        or(parts.group(6), ""),
        digits.isEmpty() ? -1 : Integer.parseInt(digits),
        or(parts.group(8), ""));
  }

  private static String or(@org.jspecify.annotations.Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException("the format '" + text + "' " + why);
  }

  /** An integer, which every type can write. */
  String integer(int value) {
    if (type.isEmpty() || type.equals("d")) {
      if (precision >= 0) {
        throw wrong("." + precision + type, "has a precision, which integers do not take");
      }
      return padded(value < 0, grouped(Integer.toString(Math.abs(value))));
    }
    return number(value);
  }

  /** A number with a decimal point. */
  String number(double value) {
    if (type.equals("d")) {
      throw wrong("d", "is for integers, as the epoch; take .0f");
    }
    if (!Double.isFinite(value)) {
      String word = Double.isNaN(value) ? "nan" : "inf";
      return padded(value < 0, capital(word) + (type.equals("%") ? "%" : ""));
    }
    boolean negative = value < 0 || (value == 0 && 1 / value < 0);
    return padded(negative, capital(magnitude(Math.abs(value))));
  }

  private String capital(String text) {
    boolean upper = !type.isEmpty() && Character.isUpperCase(type.charAt(0));
    return upper ? text.toUpperCase(Locale.ROOT) : text;
  }

  private String magnitude(double value) {
    int digits = precision < 0 ? DIGITS : precision;
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "e" -> exponential(value, digits);
      case "f" -> grouped(fixed(value, digits));
      case "%" -> grouped(fixed(value * 100, digits)) + "%";
      case "g" -> general(value, Math.max(1, digits), false);
      default -> precision < 0 ? shortest(value) : general(value, Math.max(1, digits), true);
    };
  }

  private static String fixed(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static int exponent(BigDecimal value) {
    return value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
  }

  private static BigDecimal rounded(double value, int significant) {
    return new BigDecimal(value)
        .round(new java.math.MathContext(significant, RoundingMode.HALF_EVEN));
  }

  private static String exponential(double value, int digits) {
    BigDecimal rounded = rounded(value, digits + 1);
    int exponent = exponent(rounded);
    String mantissa =
        rounded.movePointLeft(exponent).setScale(digits, RoundingMode.UNNECESSARY).toPlainString();
    return mantissa
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  /** Python's g; without a type a number keeps one digit behind its point. */
  private String general(double value, int significant, boolean pointed) {
    BigDecimal rounded = rounded(value, significant);
    int exponent = exponent(rounded);
    // without a type Python turns to an exponent one digit earlier
    if (exponent < -4 || exponent >= (pointed ? Math.max(1, significant - 1) : significant)) {
      String mantissa = stripped(rounded.movePointLeft(exponent));
      return mantissa
          + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
    String plain = stripped(rounded);
    return grouped(pointed && plain.indexOf('.') < 0 ? plain + ".0" : plain);
  }

  private static String stripped(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** Python's repr: the shortest digits that read back as the same number. */
  private String shortest(double value) {
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = exponent(digits);
    if (value != 0 && (exponent < -4 || exponent >= 16)) {
      return stripped(digits.movePointLeft(exponent))
          + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
    String plain = stripped(digits);
    return grouped(plain.indexOf('.') < 0 ? plain + ".0" : plain);
  }

  private String grouped(String plain) {
    if (grouping.isEmpty()) {
      return plain;
    }
    int point = plain.indexOf('.');
    String whole = point < 0 ? plain : plain.substring(0, point);
    String rest = point < 0 ? "" : plain.substring(point);
    return whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", grouping) + rest;
  }

  private String padded(boolean negative, String magnitude) {
    String before = negative ? "-" : sign.equals("-") ? "" : sign;
    int missing = Math.max(0, width - before.length() - magnitude.length());
    return switch (align) {
      case "<" -> before + magnitude + fill.repeat(missing);
      case "^" ->
          fill.repeat(missing / 2) + before + magnitude + fill.repeat(missing - missing / 2);
      case "=" -> before + fill.repeat(missing) + magnitude;
      default -> fill.repeat(missing) + before + magnitude;
    };
  }
}
