package annlab.networks.internal.step;

import annlab.networks.internal.dl4j.SeededDropout;
import annlab.networks.internal.dl4j.StandardizingPreprocessor;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.layers.LayerShapes;
import annlab.networks.layers.Normalization;
import java.util.ArrayList;
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
 * <p>Matrix products go straight to the OpenBLAS that ND4J's native backend carries, on the
 * network's own flat parameters; biases and activations are plain loops that the JIT compiler
 * vectorises. Nothing is allocated in a pass.
 */
public final class DenseStack {
  private final List<DenseBlock> blocks = new ArrayList<>();
  private final List<DropoutMask> inputMasks = new ArrayList<>();
  private final @Nullable Vector mean;
  private final @Nullable Vector deviation;

  /** Inputs after standardizing and dropout; empty where there is neither. */
  private final @Nullable Vector prepared;

  private final int inputs;

  /** Whether this knows the model's layers and the backend is the CPU. */
  public static boolean supports(ModelSpec spec) {
    return Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU
        && (spec.dataType() == DataType.FLOAT || spec.dataType() == DataType.DOUBLE)
        && spec.layers().stream()
            .allMatch(
                layer ->
                    layer instanceof Input
                        || layer instanceof Flatten
                        || layer instanceof Normalization
                        || layer instanceof Dropout
                        || layer instanceof Dense);
  }

  /**
   * A stack.
   *
   * @param capacity rows of the largest batch
   */
  DenseStack(ModelSpec spec, MultiLayerNetwork network, int capacity) {
    DataType type = spec.dataType();
    StandardizingPreprocessor standard =
        (StandardizingPreprocessor) network.getLayerWiseConfigurations().getInputPreProcess(0);
    this.mean = standard == null ? null : onHeap(standard.mean(type));
    this.deviation = standard == null ? null : onHeap(standard.deviation(type));
    INDArray parameters = network.params().reshape(network.params().length());
    long at = 0;
    int index = 0;
    for (LayerShapes shapes : LayerShapes.of(spec.layers())) {
      if (shapes.layer() instanceof Dense dense) {
        blocks.add(new DenseBlock(dense, shapes.inputs(), parameters, at, capacity));
      } else if (shapes.layer() instanceof Dropout dropout) {
        SeededDropout seeded = new SeededDropout(dropout.rate(), spec.seeds().seed(), index);
        int size = Math.toIntExact(capacity * shapes.inputs());
        drop(new DropoutMask(seeded, type, size));
      }
      at += shapes.parameters();
      index += shapes.layer().inNetwork() ? 1 : 0;
    }
    this.inputs = blocks.get(0).inputs();
    this.prepared =
        mean == null && inputMasks.isEmpty() ? null : Vector.zeros(type, (long) capacity * inputs);
  }

  private void drop(DropoutMask mask) {
    if (blocks.isEmpty()) {
      inputMasks.add(mask);
    } else {
      blocks.get(blocks.size() - 1).drop(mask);
    }
  }

  private static Vector onHeap(INDArray row) {
    Vector vector = Vector.over(row);
    vector.pull(vector.length);
    return vector;
  }

  List<DenseBlock> blocks() {
    return blocks;
  }

  /**
   * What the first dense layer gets.
   *
   * @param raw rows of inputs, left as they are
   * @param step updates done before this one, for the masks of dropout; negative outside training
   */
  Vector prepare(Vector raw, int rows, int step) {
    if (prepared == null) {
      return raw;
    }
    int count = rows * inputs;
    prepared.pullFrom(raw, count);
    if (mean != null && deviation != null) {
      prepared.standardize(mean, deviation, count);
    }
    if (step >= 0) {
      for (DropoutMask mask : inputMasks) {
        mask.draw(count, step);
        mask.apply(prepared, count);
      }
    }
    prepared.push(count);
    return prepared;
  }

  /**
   * Runs all layers up to the last one's sums before its activation.
   *
   * @param below prepared inputs
   * @param step as in {@link #prepare}
   * @return [rows, outputs] on the heap, in double precision, overwritten by the next pass
   */
  double[] sums(Vector below, int rows, int step) {
    Vector layerBelow = below;
    int last = blocks.size() - 1;
    for (int i = 0; i < last; i++) {
      blocks.get(i).forward(layerBelow, rows, step);
      layerBelow = blocks.get(i).output();
    }
    return blocks.get(last).sums(layerBelow, rows);
  }
}
