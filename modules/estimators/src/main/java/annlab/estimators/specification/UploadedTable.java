package annlab.estimators.specification;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A table that somebody uploads: a header, columns of numbers, and the class of each row in the
 * last column. Reading it loads no ND4J.
 *
 * @param columns the names of the columns of numbers, two at least
 * @param target the name of the last column
 * @param classes the classes, two at least
 * @param rows how many rows there are
 */
public record UploadedTable(
    List<String> columns, String target, List<ClassOfRows> classes, int rows) {
  private static final int MAX_CLASSES = 20;
  private static final int MAX_COLUMNS = 100;

  /** So much of a field, or of a header, is repeated in a message. */
  private static final int MAX_SHOWN = 80;

  /**
   * A class.
   *
   * @param id its number in a specification, {@code positive}
   * @param name as it stands in the file
   */
  public record ClassOfRows(int id, String name) {}

  public UploadedTable {
    columns = List.copyOf(columns);
    classes = List.copyOf(classes);
  }

  /**
   * Reads a table.
   *
   * @param name what messages call it
   * @param text its content
   * @param most rows at most
   * @return what is in it
   * @throws IllegalArgumentException if it is no such table; the message is one sentence
   */
  public static UploadedTable read(String name, String text, int most) {
    List<NamedCsvRecord> records = new ArrayList<>();
    int rows = 0;
    String checked = TableText.checked(name, text);
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder()
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofNamedCsvRecord(checked)) {
      for (NamedCsvRecord record : reader) {
        rows++;
        if (rows <= most) { // the others are counted only
          records.add(record);
        }
        if (record.getHeader().size() > MAX_COLUMNS) {
          break;
        }
      }
    } catch (CsvParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + " is no table of comma-separated values: " + shown(String.valueOf(e.getMessage())),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (rows > 0 && records.get(0).getHeader().size() > MAX_COLUMNS) {
      throw new IllegalArgumentException(
          name
              + " has "
              + records.get(0).getHeader().size()
              + " columns; at most "
              + MAX_COLUMNS
              + " are allowed");
    }
    if (rows < 2 || rows > most) {
      throw new IllegalArgumentException(
          name + " must have 2 to " + most + " rows below its header, got " + rows);
    }
    List<String> header = records.get(0).getHeader();
    int last = header.size() - 1;
    if (last < 2) {
      throw new IllegalArgumentException(
          name
              + " has only the columns "
              + shown(header.toString())
              + "; it needs two columns of numbers or more, and the class in the last one");
    }
    List<String> targets = new ArrayList<>();
    for (NamedCsvRecord record : records) {
      check(name, record, header);
      targets.add(record.getField(last).strip());
    }
    List<ClassOfRows> classes =
        classes(
            name,
            targets,
            row ->
                name
                    + " line "
                    + records.get(row).getStartingLineNumber()
                    + ", column '"
                    + shown(header.get(last))
                    + "'");
    return new UploadedTable(header.subList(0, last), header.get(last), classes, rows);
  }

  /** One short line, whatever a file holds. */
  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() > MAX_SHOWN ? line.substring(0, MAX_SHOWN) + "..." : line;
  }

  private static void check(String name, NamedCsvRecord record, List<String> header) {
    String line = name + " line " + record.getStartingLineNumber();
    if (record.getFieldCount() != header.size()) {
      throw new IllegalArgumentException(
          line + " has " + record.getFieldCount() + " fields, the header has " + header.size());
    }
    for (int i = 0; i < header.size() - 1; i++) {
      String text = record.getField(i).strip();
      if (!isNumber(text)) {
        throw new IllegalArgumentException(
            line
                + ", column '"
                + shown(header.get(i))
                + "': expected a number, got '"
                + shown(text)
                + "'");
      }
    }
  }

  private static boolean isNumber(String text) {
    return TableText.number(text).isPresent();
  }

  private static List<ClassOfRows> classes(
      String name, List<String> targets, IntFunction<String> where) {
    int[] ids = TableText.classIds(targets, where);
    List<ClassOfRows> classes =
        IntStream.range(0, ids.length)
            .mapToObj(i -> new ClassOfRows(ids[i], targets.get(i)))
            .distinct()
            .sorted(Comparator.comparingInt(ClassOfRows::id))
            .toList();
    if (classes.size() < 2 || classes.size() > MAX_CLASSES) {
      throw new IllegalArgumentException(
          name
              + " must have 2 to "
              + MAX_CLASSES
              + " classes in its last column, got "
              + classes.size());
    }
    return classes;
  }
}
