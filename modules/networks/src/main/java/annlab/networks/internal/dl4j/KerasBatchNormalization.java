package annlab.networks.internal.dl4j;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's batch normalization, which fails on a batch of one row. There the row is its own mean and
 * the variance is 0: the layer puts out beta whatever it gets.
 */
public final class KerasBatchNormalization extends BatchNormalization {
  private static final long serialVersionUID = 1L;

  /** For DL4J's JSON. */
  public KerasBatchNormalization() {}

  KerasBatchNormalization(annlab.networks.layers.BatchNormalization layer, long inputs) {
    setLayerName(layer.name());
    setDecay(layer.momentum());
    setEps(layer.epsilon());
    setUseLogStd(false);
    setNIn(inputs);
    setNOut(inputs);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    Applied layer = new Applied(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialize));
    layer.setConf(configuration);
    return layer;
  }

  /** The layer at work. */
  private static final class Applied
      extends org.deeplearning4j.nn.layers.normalization.BatchNormalization {
    private static final long serialVersionUID = 1L;

    Applied(NeuralNetConfiguration configuration, DataType type) {
      super(configuration, type);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspaces) {
      if (epsilon.size(0) > 1) {
        return super.backpropGradient(epsilon, workspaces);
      }
      Gradient gradient = new DefaultGradient();
      put(gradient, BatchNormalizationParamInitializer.GAMMA).assign(0);
      put(gradient, BatchNormalizationParamInitializer.BETA).assign(epsilon);
      // what is subtracted from the moving averages
      double share = 1 - layerConf().getDecay();
      String mean = BatchNormalizationParamInitializer.GLOBAL_MEAN;
      put(gradient, mean).assign(getParam(mean).sub(input).muli(share));
      String variance = BatchNormalizationParamInitializer.GLOBAL_VAR;
      put(gradient, variance).assign(getParam(variance).mul(share));
      INDArray below =
          workspaces.create(
              ArrayType.ACTIVATION_GRAD, epsilon.dataType(), epsilon.shape(), epsilon.ordering());
      return new Pair<>(gradient, below.assign(0));
    }

    private INDArray put(Gradient gradient, String name) {
      INDArray view = Objects.requireNonNull(gradientViews.get(name), name);
      gradient.setGradientFor(name, view);
      return view;
    }
  }
}
