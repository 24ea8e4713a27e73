package annlab.networks.internal.step;

import annlab.networks.internal.data.Batch;
import annlab.networks.internal.dl4j.HeadLoss;
import annlab.networks.internal.dl4j.KerasUpdater;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.internal.spec.Penalties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;

/** A step by DL4J's own layers: any network, any backend. The fused step is held to it. */
public final class Dl4jStep implements TrainingStep {
  private final MultiLayerNetwork network;
  private final HeadLoss loss;
  private final Penalties penalties;
  private final List<UpdaterBlock> blocks;
  private final INDArray parameters;
  private final ModelSpec spec;
  private @Nullable Dl4jProbe probe;
  private @Nullable Observation observation;

  public Dl4jStep(ModelSpec spec, MultiLayerNetwork network) {
    this.spec = spec;
    this.network = network;
    this.loss =
        (HeadLoss) ((BaseOutputLayer) network.getOutputLayer().conf().getLayer()).getLossFn();
    this.parameters = network.params().reshape(network.params().length());
    this.penalties = new Penalties(spec, network);
    this.blocks = ((BaseMultiLayerUpdater<?>) network.getUpdater(true)).getUpdaterBlocks();
  }

  @Override
  public double train(Batch batch, double rate) {
    Dl4jProbe looking = probe;
    probe = null;
    double sum = looking == null ? gradient(batch) : gradient(batch, looking);
    if (!Double.isFinite(sum)) {
      return sum;
    }
    Collection<TrainingListener> listeners = network.getListeners();
    for (TrainingListener listener : new ArrayList<>(listeners)) {
      listener.onGradientCalculation(network);
    }
    if (looking != null) {
      looking.gradients(batch.rows());
    }
    update(batch.rows(), rate);
    if (looking != null) {
      observation = looking.end(batch);
    }
    if (!listeners.isEmpty()) {
      tell(batch, listeners);
    }
    return sum;
  }

  private double gradient(Batch batch, Dl4jProbe looking) {
    double[] sum = {0};
    looking.during(() -> sum[0] = gradient(batch));
    return sum[0];
  }

  @Override
  public void watch() {
    probe = new Dl4jProbe(spec, network);
  }

  @Override
  public Optional<Observation> seen() {
    Optional<Observation> seen = Optional.ofNullable(observation);
    observation = null;
    return seen;
  }

  private void tell(Batch batch, Collection<TrainingListener> listeners) {
    // StatsListener asks the network for its batch's size, and the network looks at both
    network.setInput(batch.x());
    network.setLabels(batch.x());
    try {
      for (TrainingListener listener : new ArrayList<>(listeners)) {
        listener.iterationDone(network, network.getIterationCount(), network.getEpochCount());
      }
    } finally {
      network.setInput(null);
      network.setLabels(null);
    }
  }

  /** Leaves the sum of the rows' gradients, penalties included, in the network's gradient view. */
  public double gradient(Batch batch) {
    loss.bind(batch);
    try {
      network.setInput(batch.x());
      // DL4J insists on labels; the bound batch has the ones that count
      network.setLabels(batch.x());
      network.computeGradientAndScore();
    } finally {
      loss.release();
      network.setInput(null);
      network.setLabels(null);
    }
    return loss.lossSum() + penalties.add(flatGradient(), batch.rows());
  }

  private INDArray flatGradient() {
    INDArray view = network.getFlattenedGradients();
    return view.reshape(view.length());
  }

  private void update(int rows, double rate) {
    INDArray gradient = flatGradient();
    int step = network.getIterationCount();
    for (UpdaterBlock block : blocks) {
      GradientUpdater<?> updater = block.getGradientUpdater();
      if (updater instanceof KerasUpdater.Applied keras) {
        keras.rate(rate);
        INDArray view = block.getGradientView();
        // a block that is not an optimizer's holds changes of moving averages, which are no sums
        view.divi(rows);
        keras.applyUpdater(view.reshape(view.length()), step, network.getEpochCount());
        keras.rate(Double.NaN);
        keras.decay(
            parameters.get(
                NDArrayIndex.interval(block.getParamOffsetStart(), block.getParamOffsetEnd())),
            view,
            rate);
      }
    }
    parameters.subi(gradient);
    network.setIterationCount(step + 1);
  }
}
