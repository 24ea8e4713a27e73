package annlab.networks.callbacks;

import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Training;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Keras' progress bar for a terminal, redrawn in place:
 *
 * <pre>
 * Epoch 1/30
 * 1719/1719 [==============================] - 4s 2ms/step - loss: 0.7220 - accuracy: 0.7649
 * </pre>
 *
 * <p>Where lines cannot be redrawn (a file, a pipe) use {@link EpochLines}.
 */
public final class ProgressBar implements Callback {
  private static final int WIDTH = 30;

  /** Redrawing costs time and flickers, so it happens at most this often. */
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintStream out;
  private long start;
  private long drawn;
  private int lineLength;

  /**
   * A bar.
   *
   * @param out a terminal
   */
  public ProgressBar(PrintStream out) {
    this.out = out;
  }

  @Override
  public void epochBegin(Training training, int epoch) {
    start = System.nanoTime();
    drawn = start;
    lineLength = 0;
    out.printf(Locale.ROOT, "Epoch %d/%d\n", epoch + 1, training.epochs());
    out.flush();
  }

  @Override
  public void batchEnd(Training training, int step, double loss) {
    long now = System.nanoTime();
    if (now - drawn < REDRAW_NANOS) {
      return;
    }
    drawn = now;
    int steps = training.stepsPerEpoch();
    double each = (now - start) / 1e9 / (step + 1);
    draw(
        count(step + 1, steps)
            + bar(step + 1, steps)
            + " - ETA: "
            + ProgressText.remaining(each * (steps - step - 1))
            + ProgressText.values(training.logs()));
  }

  @Override
  public void epochEnd(Training training, Epoch epoch) {
    int steps = epoch.steps();
    // Keras' time spans the validation too
    double seconds = (System.nanoTime() - start) / 1e9;
    draw(
        count(steps, steps)
            + bar(steps, steps)
            + " - "
            + ProgressText.times(seconds, steps)
            + ProgressText.values(epoch.logs()));
    lineLength = 0;
    out.print("\n");
    out.flush();
  }

  @Override
  public void trainEnd(Training training) {
    if (lineLength > 0) {
      // an epoch was cut short: what is printed next starts a line of its own
      out.print("\n");
      out.flush();
      lineLength = 0;
    }
  }

  private void draw(String line) {
    String rest = " ".repeat(Math.max(0, lineLength - line.length()));
    lineLength = line.length();
    out.print("\r" + line + rest);
    out.flush();
  }

  private static String count(int step, int steps) {
    String total = Integer.toString(steps);
    return String.format(Locale.ROOT, "%" + total.length() + "d/%s ", step, total);
  }

  private static String bar(int step, int steps) {
    int done = (int) ((long) WIDTH * step / steps);
    if (step == steps) {
      return "[" + "=".repeat(WIDTH) + "]";
    }
    return "["
        + "=".repeat(Math.max(0, done - 1))
        + ">"
        + ".".repeat(WIDTH - Math.max(1, done))
        + "]";
  }
}
