package annlab.networks.internal.dl4j;

import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Layer;
import annlab.networks.layers.LayerShapes;
import annlab.networks.layers.Normalization;
import annlab.networks.random.Draws;
import annlab.networks.random.MaskDraw;
import annlab.networks.random.WeightDraw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Writes DL4J's configuration of a model; nothing else does. */
public final class NetworkBuilder {
  private NetworkBuilder() {}

  /** A network with first weights drawn from the model's seed. */
  public static MultiLayerNetwork build(ModelSpec spec, Draws draws) {
    List<MaskDraw> masks = new ArrayList<>();
    INDArray weights = firstWeights(spec, draws, masks);
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(spec, masks));
    network.init(weights, false);
    network.initGradientsView();
    return network;
  }

  static MultiLayerConfiguration configuration(ModelSpec spec, List<MaskDraw> masks) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(spec.seeds().seed())
            .dataType(spec.dataType())
            .updater(new KerasUpdater(spec.optimizer()))
            // the project draws the weights itself; DL4J's are never looked at
            .weightInit(WeightInit.ZERO)
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
            .list();
    List<LayerShapes> layers = LayerShapes.of(spec.layers());
    Iterator<MaskDraw> nextMask = masks.iterator();
    int index = 0;
    for (int i = 0; i < layers.size(); i++) {
      LayerShapes shapes = layers.get(i);
      if (shapes.layer() instanceof Normalization normalization) {
        list.inputPreProcessor(0, new StandardizingPreprocessor(normalization.adapted()));
      }
      if (shapes.layer().inNetwork()) {
        list.layer(index, layer(spec, shapes, index, i == layers.size() - 1, nextMask));
        index++;
      }
    }
    return list.backpropType(BackpropType.Standard).build();
  }

  private static org.deeplearning4j.nn.conf.layers.Layer layer(
      ModelSpec spec, LayerShapes shapes, int index, boolean last, Iterator<MaskDraw> masks) {
    Layer layer = shapes.layer();
    if (layer instanceof Dense dense) {
      return last ? output(spec, dense, shapes.inputs()) : hidden(dense, shapes.inputs());
    }
    if (layer instanceof BatchNormalization normalization) {
      return new KerasBatchNormalization(normalization, shapes.inputs());
    }
    Dropout dropout = (Dropout) layer;
    return new DropoutLayer.Builder()
        .name(dropout.name())
        .dropOut(new SeededDropout(dropout.rate(), spec.seeds().seed(), index, masks.next()))
        .nIn(shapes.inputs())
        .nOut(shapes.inputs())
        .build();
  }

  private static DenseLayer hidden(Dense dense, long inputs) {
    return new DenseLayer.Builder()
        .name(dense.name())
        .nIn(inputs)
        .nOut(dense.units())
        .activation(dense.activation().dl4j())
        .build();
  }

  private static OutputLayer output(ModelSpec spec, Dense dense, long inputs) {
    return new OutputLayer.Builder(new HeadLoss(spec.loss(), dense.activation(), dense.units()))
        .name(dense.name())
        .nIn(inputs)
        .nOut(dense.units())
        .activation(dense.activation().dl4j())
        .build();
  }

  /**
   * DL4J's flat vector: layer by layer, W column by column, then b. Masks of dropout are drawn
   * along the way, for Keras gives each layer its seed in the order of the layers.
   */
  private static INDArray firstWeights(ModelSpec spec, Draws draws, List<MaskDraw> masks) {
    List<LayerShapes> layers = LayerShapes.of(spec.layers());
    long total = layers.stream().mapToLong(LayerShapes::parameters).sum();
    double[] flat = new double[Math.toIntExact(total)];
    WeightDraw draw = draws.weights();
    int at = 0;
    int index = 0;
    int place = 0;
    for (LayerShapes shapes : layers) {
      int inputs = Math.toIntExact(shapes.inputs());
      if (shapes.layer() instanceof Dense dense) {
        drawDense(dense, inputs, draw, index++, flat, at);
      } else if (shapes.layer() instanceof BatchNormalization) {
        // gamma and moving variance start at 1, beta and moving mean at 0
        Arrays.fill(flat, at, at + inputs, 1);
        Arrays.fill(flat, at + 3 * inputs, at + 4 * inputs, 1);
      } else if (shapes.layer() instanceof Dropout dropout) {
        masks.add(draws.mask(dropout.rate(), place));
      }
      place += shapes.layer().inNetwork() ? 1 : 0;
      at += Math.toIntExact(shapes.parameters());
    }
    return Nd4j.create(flat, new long[] {1, total}, DataType.DOUBLE).castTo(spec.dataType());
  }

  private static void drawDense(
      Dense dense, int inputs, WeightDraw draw, int index, double[] flat, int at) {
    int units = dense.units();
    double[] kernel = draw.draw(dense.kernelInitializer(), inputs, units, "weights", index);
    for (int i = 0; i < inputs; i++) {
      for (int j = 0; j < units; j++) {
        flat[at + j * inputs + i] = kernel[i * units + j];
      }
    }
    double[] bias = draw.draw(dense.biasInitializer(), 1, units, "biases", index);
    System.arraycopy(bias, 0, flat, at + inputs * units, units);
  }
}
