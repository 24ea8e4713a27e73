package annlab.bench;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Deeplearning4j as its own guide has it: {@code MultiLayerNetwork.fit} on batches that are cut
 * already, its softmax and cross-entropy, nobody who asks for losses. For classes and plain
 * gradient descent only.
 */
final class PlainFit implements Contestant {
  /** Blocks that pass before the compiler has done its work. */
  private static final int COMPILING = 5;

  private final Clock clock;
  private @Nullable Prepared prepared;

  private record Prepared(StepJob job, MultiLayerNetwork network, List<DataSet> batches) {}

  PlainFit(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "plain Deeplearning4j";
  }

  @Override
  public double block(StepJob job) {
    Prepared ready = prepared;
    if (ready == null || !ready.job().equals(job)) {
      ready = new Prepared(job, network(job), batches(job));
      prepared = ready;
      for (int i = 0; i < COMPILING; i++) {
        block(job);
      }
    }
    Nd4j.getExecutioner().commit();
    long begin = clock.nanos();
    for (DataSet batch : ready.batches()) {
      ready.network().fit(batch);
    }
    Nd4j.getExecutioner().commit();
    return (clock.nanos() - begin) / 1e6 / job.steps();
  }

  private static MultiLayerNetwork network(StepJob job) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .dataType(job.type())
            .updater(new Sgd(job.rate()))
            .list();
    int last = job.widths().size() - 1;
    for (int i = 1; i <= last; i++) {
      int inputs = job.widths().get(i - 1);
      int outputs = job.widths().get(i);
      layers.layer(
          i < last
              ? new DenseLayer.Builder()
                  .nIn(inputs)
                  .nOut(outputs)
                  .activation(Activation.RELU)
                  .build()
              : new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                  .nIn(inputs)
                  .nOut(outputs)
                  .activation(Activation.SOFTMAX)
                  .build());
    }
    MultiLayerConfiguration configuration = layers.build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static List<DataSet> batches(StepJob job) {
    INDArray inputs = job.inputs();
    int classes = job.widths().get(job.widths().size() - 1);
    int[] ids = job.targets().toIntVector();
    List<DataSet> batches = new ArrayList<>();
    for (int step = 0; step < job.steps(); step++) {
      int from = step * job.batch();
      float[][] hot = new float[job.batch()][classes];
      for (int row = 0; row < hot.length; row++) {
        hot[row][ids[from + row]] = 1;
      }
      batches.add(
          new DataSet(
              inputs.get(NDArrayIndex.interval(from, from + job.batch())),
              Nd4j.create(hot).castTo(job.type())));
    }
    return batches;
  }

  @Override
  public void close() {
    prepared = null;
  }
}
