package annlab.networks;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Forward passes without training, in large batches. */
final class Inference {
  /**
   * Rows of a batch: large enough for the matrix products, small enough for memory. A penalty that
   * is divided by a batch's rows is divided by these.
   */
  static final int ROWS = 1024;

  private final ModelSpec spec;
  private final MultiLayerNetwork network;
  private final ForwardPass forward;

  /**
   * An inference.
   *
   * @param step whose layers compute it
   */
  Inference(ModelSpec spec, MultiLayerNetwork network, StepChoice step) {
    this.spec = spec;
    this.network = network;
    this.forward =
        step.dense(spec) ? new DenseForward(spec, network) : new Dl4jForward(spec, network);
  }

  /** Loss and metrics, as means over all rows. */
  RunningLogs evaluate(TrainingSet data) {
    Head head = spec.head();
    RunningLogs logs = new RunningLogs(spec);
    Penalties penalties = new Penalties(spec, network);
    int size = Math.min(ROWS, data.rows());
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
    return forward.outputs(x);
  }
}
