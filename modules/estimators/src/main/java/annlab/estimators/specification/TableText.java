package annlab.estimators.specification;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** The characters, numbers and classes of a table. */
final class TableText {
  /** What pandas takes for a missing value. */
  private static final Set<String> MISSING =
      Set.of(
          "",
          "#N/A",
          "#N/A N/A",
          "#NA",
          "-1.#IND",
          "-1.#QNAN",
          "-NaN",
          "-nan",
          "1.#IND",
          "1.#QNAN",
          "<NA>",
          "N/A",
          "NA",
          "NULL",
          "NaN",
          "None",
          "n/a",
          "nan",
          "null");

  /** A number as NumPy and JSON write one; Java would also read 1d, 3f and 0x2p0. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");

  /** So much of a field is repeated in a message. */
  private static final int MAX_SHOWN = 80;

  private static final char MARK = '\uFEFF';
  private static final char UNKNOWN = '\uFFFD';

  private TableText() {}

  /**
   * Decodes a file: UTF-8, or UTF-16 with its byte order mark.
   *
   * @param name what messages call it
   * @throws IllegalArgumentException which names the first byte that is no UTF-8, with its line
   */
  static String decode(String name, byte[] bytes) {
    if (bytes.length >= 2 && isUtf16(bytes)) {
      try {
        return checked(name, strict(StandardCharsets.UTF_16, bytes));
      } catch (CharacterCodingException e) {
        throw new IllegalArgumentException(
            name + " begins as UTF-16, but is not; save it as UTF-8", e);
      }
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, out, true);
    if (result.isError()) {
      throw notUtf8(name, bytes, in.position());
    }
    return checked(name, out.flip().toString());
  }

  private static boolean isUtf16(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return (first == 0xfe && second == 0xff) || (first == 0xff && second == 0xfe);
  }

  private static String strict(Charset charset, byte[] bytes) throws CharacterCodingException {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }

  private static IllegalArgumentException notUtf8(String name, byte[] bytes, int at) {
    String before = new String(bytes, 0, at, StandardCharsets.ISO_8859_1);
    long line = before.chars().filter(c -> c == '\n').count() + 1;
    String inLine = before.substring(before.lastIndexOf('\n') + 1);
    int field = (int) inLine.chars().filter(c -> c == ',').count();
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    List<String> header = List.of(all.lines().findFirst().orElse("").split(",", -1));
    String column =
        line > 1 && field < header.size() ? ", column '" + header.get(field).strip() + "'" : "";
    return new IllegalArgumentException(
        name
            + " line "
            + line
            + column
            + String.format(": the byte 0x%02X is no UTF-8; save the table as UTF-8", bytes[at]));
  }

  /**
   * Takes the byte order mark from a text, as spreadsheets put it before a table.
   *
   * @param name what messages call it
   * @throws IllegalArgumentException if it holds characters that say it was decoded wrongly
   */
  static String checked(String name, String text) {
    int zero = text.indexOf('\0');
    int unknown = text.indexOf(UNKNOWN);
    if (zero >= 0) {
      throw new IllegalArgumentException(
          name
              + " line "
              + line(text, zero)
              + " holds a zero byte, as UTF-16 without a byte order mark does; save the table as"
              + " UTF-8");
    }
    if (unknown >= 0) {
      throw new IllegalArgumentException(
          name
              + " line "
              + line(text, unknown)
              + " holds the character U+FFFD, which stands for bytes that are no UTF-8; save the"
              + " table as UTF-8");
    }
    return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
  }

  private static String shown(String text) {
    return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
  }

  private static long line(String text, int at) {
    return text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
  }

  /** A finite number; empty for anything else. */
  static OptionalDouble number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(text);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  static boolean missing(String text) {
    return MISSING.contains(text);
  }

  /** Whether all are numbers. */
  static boolean numeric(List<String> targets) {
    return targets.stream().allMatch(text -> number(text).isPresent());
  }

  /**
   * The class of each row: integers stand for themselves, words and integers too large for that for
   * 0, 1, ... in their order.
   *
   * @param targets the fields, stripped
   * @param where names a row, for messages
   * @throws IllegalArgumentException if a label is missing, or is a number but no integer
   */
  static int[] classIds(List<String> targets, IntFunction<String> where) {
    for (int row = 0; row < targets.size(); row++) {
      if (missing(targets.get(row))) {
        throw new IllegalArgumentException(
            where.apply(row)
                + ": the label is missing, got '"
                + targets.get(row)
                + "'; fill it in or leave out the row");
      }
    }
    if (!numeric(targets)) {
      List<String> classes = targets.stream().sorted().distinct().toList();
      return targets.stream().mapToInt(classes::indexOf).toArray();
    }
    double[] values = targets.stream().mapToDouble(text -> number(text).orElseThrow()).toArray();
    boolean small = true;
    for (int row = 0; row < values.length; row++) {
      if (values[row] != Math.rint(values[row])) {
        throw new IllegalArgumentException(
            where.apply(row)
                + ": expected a class, got the number "
                + shown(targets.get(row))
                + "; for numbers take a regressor, or a loss such as mse");
      }
      small &= Math.abs(values[row]) <= Integer.MAX_VALUE;
    }
    if (small) {
      return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
    }
    double[] classes = Arrays.stream(values).sorted().distinct().toArray();
    return Arrays.stream(values).mapToInt(value -> Arrays.binarySearch(classes, value)).toArray();
  }
}
