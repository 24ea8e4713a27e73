package annlab.networks.internal.dl4j;

import annlab.networks.random.Streams;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Keras' dropout for DL4J, with a mask that follows from seed, layer and step alone: the same bits
 * in every run, also when training goes on from a save.
 */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.ANY,
    getterVisibility = JsonAutoDetect.Visibility.NONE)
public final class SeededDropout implements IDropout {
  private static final long serialVersionUID = 1L;

  private final double rate;
  private final long seed;
  private final int layer;

  @JsonCreator
  public SeededDropout(
      @JsonProperty("rate") double rate,
      @JsonProperty("seed") long seed,
      @JsonProperty("layer") int layer) {
    this.rate = rate;
    this.seed = seed;
    this.layer = layer;
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
    SplittableRandom random = Streams.of(seed, "dropout " + layer, iteration);
    double kept = 1 / (1 - rate);
    for (int i = 0; i < count; i++) {
      mask[i] = random.nextDouble() < rate ? 0 : kept;
    }
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
