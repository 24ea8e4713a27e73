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
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A file of comma-separated values: a header, then numbers. */
final class CsvTable {
  private CsvTable() {}

  /**
   * Reads a table.
   *
   * @param kind what the target column stands for
   */
  static DataSpec.Table read(Path file, String target, TargetKind kind) {
    List<NamedCsvRecord> records = records(file);
    List<String> header = records.get(0).getHeader();
    int at = column(file, header, target);
    int[] features = IntStream.range(0, header.size()).filter(i -> i != at).toArray();
    INDArray x = features(file, records, features);
    List<String> targets = records.stream().map(record -> record.getField(at).strip()).toList();
    boolean numbers =
        kind == TargetKind.NUMBERS
            || (kind == TargetKind.PROBABILITIES && TableText.numeric(targets));
    INDArray y =
        numbers
            ? numbers(file, records, target, at)
            : Nd4j.createFromArray(
                TableText.classIds(targets, row -> where(file, records.get(row), target)));
    List<String> names = IntStream.of(features).mapToObj(header::get).toList();
    return new DataSpec.Table(new Samples(x, y), names);
  }

  /** Reads a table whose target, if any, is one of its columns. */
  static InputTable read(Path file, Optional<String> target, TargetKind kind) {
    if (target.isPresent()) {
      Samples samples = read(file, target.get(), kind).samples();
      return new InputTable(samples.x(), Optional.of(samples.y()));
    }
    List<NamedCsvRecord> records = records(file);
    int[] all = IntStream.range(0, records.get(0).getHeader().size()).toArray();
    return new InputTable(features(file, records, all), Optional.empty());
  }

  private static int column(Path file, List<String> header, String target) {
    int at = header.indexOf(target);
    if (at < 0) {
      throw new IllegalArgumentException(
          file
              + " has no column '"
              + target
              + "'; it has "
              + header
              + (header.size() == 1 && header.get(0).matches(".*[;\t|].*")
                  ? "; separate the columns by commas"
                  : ""));
    }
    if (header.size() == 1) {
      throw new IllegalArgumentException(
          file + " has no column besides the target '" + target + "'; add columns to learn from");
    }
    if (header.lastIndexOf(target) != at) {
      throw new IllegalArgumentException(
          file + " has more than one column '" + target + "'; name each differently");
    }
    return at;
  }

  private static INDArray features(Path file, List<NamedCsvRecord> records, int[] features) {
    List<String> header = records.get(0).getHeader();
    double[][] x = new double[records.size()][features.length];
    for (int row = 0; row < x.length; row++) {
      NamedCsvRecord record = records.get(row);
      if (record.getFieldCount() != header.size()) {
        throw new IllegalArgumentException(
            where(file, record)
                + ": expected "
                + header.size()
                + " fields, got "
                + record.getFieldCount());
      }
      for (int j = 0; j < features.length; j++) {
        x[row][j] = number(file, record, header.get(features[j]), features[j]);
      }
    }
    return Nd4j.createFromArray(x);
  }

  private static List<NamedCsvRecord> records(Path file) {
    if (!Files.isReadable(file)) {
      throw new DataUnavailableException(file + " cannot be read; name a file that is there");
    }
    List<NamedCsvRecord> records = new ArrayList<>();
    String text;
    try {
      text = TableText.decode(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new DataUnavailableException(file + " cannot be read: " + e.getMessage());
    }
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(text)) {
      reader.forEach(records::add);
    } catch (CsvParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file + " is no table of comma-separated values: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (records.isEmpty()) {
      throw new IllegalArgumentException(file + " has no rows below its header");
    }
    return records;
  }

  private static String where(Path file, NamedCsvRecord record) {
    return file + " line " + record.getStartingLineNumber();
  }

  private static String where(Path file, NamedCsvRecord record, String column) {
    return where(file, record) + ", column '" + column + "'";
  }

  private static INDArray numbers(Path file, List<NamedCsvRecord> records, String target, int at) {
    double[] y = new double[records.size()];
    for (int row = 0; row < y.length; row++) {
      y[row] = number(file, records.get(row), target, at);
    }
    return Nd4j.createFromArray(y);
  }

  private static double number(Path file, NamedCsvRecord record, String column, int at) {
    String text = record.getField(at).strip();
    return TableText.number(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    where(file, record, column) + ": expected a number, got '" + text + "'"));
  }
}
