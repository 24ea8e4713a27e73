package annlab.networks.internal.step;

import annlab.networks.internal.data.Batch;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A step that DL4J's listeners look at without changing a bit of the training: DL4J's own step
 * shows them its layers, then the network is put back and the training's own step is done.
 */
public final class WatchedStep implements TrainingStep {
  private final MultiLayerNetwork network;
  private final TrainingStep shown;
  private final DenseStep done;
  private @Nullable INDArray parameters;
  private @Nullable INDArray state;

  /**
   * A step.
   *
   * @param shown what the listeners see
   * @param done what counts
   */
  public WatchedStep(MultiLayerNetwork network, TrainingStep shown, DenseStep done) {
    this.network = network;
    this.shown = shown;
    this.done = done;
  }

  @Override
  public double train(Batch batch, double rate) {
    int step = network.getIterationCount();
    INDArray optimizer = network.getUpdater(true).getStateViewArray();
    parameters = kept(parameters, network.params());
    state = optimizer == null || optimizer.isEmpty() ? null : kept(state, optimizer);
    shown.train(batch, rate);
    network.params().assign(parameters);
    if (state != null) {
      optimizer.assign(state);
    }
    network.setIterationCount(step);
    done.load();
    double sum = done.train(batch, rate);
    done.store();
    return sum;
  }

  @Override
  public void watch() {
    done.watch();
  }

  @Override
  public Optional<Observation> seen() {
    return done.seen();
  }

  private static INDArray kept(@Nullable INDArray copy, INDArray values) {
    return copy == null ? values.dup() : copy.assign(values);
  }
}
