package annlab.networks.callbacks;

import annlab.networks.Checkpoint;
import annlab.networks.Epoch;
import annlab.networks.StatefulCallback;
import annlab.networks.Training;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Saves the model after epochs, as Keras' callback. The file's name may hold {@code {epoch}},
 * counted from 1, and values such as {@code {val_loss}}, each with a format of Python's as in
 * {@code {epoch:02d}}, {@code {val_loss:.3f}} or {@code {loss:.2e}}. Names and formats are checked
 * before the first epoch.
 */
public final class ModelCheckpoint implements StatefulCallback {
  private static final Pattern FIELD = Pattern.compile("\\{([^{}:]*)(?::([^{}]*))?}");

  private final String file;
  private Monitor monitor;
  private final boolean bestOnly;
  private double best;

  /**
   * A callback that saves after every epoch.
   *
   * @param file where to
   */
  public ModelCheckpoint(String file) {
    this(file, "val_loss", false);
  }

  /**
   * A callback.
   *
   * @param file where to
   * @param monitor Keras' name of the value that tells which epoch is best
   * @param bestOnly whether only epochs better than all before are saved
   */
  public ModelCheckpoint(String file, String monitor, boolean bestOnly) {
    this.file = file;
    this.monitor = Monitor.of(monitor);
    this.bestOnly = bestOnly;
    this.best = this.monitor.worst();
  }

  /**
   * Checks the file's name and the monitor against what will be measured.
   *
   * @throws IllegalArgumentException if it names a value that is not measured, or has a format that
   *     numbers cannot be written in
   */
  @Override
  public void trainBegin(Training training) {
    Map<String, Boolean> reported = training.higherIsBetter();
    if (!reported.isEmpty()) {
      Map<String, Double> logs = new LinkedHashMap<>();
      reported.keySet().forEach(name -> logs.put(name, 0.0));
      path(new Epoch(0, logs, 1, Duration.ZERO));
    }
    if (bestOnly) {
      boolean none = best == monitor.worst();
      monitor = monitor.in(training);
      best = none ? monitor.worst() : best;
    }
  }

  @Override
  public void epochEnd(Training training, Epoch epoch) {
    if (bestOnly) {
      double value = monitor.of(epoch);
      if (!monitor.better(value, best, 0)) {
        return;
      }
      best = value;
    }
    training.model().save(path(epoch));
  }

  @Override
  public Map<String, INDArray> state() {
    return Map.of("numbers", Nd4j.createFromArray(best));
  }

  @Override
  public void restore(Map<String, INDArray> state) {
    best = Checkpoint.numbers(state, "numbers", 1)[0];
  }

  private Path path(Epoch epoch) {
    return Path.of(
        FIELD
            .matcher(file)
            .replaceAll(
                field -> Matcher.quoteReplacement(value(epoch, field.group(1), field.group(2)))));
  }

  private String value(Epoch epoch, String name, @Nullable String format) {
    try {
      PythonFormat python = PythonFormat.of(format == null ? "" : format);
      return name.equals("epoch")
          ? python.integer(epoch.number() + 1)
          : python.number(new Monitor(name, false).of(epoch));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("ModelCheckpoint to " + file + ": " + e.getMessage(), e);
    }
  }
}
