package annlab.networks.callbacks;

import annlab.networks.Checkpoint;
import annlab.networks.Epoch;
import annlab.networks.StatefulCallback;
import annlab.networks.Training;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Saves the model after epochs, as Keras' callback. The file's name may hold {@code {epoch}},
 * counted from 1, and values such as {@code {val_loss}}, each with a format as in {@code
 * {epoch:02d}} or {@code {val_loss:.3f}}.
 */
public final class ModelCheckpoint implements StatefulCallback {
  private static final Pattern FIELD = Pattern.compile("\\{(\\w+)(?::([0-9.]*[df]))?}");

  private final String file;
  private final Monitor monitor;
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

  private static String value(Epoch epoch, String name, @Nullable String format) {
    if (name.equals("epoch")) {
      return String.format(Locale.ROOT, "%" + (format == null ? "d" : format), epoch.number() + 1);
    }
    double value = new Monitor(name, false).of(epoch);
    return format == null
        ? Double.toString(value)
        : String.format(Locale.ROOT, "%" + format, value);
  }
}
