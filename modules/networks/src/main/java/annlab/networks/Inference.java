package annlab.networks;

import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Forward passes without training, in large batches. */
final class Inference {
  /** Large enough for the matrix products, small enough for memory. */
  private static final int ROWS = 1024;

  private final ModelSpec spec;
  private final MultiLayerNetwork network;

  Inference(ModelSpec spec, MultiLayerNetwork network) {
    this.spec = spec;
    this.network = network;
  }

  /** Loss and metrics, as means over all rows. */
  RunningLogs evaluate(TrainingSet data) {
    Head head = spec.head();
    RunningLogs logs = new RunningLogs(spec);
    Penalties penalties = new Penalties(spec, network);
    double[] sums = new double[Math.min(ROWS, data.rows()) * head.outputs()];
    double[] predictions = new double[sums.length];
    for (int from = 0; from < data.rows(); from += ROWS) {
      TrainingSet part = data.part(from, Math.min(from + ROWS, data.rows()));
      HostArrays.read(sums(part.x()), sums);
      double[] targets = part.targets().values();
      double loss = head.run(sums, targets, part.weights(), part.rows(), predictions, null);
      logs.add(loss + penalties.value(part.rows()), targets, predictions, part.rows());
    }
    return logs;
  }

  /** The last layer's sums before its activation. */
  private INDArray sums(INDArray x) {
    int last = network.getnLayers() - 1;
    INDArray below = x;
    if (last > 0) {
      List<INDArray> activations = network.feedForwardToLayer(last - 1, x, false);
      below = activations.get(activations.size() - 1);
    } else {
      InputPreProcessor before = network.getLayerWiseConfigurations().getInputPreProcess(0);
      if (before != null) {
        below = before.preProcess(x, (int) x.size(0), LayerWorkspaceMgr.noWorkspacesImmutable());
      }
    }
    INDArray w = network.getLayer(last).getParam("W");
    INDArray b = network.getLayer(last).getParam("b");
    return below.mmul(w).addiRowVector(b);
  }

  /** What the network puts out, [rows, outputs], a copy. */
  INDArray predict(INDArray x) {
    if (x.size(0) <= ROWS) {
      return network.output(x, false);
    }
    INDArray all = Nd4j.createUninitialized(x.dataType(), x.size(0), spec.output().units());
    for (long from = 0; from < x.size(0); from += ROWS) {
      INDArrayIndex range = NDArrayIndex.interval(from, Math.min(from + ROWS, x.size(0)));
      all.get(range).assign(network.output(x.get(range), false));
    }
    return all;
  }
}
