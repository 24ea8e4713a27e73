package annlab.lab.report;

import annlab.lab.settings.Numbers;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.store.RunStore;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A published training and ours from its seed, epoch by epoch, as a run keeps them in the file
 * {@value #FILE}: columns {@code epoch} and, for each series, {@code published_X} and {@code
 * our_X}.
 *
 * @param source the run
 * @param series names of the series, as {@code val_loss}
 * @param epochs one line for each epoch
 * @param pictures the figures of that run
 */
record PublishedCurve(
    Report.Source source,
    List<String> series,
    List<EpochLine> epochs,
    List<Report.Picture> pictures) {
  /** The file that makes a run one to show. */
  static final String FILE = "published-and-ours.csv";

  private static final String PUBLISHED = "published_";
  private static final String OURS = "our_";

  /** An epoch's numbers, in the order of the series. */
  record EpochLine(String epoch, List<Double> published, List<Double> ours) {
    EpochLine {
      published = List.copyOf(published);
      ours = List.copyOf(ours);
    }
  }

  PublishedCurve {
    series = List.copyOf(series);
    epochs = List.copyOf(epochs);
    pictures = List.copyOf(pictures);
  }

  /** What a run has to show; empty for most runs. */
  static Optional<PublishedCurve> of(
      RunStore store, Report.Source source, List<Report.Picture> pictures) {
    return store
        .files()
        .find(source.run().id(), FILE)
        .map(
            file -> {
              try {
                return read(source, Files.readString(file.file()), pictures);
              } catch (IOException e) {
                throw new PrerequisiteException(
                    "file "
                        + file.file()
                        + " is missing; run again: annlab run "
                        + source.experiment().id(),
                    e);
              }
            });
  }

  private static PublishedCurve read(
      Report.Source source, String text, List<Report.Picture> pictures) throws IOException {
    List<String> series = new ArrayList<>();
    List<EpochLine> epochs = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(text)) {
      for (NamedCsvRecord line : csv) {
        if (series.isEmpty()) {
          line.getHeader().stream()
              .filter(name -> name.startsWith(PUBLISHED))
              .map(name -> name.substring(PUBLISHED.length()))
              .forEach(series::add);
        }
        epochs.add(
            new EpochLine(
                line.getField("epoch"),
                series.stream().map(name -> number(line, PUBLISHED + name)).toList(),
                series.stream().map(name -> number(line, OURS + name)).toList()));
      }
    }
    return new PublishedCurve(
        source,
        series,
        epochs,
        pictures.stream().filter(picture -> picture.source().equals(source)).toList());
  }

  private static double number(NamedCsvRecord line, String column) {
    return Double.parseDouble(line.getField(column));
  }

  /** The largest distance between published and ours in a series, over all epochs. */
  double largest(String name) {
    int at = series.indexOf(name);
    return epochs.stream()
        .mapToDouble(line -> Math.abs(line.published().get(at) - line.ours().get(at)))
        .max()
        .orElse(Double.NaN);
  }

  /** What is shown, in a sentence or two. */
  String lead() {
    StringBuilder text = new StringBuilder();
    text.append("The training that the public notebook prints, run again from its seed alone: the");
    text.append(
        " first weights and the order of the rows of every epoch drawn as TensorFlow draws");
    text.append(" them, in Java, on DL4J. Over ").append(epochs.size());
    text.append(" epochs the largest difference from the printed four decimals is ");
    for (int i = 0; i < series.size(); i++) {
      text.append(i == 0 ? "" : i == series.size() - 1 ? " and " : ", ");
      text.append(Numbers.fixed(largest(series.get(i)), 5)).append(" (`");
      text.append(series.get(i)).append("`)");
    }
    return text.append('.').toString();
  }
}
