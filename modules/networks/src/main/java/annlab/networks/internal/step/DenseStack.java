package annlab.networks.internal.step;

import annlab.kernels.Kernels;
import annlab.kernels.Matrix;
import annlab.kernels.Numbers;
import annlab.networks.internal.dl4j.SeededDropout;
import annlab.networks.internal.dl4j.StandardizingPreprocessor;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Layer;
import annlab.networks.layers.LayerShapes;
import annlab.networks.layers.LayerVisitor;
import annlab.networks.layers.Normalization;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The forward pass of a stack of dense layers on the CPU, several times faster than DL4J's own at
 * the chapter's sizes, where dispatch costs more than arithmetic.
 *
 * <p>It computes on the heap, with {@link Kernels}, whose bits are the same on every processor; the
 * parameters are a copy of the network's, see {@link DenseLayout}. Nothing is allocated in a pass.
 */
public final class DenseStack {
  private final List<DenseBlock> blocks = new ArrayList<>();
  private final List<DropoutMask> inputMasks = new ArrayList<>();
  private final @Nullable Numbers mean;
  private final @Nullable Numbers deviation;
  private final Matrix input;

  /** Whether this knows the model's layers and the backend is the CPU. */
  public static boolean supports(ModelSpec spec) {
    return Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU
        && (spec.dataType() == DataType.FLOAT || spec.dataType() == DataType.DOUBLE)
        && spec.layers().stream().allMatch(Layer::fused)
        && Kernels.fast();
  }

  /**
   * A stack.
   *
   * @param parameters the network's, on the heap
   * @param capacity rows of the largest batch
   */
  DenseStack(
      ModelSpec spec,
      MultiLayerNetwork network,
      DenseLayout layout,
      Numbers parameters,
      int capacity) {
    StandardizingPreprocessor standard =
        (StandardizingPreprocessor) network.getLayerWiseConfigurations().getInputPreProcess(0);
    this.mean = standard == null ? null : onHeap(standard.mean(spec.dataType()));
    this.deviation = standard == null ? null : onHeap(standard.deviation(spec.dataType()));
    Builder builder = new Builder(network, layout, parameters, capacity);
    for (LayerShapes shapes : LayerShapes.of(spec.layers())) {
      builder.inputs = shapes.inputs();
      shapes.layer().accept(builder);
      builder.index += shapes.layer().inNetwork() ? 1 : 0;
    }
    int inputs = blocks.get(0).part().inputs();
    this.input = Matrix.rows(layout.doublePrecision(), capacity, inputs);
  }

  /** Makes blocks and masks, layer by layer. */
  private final class Builder implements LayerVisitor {
    private final MultiLayerNetwork network;
    private final DenseLayout layout;
    private final Iterator<DenseLayout.Part> parts;
    private final Numbers parameters;
    private final int capacity;
    private long inputs;
    private int index;

    Builder(MultiLayerNetwork network, DenseLayout layout, Numbers parameters, int capacity) {
      this.network = network;
      this.layout = layout;
      this.parts = layout.parts().iterator();
      this.parameters = parameters;
      this.capacity = capacity;
    }

    @Override
    public void flatten(Flatten layer) {
      // rows lie flat already
    }

    @Override
    public void normalization(Normalization layer) {
      // the network's preprocessor has its statistics
    }

    @Override
    public void dense(Dense layer) {
      blocks.add(new DenseBlock(layout, parts.next(), parameters, capacity));
    }

    @Override
    public void dropout(Dropout layer) {
      DropoutMask mask =
          new DropoutMask(SeededDropout.of(network, index), capacity, Math.toIntExact(inputs));
      if (blocks.isEmpty()) {
        inputMasks.add(mask);
      } else {
        blocks.get(blocks.size() - 1).drop(mask);
      }
    }

    @Override
    public void batchNormalization(BatchNormalization layer) {
      throw new IllegalArgumentException("DL4J's step computes " + layer);
    }
  }

  private static Numbers onHeap(INDArray row) {
    Numbers numbers =
        Numbers.zeros(row.dataType() == DataType.DOUBLE, Math.toIntExact(row.length()));
    new HostRows(row).read(0, numbers, 0);
    return numbers;
  }

  List<DenseBlock> blocks() {
    return blocks;
  }

  /** Takes the rows of a pass, [capacity, inputs]. */
  Matrix input() {
    return input;
  }

  /**
   * Runs all layers, from what {@link #input} holds, up to the last one's sums before its
   * activation.
   *
   * @param step updates done before this one, for the masks of dropout; negative outside training
   * @param into [rows, outputs], in double precision
   */
  void sums(int rows, int step, double[] into) {
    if (mean != null && deviation != null) {
      input.standardize(mean, deviation, rows);
    }
    if (step >= 0) {
      for (DropoutMask mask : inputMasks) {
        mask.draw(rows, step);
        mask.apply(input, rows);
      }
    }
    Matrix below = input;
    int last = blocks.size() - 1;
    for (int i = 0; i < last; i++) {
      blocks.get(i).forward(below, rows, step);
      below = blocks.get(i).output();
    }
    blocks.get(last).sums(below, rows, into);
  }
}
