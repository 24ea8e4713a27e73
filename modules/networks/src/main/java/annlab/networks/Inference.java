package annlab.networks;

import annlab.networks.internal.data.TrainingSet;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.internal.spec.Penalties;
import annlab.networks.internal.step.DenseForward;
import annlab.networks.internal.step.Dl4jForward;
import annlab.networks.internal.step.ForwardPass;
import annlab.networks.losses.Head;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Forward passes without training, so many rows at a time. */
final class Inference {
  private final ModelSpec spec;
  private final MultiLayerNetwork network;
  private final ForwardPass forward;
  private final int batchSize;

  Inference(ModelSpec spec, MultiLayerNetwork network, StepChoice step) {
    this(spec, network, step, ForwardPass.ROWS);
  }

  /**
   * An inference.
   *
   * @param step whose layers compute it
   * @param batchSize rows at a time
   */
  Inference(ModelSpec spec, MultiLayerNetwork network, StepChoice step, int batchSize) {
    this.spec = spec;
    this.network = network;
    this.batchSize = batchSize;
    this.forward =
        step.dense(spec) ? new DenseForward(spec, network) : new Dl4jForward(spec, network);
  }

  /** Loss and metrics, as means over all rows. */
  RunningLogs evaluate(TrainingSet data) {
    forward.begin();
    Head head = spec.head();
    RunningLogs logs = new RunningLogs(spec);
    Penalties penalties = new Penalties(spec, network);
    int size = Math.min(batchSize, data.rows());
    double[] predictions = new double[size * head.outputs()];
    for (int from = 0; from < data.rows(); from += size) {
      TrainingSet part = data.part(from, Math.min(from + size, data.rows()));
      double[] sums = forward.sums(part.x());
      double[] targets = part.targets().values();
      double loss = head.run(sums, targets, part.weights(), part.rows(), predictions, null);
      logs.add(loss + penalties.value(part.rows()), targets, predictions, part.rows());
    }
    return logs;
  }

  /** What the network puts out, [rows, outputs], a copy. */
  INDArray predict(INDArray x) {
    forward.begin();
    if (x.size(0) <= batchSize) {
      return forward.outputs(x);
    }
    INDArray all = Nd4j.createUninitialized(x.dataType(), x.size(0), spec.output().units());
    for (long from = 0; from < x.size(0); from += batchSize) {
      INDArrayIndex range = NDArrayIndex.interval(from, Math.min(from + batchSize, x.size(0)));
      all.get(range).assign(forward.outputs(x.get(range)));
    }
    return all;
  }
}
