package annlab.estimators.specification;

import annlab.datasets.DataUnavailableException;
import annlab.datasets.Samples;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A file of comma-separated values: a header, then numbers. */
final class CsvTable {
  private CsvTable() {}

  /**
   * Reads a table.
   *
   * @param classifies whether the target is a class: then words are allowed, and stand for 0, 1,
   *     ... in alphabetical order
   */
  static DataSpec.Table read(Path file, String target, boolean classifies) {
    if (!Files.isReadable(file)) {
      throw new DataUnavailableException(file + " cannot be read; name a file that is there");
    }
    List<NamedCsvRecord> records = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      reader.forEach(records::add);
    } catch (CsvParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file + " is no table of comma-separated values: " + e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      throw new DataUnavailableException(file + " cannot be read: " + e.getMessage());
    }
    if (records.isEmpty()) {
      throw new IllegalArgumentException(file + " has no rows below its header");
    }
    List<String> header = records.get(0).getHeader();
    int at = header.indexOf(target);
    if (at < 0) {
      throw new IllegalArgumentException(
          file + " has no column '" + target + "'; it has " + header);
    }
    int[] features = IntStream.range(0, header.size()).filter(i -> i != at).toArray();
    double[][] x = new double[records.size()][features.length];
    List<String> targets = new ArrayList<>();
    for (int row = 0; row < x.length; row++) {
      NamedCsvRecord record = records.get(row);
      if (record.getFieldCount() != header.size()) {
        throw new IllegalArgumentException(
            file
                + " line "
                + record.getStartingLineNumber()
                + ": expected "
                + header.size()
                + " fields, got "
                + record.getFieldCount());
      }
      for (int j = 0; j < features.length; j++) {
        x[row][j] = number(file, record, header.get(features[j]), features[j]);
      }
      targets.add(record.getField(at).strip());
    }
    INDArray y = classifies ? classes(targets) : numbers(file, records, target, at);
    List<String> names = IntStream.of(features).mapToObj(header::get).toList();
    return new DataSpec.Table(new Samples(Nd4j.createFromArray(x), y), names);
  }

  private static INDArray numbers(Path file, List<NamedCsvRecord> records, String target, int at) {
    double[] y = new double[records.size()];
    for (int row = 0; row < y.length; row++) {
      y[row] = number(file, records.get(row), target, at);
    }
    return Nd4j.createFromArray(y);
  }

  private static INDArray classes(List<String> targets) {
    return Nd4j.createFromArray(classIds(targets));
  }

  /** Whole numbers stand for themselves, words for 0, 1, ... in alphabetical order. */
  static int[] classIds(List<String> targets) {
    boolean numeric = targets.stream().allMatch(text -> text.matches("-?\\d{1,9}(\\.0*)?"));
    if (numeric) {
      return targets.stream().mapToInt(text -> (int) Double.parseDouble(text)).toArray();
    }
    List<String> classes = targets.stream().sorted().distinct().toList();
    return targets.stream().mapToInt(classes::indexOf).toArray();
  }

  private static double number(Path file, NamedCsvRecord record, String column, int at) {
    String text = record.getField(at).strip();
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        file
            + " line "
            + record.getStartingLineNumber()
            + ", column '"
            + column
            + "': expected a number, got '"
            + text
            + "'");
  }
}
