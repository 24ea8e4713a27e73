package annlab.networks.internal.step;

import annlab.networks.internal.data.Batch;
import java.util.Optional;

/**
 * One update of a network's own flat parameter vector from one batch. Implementations differ in
 * speed and rounding only; each keeps its optimizer's state in the network's DL4J updater.
 */
public interface TrainingStep {
  /**
   * Computes loss, predictions and gradients from one forward pass, then updates the parameters. A
   * loss that is not finite is returned without an update.
   *
   * @param batch the rows; its predictions are filled
   * @param rate learning rate of this step
   * @return weighted sum of the rows' losses plus rows times the penalties
   */
  double train(Batch batch, double rate);

  /** Looks at the next step, which gives the same bits as any other. */
  void watch();

  /**
   * What the step showed that was looked at.
   *
   * @return asked for once; empty if its loss was not finite
   */
  Optional<Observation> seen();
}
