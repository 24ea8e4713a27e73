package annlab.experiments.keras;

import annlab.lab.RunContext;
import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Training;

/**
 * Ends a training that is not the run's main one, and so is not recorded, when the run is asked to
 * stop.
 *
 * @param context the run
 */
public record StopCheck(RunContext context) implements Callback {
  @Override
  public void epochEnd(Training training, Epoch epoch) {
    context.stopIfAsked();
  }
}
