package annlab.networks.callbacks;

import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Training;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;

/**
 * Writes each epoch's values as a line of a comma-separated file, as Keras' callback: {@code epoch}
 * (0-based) first, then the values in the order of their names.
 */
public final class CsvLogger implements Callback {
  private final Path file;
  private final boolean append;
  private boolean begun;

  /**
   * A logger.
   *
   * @param file written from the first epoch on
   * @param append whether lines are added to a file that is there already
   */
  public CsvLogger(Path file, boolean append) {
    this.file = file;
    this.append = append;
  }

  @Override
  public void trainBegin(Training training) {
    begun = append && Files.exists(file);
  }

  @Override
  public void epochEnd(Training training, Epoch epoch) {
    StringBuilder lines = new StringBuilder();
    if (!begun) {
      lines.append(
          epoch.logs().keySet().stream().sorted().collect(Collectors.joining(",", "epoch,", "\n")));
    }
    lines.append(
        epoch.logs().entrySet().stream()
            .sorted(java.util.Map.Entry.comparingByKey())
            .map(entry -> entry.getValue().toString())
            .collect(Collectors.joining(",", epoch.number() + ",", "\n")));
    try {
      if (begun) {
        Files.writeString(file, lines, StandardOpenOption.APPEND);
      } else {
        Files.writeString(file, lines);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    begun = true;
  }
}
