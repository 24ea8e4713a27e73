package annlab.lab.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A run as a table in long form: {@code run, epoch, quantity, value}, one number per line. Epochs
 * count from 1, as in the site's tables; a final figure has none. NaN and infinity are written as
 * {@code NaN}, {@code Infinity} and {@code -Infinity}.
 */
public final class LongTable {
  private LongTable() {}

  /** The table with its head, as RFC 4180 writes it. */
  public static String of(ExportedRun exported) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      write(exported, csv);
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot be written", e);
    }
    return text.toString();
  }

  private static void write(ExportedRun exported, CsvWriter csv) {
    csv.writeRecord("run", "epoch", "quantity", "value");
    String run = exported.run().id().value();
    for (List<ExportedRun.Value> values : List.of(exported.history(), exported.layers())) {
      for (ExportedRun.Value value : values) {
        csv.writeRecord(
            run,
            Integer.toString(value.epoch() + 1),
            value.quantity(),
            Double.toString(value.value()));
      }
    }
    exported
        .run()
        .summary()
        .metrics()
        .forEach((name, value) -> csv.writeRecord(run, "", name, Double.toString(value)));
  }
}
