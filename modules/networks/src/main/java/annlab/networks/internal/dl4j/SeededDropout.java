package annlab.networks.internal.dl4j;

import annlab.networks.random.MaskDraw;
import annlab.networks.random.Seeds;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Keras' dropout for DL4J, with a mask that follows from seed, layer and step alone: the same bits
 * in every run, also when training goes on from a save.
 */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.ANY,
    getterVisibility = JsonAutoDetect.Visibility.NONE)
@SuppressWarnings("UnusedVariable") // rate, seed and layer are for DL4J's JSON
public final class SeededDropout implements IDropout {
  private static final long serialVersionUID = 1L;

  private final double rate;
  private final long seed;
  private final int layer;

  @JsonIgnore private final transient MaskDraw masks;

  /** A layer that draws by itself, as DL4J reads it from its own file. */
  @JsonCreator
  public SeededDropout(
      @JsonProperty("rate") double rate,
      @JsonProperty("seed") long seed,
      @JsonProperty("layer") int layer) {
    this(rate, seed, layer, Seeds.of(seed).draws().mask(rate, layer));
  }

  /** A layer that draws as its model does. */
  SeededDropout(double rate, long seed, int layer, MaskDraw masks) {
    this.rate = rate;
    this.seed = seed;
    this.layer = layer;
    this.masks = masks;
  }

  /** The dropout of a layer of a network that was built here. */
  public static SeededDropout of(MultiLayerNetwork network, int layer) {
    DropoutLayer configured = (DropoutLayer) network.getLayer(layer).conf().getLayer();
    return (SeededDropout) configured.getIDropout();
  }

  @Override
  public INDArray applyDropout(
      INDArray in, INDArray out, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    return in.muli(mask(iteration, in.shape(), in.dataType()), out);
  }

  @Override
  public INDArray backprop(INDArray gradientOut, INDArray gradientIn, int iteration, int epoch) {
    return gradientOut.muli(
        mask(iteration, gradientOut.shape(), gradientOut.dataType()), gradientIn);
  }

  private INDArray mask(int iteration, long[] shape, DataType type) {
    double[] kept = new double[Math.toIntExact(shape[0] * shape[1])];
    draw(kept, kept.length, iteration);
    return Nd4j.create(kept, shape, type);
  }

  /** Fills the first numbers with a step's mask, row by row: what the inputs are multiplied by. */
  public void draw(double[] mask, int count, int iteration) {
    masks.draw(mask, count, iteration);
  }

  @Override
  public void clear() {
    // nothing is kept between forward and backward pass
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // immutable
  public IDropout clone() {
    return this;
  }
}
