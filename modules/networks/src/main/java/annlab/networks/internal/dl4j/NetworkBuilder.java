package annlab.networks.internal.dl4j;

import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.LayerShapes;
import annlab.networks.layers.LayerVisitor;
import annlab.networks.layers.Normalization;
import annlab.networks.random.Draws;
import annlab.networks.random.WeightDraw;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Writes DL4J's configuration of a model and draws its first weights; nothing else does. */
public final class NetworkBuilder implements LayerVisitor {
  private final ModelSpec spec;
  private final Draws draws;
  private final WeightDraw weights;
  private final NeuralNetConfiguration.ListBuilder list;

  /** DL4J's flat vector: layer by layer, W column by column, then b. */
  private final double[] flat;

  private int at;
  private int inputs;
  private boolean last;

  /** Layers of the network, and those with weights. */
  private int layers;

  private int drawn;

  private NetworkBuilder(ModelSpec spec, Draws draws, int parameters) {
    this.spec = spec;
    this.draws = draws;
    this.weights = draws.weights();
    this.flat = new double[parameters];
    this.list =
        new NeuralNetConfiguration.Builder()
            .seed(spec.seeds().seed())
            .dataType(spec.dataType())
            .updater(new KerasUpdater(spec.optimizer()))
            // the project draws the weights itself; DL4J's are never looked at
            .weightInit(WeightInit.ZERO)
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
            .list();
  }

  /** A network with first weights drawn from the model's seed. */
  public static MultiLayerNetwork build(ModelSpec spec, Draws draws) {
    List<LayerShapes> layers = LayerShapes.of(spec.layers());
    long parameters = layers.stream().mapToLong(LayerShapes::parameters).sum();
    NetworkBuilder builder = new NetworkBuilder(spec, draws, Math.toIntExact(parameters));
    for (int i = 0; i < layers.size(); i++) {
      builder.add(layers.get(i), i == layers.size() - 1);
    }
    MultiLayerNetwork network =
        new MultiLayerNetwork(builder.list.backpropType(BackpropType.Standard).build());
    network.init(
        Nd4j.create(builder.flat, new long[] {1, parameters}, DataType.DOUBLE)
            .castTo(spec.dataType()),
        false);
    network.initGradientsView();
    return network;
  }

  /** In the order of the layers, for Keras gives each its seed in that order, dropout's too. */
  private void add(LayerShapes shapes, boolean isLast) {
    inputs = Math.toIntExact(shapes.inputs());
    last = isLast;
    shapes.layer().accept(this);
    layers += shapes.layer().inNetwork() ? 1 : 0;
    at += Math.toIntExact(shapes.parameters());
  }

  @Override
  public void flatten(Flatten layer) {
    // rows are flattened before the network
  }

  @Override
  public void normalization(Normalization layer) {
    list.inputPreProcessor(0, new StandardizingPreprocessor(layer.adapted()));
  }

  @Override
  public void dense(Dense layer) {
    int units = layer.units();
    double[] kernel = weights.draw(layer.kernelInitializer(), inputs, units, "weights", drawn);
    for (int i = 0; i < inputs; i++) {
      for (int j = 0; j < units; j++) {
        flat[at + j * inputs + i] = kernel[i * units + j];
      }
    }
    double[] bias = weights.draw(layer.biasInitializer(), 1, units, "biases", drawn);
    System.arraycopy(bias, 0, flat, at + inputs * units, units);
    drawn++;
    FeedForwardLayer.Builder<?> builder =
        last
            ? new OutputLayer.Builder(new HeadLoss(spec.loss(), layer.activation(), units))
            : new DenseLayer.Builder();
    list.layer(
        layers,
        builder
            .name(layer.name())
            .nIn(inputs)
            .nOut(units)
            .activation(layer.activation().dl4j())
            .build());
  }

  @Override
  public void dropout(Dropout layer) {
    list.layer(
        layers,
        new DropoutLayer.Builder()
            .name(layer.name())
            .dropOut(
                new SeededDropout(
                    layer.rate(), spec.seeds().seed(), layers, draws.mask(layer.rate(), layers)))
            .nIn(inputs)
            .nOut(inputs)
            .build());
  }

  @Override
  public void batchNormalization(BatchNormalization layer) {
    // gamma and moving variance start at 1, beta and moving mean at 0
    Arrays.fill(flat, at, at + inputs, 1);
    Arrays.fill(flat, at + 3 * inputs, at + 4 * inputs, 1);
    list.layer(layers, new KerasBatchNormalization(layer, inputs));
  }
}
