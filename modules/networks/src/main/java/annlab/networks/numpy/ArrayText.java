package annlab.networks.numpy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Prints arrays as NumPy does (numpy/core/arrayprint.py with its defaults): up to 8 decimals, as
 * few as tell the numbers apart, aligned in columns; of more than 1,000 numbers the first and last
 * three of each dimension.
 */
public final class ArrayText {
  private static final int PRECISION = 8;
  private static final int THRESHOLD = 1000;
  private static final int EDGE = 3;
  private static final int LINE = 75;

  private final INDArray array;
  private final boolean shortened;
  private final boolean single;
  private List<String> cells = new ArrayList<>();
  private int next;

  private ArrayText(INDArray array) {
    this.array = array;
    this.shortened = array.length() > THRESHOLD;
    this.single = array.dataType() == DataType.FLOAT;
  }

  /**
   * The text of an array.
   *
   * @param array of any shape and number type
   * @return what NumPy's {@code print} shows, without a line feed at the end
   */
  public static String of(INDArray array) {
    ArrayText text = new ArrayText(array);
    List<Double> shown = new ArrayList<>();
    text.collect(shown, new long[array.rank()], 0);
    text.cells = text.format(shown);
    return array.rank() == 0 ? text.cells.get(0).trim() : text.lines(0, " ");
  }

  private List<Long> indices(int dimension) {
    long size = array.size(dimension);
    List<Long> all = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      if (!shortened || size <= 2 * EDGE || i < EDGE || i >= size - EDGE) {
        all.add(i);
      }
    }
    return all;
  }

  private boolean gap(int dimension) {
    return shortened && array.size(dimension) > 2 * EDGE;
  }

  private void collect(List<Double> into, long[] at, int dimension) {
    if (dimension == at.length) {
      into.add(array.getDouble(at));
      return;
    }
    for (long index : indices(dimension)) {
      at[dimension] = index;
      collect(into, at, dimension + 1);
    }
  }

  private String lines(int dimension, String indent) {
    List<String> parts = new ArrayList<>();
    boolean last = dimension == array.rank() - 1;
    int count = indices(dimension).size();
    for (int i = 0; i < count; i++) {
      if (gap(dimension) && i == EDGE) {
        parts.add("...");
      }
      parts.add(last ? cells.get(next++) : lines(dimension + 1, indent + " "));
    }
    return "["
        + (last ? broken(parts, indent) : String.join(separator(dimension) + indent, parts))
        + "]";
  }

  /** Words in lines of NumPy's width, which leaves room for the closing brackets. */
  private String broken(List<String> words, String indent) {
    StringBuilder out = new StringBuilder();
    int column = indent.length();
    for (String word : words) {
      if (column > indent.length() && column + word.length() > LINE - array.rank()) {
        out.setLength(out.length() - 1);
        out.append('\n').append(indent);
        column = indent.length();
      }
      out.append(word).append(' ');
      column += word.length() + 1;
    }
    return out.substring(0, Math.max(0, out.length() - 1));
  }

  /** One line feed between rows, one more for each dimension further out. */
  private String separator(int dimension) {
    return "\n".repeat(array.rank() - 1 - dimension);
  }

  private List<String> format(List<Double> values) {
    if (array.dataType().isIntType()) {
      return padded(values.stream().map(v -> Long.toString(v.longValue())).toList());
    }
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value) && value != 0) {
        largest = Math.max(largest, Math.abs(value));
        smallest = Math.min(smallest, Math.abs(value));
      }
    }
    boolean exponents =
        largest >= 1e8 || (largest > 0 && (smallest < 1e-4 || largest / smallest > 1000));
    return exponents ? scientific(values) : positional(values);
  }

  private List<String> positional(List<Double> values) {
    int decimals = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        decimals = Math.max(decimals, Math.min(PRECISION, shortest(value).scale()));
      }
    }
    List<String> texts = new ArrayList<>();
    for (double value : values) {
      texts.add(Double.isFinite(value) ? rounded(value, decimals) : special(value));
    }
    return padded(texts);
  }

  /** The number with as many decimals as it needs, then blanks, so that points are aligned. */
  private String rounded(double value, int decimals) {
    BigDecimal number = shortest(value);
    if (number.scale() > PRECISION) {
      number = new BigDecimal(value).setScale(PRECISION, RoundingMode.HALF_EVEN);
    }
    String text =
        number
            .stripTrailingZeros()
            .setScale(Math.max(0, number.stripTrailingZeros().scale()), RoundingMode.UNNECESSARY)
            .toPlainString();
    if ((value == 0 && 1 / value < 0) || (value < 0 && number.signum() == 0)) {
      text = "-" + text;
    }
    String pointed = text.contains(".") ? text : text + ".";
    int have = pointed.length() - pointed.indexOf('.') - 1;
    return pointed + " ".repeat(decimals - have);
  }

  private List<String> scientific(List<Double> values) {
    int decimals = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        decimals = Math.max(decimals, Math.min(PRECISION, shortest(value).precision() - 1));
      }
    }
    List<String> texts = new ArrayList<>();
    for (double value : values) {
      if (!Double.isFinite(value)) {
        texts.add(special(value));
        continue;
      }
      BigDecimal exact =
          value == 0
              ? BigDecimal.ZERO
              : new BigDecimal(value).round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN));
      int exponent = value == 0 ? 0 : exact.precision() - exact.scale() - 1;
      String digits =
          String.format(Locale.ROOT, "%." + decimals + "f", exact.movePointLeft(exponent));
      String pointed = digits.contains(".") ? digits : digits + ".";
      texts.add(
          pointed
              + String.format(
                  Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent)));
    }
    return padded(texts);
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }

  private static List<String> padded(List<String> texts) {
    int width = texts.stream().mapToInt(String::length).max().orElse(0);
    return texts.stream().map(text -> " ".repeat(width - text.length()) + text).toList();
  }

  /** The fewest digits that tell the number from its neighbours in the array's type. */
  private BigDecimal shortest(double value) {
    if (value == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal exact = new BigDecimal(value);
    int most = single ? 9 : 17;
    for (int digits = 1; digits < most; digits++) {
      BigDecimal shorter = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      boolean same =
          single ? shorter.floatValue() == (float) value : shorter.doubleValue() == value;
      if (same) {
        return shorter.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(most, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }
}
