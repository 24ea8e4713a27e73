package annlab.networks.internal.step;

import annlab.networks.internal.data.HostArrays;
import annlab.networks.internal.spec.ModelSpec;
import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The forward pass by DL4J's own layers: any network, any backend. */
public final class Dl4jForward implements ForwardPass {
  private final ModelSpec spec;
  private final MultiLayerNetwork network;
  private double[] sums = {};

  public Dl4jForward(ModelSpec spec, MultiLayerNetwork network) {
    this.spec = spec;
    this.network = network;
  }

  @Override
  public double[] sums(INDArray x) {
    int size = Math.toIntExact(x.size(0) * spec.output().units());
    if (sums.length < size) {
      sums = new double[size];
    }
    int last = network.getnLayers() - 1;
    INDArray below = x;
    if (last > 0) {
      below = activations(x, last - 1);
    } else {
      InputPreProcessor before = network.getLayerWiseConfigurations().getInputPreProcess(0);
      if (before != null) {
        below = before.preProcess(x, (int) x.size(0), LayerWorkspaceMgr.noWorkspacesImmutable());
      }
    }
    INDArray w = network.getLayer(last).getParam("W");
    INDArray b = network.getLayer(last).getParam("b");
    HostArrays.read(below.mmul(w).addiRowVector(b), sums);
    return sums;
  }

  @Override
  public INDArray outputs(INDArray x) {
    INDArray all = Nd4j.createUninitialized(x.dataType(), x.size(0), spec.output().units());
    for (long from = 0; from < x.size(0); from += ROWS) {
      INDArrayIndex range = NDArrayIndex.interval(from, Math.min(from + ROWS, x.size(0)));
      all.get(range).assign(activations(x.get(range), network.getnLayers() - 1));
    }
    return all;
  }

  /**
   * What a layer puts out. DL4J's own output() fails where its memory checks meet a dropout layer
   * that passes on what it got.
   */
  private INDArray activations(INDArray x, int layer) {
    List<INDArray> all = network.feedForwardToLayer(layer, x, false);
    return all.get(all.size() - 1);
  }
}
