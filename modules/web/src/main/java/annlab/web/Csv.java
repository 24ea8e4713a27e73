package annlab.web;

import java.util.List;
import java.util.stream.Collectors;

/** A table as RFC 4180 writes it. */
final class Csv {
  private final StringBuilder text = new StringBuilder();

  /** Adds a line. */
  Csv line(List<String> fields) {
    text.append(fields.stream().map(Csv::quoted).collect(Collectors.joining(","))).append("\r\n");
    return this;
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : "\"" + field.replace("\"", "\"\"") + "\"";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
