package annlab.sweep.trials;

import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Training;
import java.util.function.Consumer;

/** Reports each epoch of a trial, numbered consecutively through all its trainings. */
final class Epochs implements Callback {
  private final Consumer<Epoch> audience;
  private int offset;
  private int next;

  Epochs(Consumer<Epoch> audience) {
    this.audience = audience;
  }

  @Override
  public void trainBegin(Training training) {
    offset = next;
  }

  @Override
  public void epochEnd(Training training, Epoch epoch) {
    int number = offset + epoch.number();
    next = Math.max(next, number + 1);
    audience.accept(new Epoch(number, epoch.logs(), epoch.steps(), epoch.took()));
  }
}
