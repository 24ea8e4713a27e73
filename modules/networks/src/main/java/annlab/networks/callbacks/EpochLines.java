package annlab.networks.callbacks;

import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Training;
import java.io.PrintStream;
import java.util.Locale;

/**
 * One line an epoch, for a file or a pipe:
 *
 * <pre>
 * Epoch 1/30 - 1719 steps - 4s 2ms/step - loss: 0.7220 - accuracy: 0.7649
 * </pre>
 */
public final class EpochLines implements Callback {
  private final PrintStream out;
  private long start;

  /**
   * A printer of lines.
   *
   * @param out where to
   */
  public EpochLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void epochBegin(Training training, int epoch) {
    start = System.nanoTime();
  }

  @Override
  public void epochEnd(Training training, Epoch epoch) {
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(
        Locale.ROOT,
        "Epoch %d/%d - %d steps - %s%s\n",
        epoch.number() + 1,
        training.epochs(),
        epoch.steps(),
        ProgressText.times(seconds, epoch.steps()),
        ProgressText.values(epoch.logs()));
    out.flush();
  }
}
