package annlab.networks;

import annlab.networks.internal.dl4j.HeadLoss;
import annlab.networks.internal.dl4j.KerasUpdater;
import annlab.networks.layers.Activation;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Optimizer;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** annlab's optimizers and losses for a configuration of DL4J's own. */
public final class Dl4j {
  private Dl4j() {}

  /**
   * An optimizer as DL4J's updater. Weight decay is no part of it: DL4J has {@code
   * weightDecay(rate, true)} for that.
   *
   * @param optimizer the optimizer
   * @return an updater
   */
  public static IUpdater updater(Optimizer optimizer) {
    return new KerasUpdater(optimizer);
  }

  /**
   * A loss as DL4J's loss function, for an output layer of DL4J's own.
   *
   * @param loss the loss
   * @param activation of the output layer
   * @param outputs neurons of the output layer
   * @return a loss function that reads the labels of DL4J's data sets
   * @throws IllegalArgumentException if the loss does not go with these outputs
   */
  public static ILossFunction loss(Loss loss, Activation activation, int outputs) {
    return new HeadLoss(loss, activation, outputs);
  }
}
