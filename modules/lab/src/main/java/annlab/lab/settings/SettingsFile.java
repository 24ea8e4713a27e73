package annlab.lab.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lines {@code key = value}. */
final class SettingsFile {
  /** A comment begins where a word begins, so that a path may have a {@code #} in it. */
  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");

  /** A value in quotes, with a comment after it or none. */
  private static final Pattern QUOTED = Pattern.compile("([\"'])(.*?)\\1\\s*(#.*)?");

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private SettingsFile() {}

  /**
   * Reads a file.
   *
   * @param file need not be there
   * @param keys those that are known
   * @return the values
   * @throws IllegalArgumentException if a line sets nothing known, no value, or a key for a second
   *     time
   * @throws PrerequisiteException if the file cannot be read
   */
  static Map<String, String> read(Path file, List<String> keys) {
    Map<String, String> values = new TreeMap<>();
    if (!Files.isRegularFile(file)) {
      return values;
    }
    Map<String, Integer> lines = new HashMap<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      String where = String.format(Locale.ROOT, "%s line %d: ", file, number);
      String text = COMMENT.matcher(line).replaceFirst("").strip();
      if (text.isEmpty()) {
        continue;
      }
      int equals = text.indexOf('=');
      String key = equals < 0 ? text : text.substring(0, equals).strip();
      if (equals < 0 || !keys.contains(key)) {
        throw new IllegalArgumentException(
            where
                + "'"
                + text
                + "' sets nothing known; write KEY = VALUE with one of the keys "
                + String.join(", ", keys));
      }
      String value = value(line.substring(line.indexOf('=') + 1).strip(), where);
      if (value.isEmpty()) {
        throw new IllegalArgumentException(
            where + "'" + key + "' has no value; write one, or remove the line for the default");
      }
      Integer first = lines.putIfAbsent(key, number);
      if (first != null) {
        throw new IllegalArgumentException(
            where + "'" + key + "' is set a second time, after line " + first + "; remove one");
      }
      values.put(key, value);
    }
    return values;
  }

  private static String value(String text, String where) {
    Matcher quoted = QUOTED.matcher(text);
    if (quoted.matches()) {
      return quoted.group(2).strip();
    }
    if (text.startsWith("\"") || text.startsWith("'")) {
      throw new IllegalArgumentException(
          where + text + " does not end with the quote that it begins with");
    }
    return COMMENT.matcher(text).replaceFirst("").strip();
  }

  private static List<String> lines(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      if (!lines.isEmpty() && lines.get(0).startsWith(BYTE_ORDER_MARK)) {
        lines.set(0, lines.get(0).substring(BYTE_ORDER_MARK.length()));
      }
      return lines;
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot read " + file + ": " + e.getMessage() + "; make it a readable text in UTF-8", e);
    }
  }
}
