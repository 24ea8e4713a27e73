package annlab.networks;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A fused step for stacks of dense layers on the CPU, several times faster than DL4J's own at the
 * chapter's sizes, where dispatch costs more than arithmetic.
 *
 * <p>Matrix products go straight to the OpenBLAS that ND4J's native backend carries, on the
 * network's own flat parameters; biases, activations, loss and updates are plain loops that the JIT
 * compiler vectorises. Plain gradient descent needs no gradient in memory: the product that would
 * compute it is added to the weights. Nothing is allocated in a step, and layer 0 computes no
 * gradient of its input. The optimizer's state lives in DL4J's updater view, so both steps can
 * follow each other.
 */
final class DenseStep implements TrainingStep {
  private final MultiLayerNetwork network;
  private final Head head;
  private final List<DenseBlock> blocks = new ArrayList<>();
  private final Vector ones;
  private final double[] delta;
  private final DenseUpdate update;
  private final @Nullable Vector mean;
  private final @Nullable Vector deviation;
  private Vector input;
  private INDArray inputArray;

  /** Whether this step knows the model's layers and the backend is the CPU. */
  static boolean supports(ModelSpec spec) {
    return Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU
        && (spec.dataType() == DataType.FLOAT || spec.dataType() == DataType.DOUBLE)
        && spec.layers().stream()
            .allMatch(
                layer ->
                    layer instanceof Input
                        || layer instanceof Flatten
                        || layer instanceof Normalization
                        || layer instanceof Dense);
  }

  /**
   * A step for batches that come in one buffer.
   *
   * @param buffer [largest number of rows, inputs]; batches are its first rows
   */
  DenseStep(ModelSpec spec, MultiLayerNetwork network, INDArray buffer) {
    this.network = network;
    this.head = spec.head();
    StandardizingPreprocessor standard =
        (StandardizingPreprocessor) network.getLayerWiseConfigurations().getInputPreProcess(0);
    this.mean = standard == null ? null : onHeap(standard.mean(spec.dataType()));
    this.deviation = standard == null ? null : onHeap(standard.deviation(spec.dataType()));
    this.inputArray = buffer;
    this.input = input(buffer);
    int capacity = Math.toIntExact(buffer.size(0));
    this.ones = Vector.filled(spec.dataType(), capacity, 1);
    this.delta = new double[capacity * head.outputs()];
    this.update = new DenseUpdate(spec, network);
    long at = 0;
    for (LayerShapes shapes : LayerShapes.of(spec.layers())) {
      if (shapes.layer() instanceof Dense dense) {
        blocks.add(new DenseBlock(dense, shapes.inputs(), at, capacity, update));
      }
      at += shapes.parameters();
    }
  }

  private static Vector onHeap(INDArray row) {
    Vector vector = Vector.over(row);
    vector.pull(vector.length);
    return vector;
  }

  private Vector input(INDArray buffer) {
    return mean == null ? Vector.outside(buffer) : Vector.over(buffer);
  }

  @Override
  public double train(Batch batch, double rate) {
    int rows = batch.rows();
    double sum = forward(batch, rows);
    if (!Double.isFinite(sum)) {
      return sum;
    }
    int last = blocks.size() - 1;
    blocks.get(last).takeDelta(delta, rows);
    for (int i = last; i >= 0; i--) {
      DenseBlock block = blocks.get(i);
      sum += block.penalty(rows);
      if (i > 0) {
        block.deltaBelow(blocks.get(i - 1), rows);
      }
      block.descend(i > 0 ? blocks.get(i - 1).output() : input, rows, ones, rate);
    }
    int step = network.getIterationCount();
    update.finish(rate, step);
    network.setIterationCount(step + 1);
    return sum;
  }

  private double forward(Batch batch, int rows) {
    if (batch.x() != inputArray) {
      inputArray = batch.x();
      input = input(inputArray);
    }
    if (mean != null && deviation != null) {
      // in place: the buffer is filled anew for every batch
      input.pull(input.length);
      input.standardize(mean, deviation, input.length);
      input.push(input.length);
    }
    Vector below = input;
    int last = blocks.size() - 1;
    for (int i = 0; i < last; i++) {
      blocks.get(i).forward(below, rows);
      below = blocks.get(i).output();
    }
    double[] z = blocks.get(last).sums(below, rows);
    return head.run(z, batch.targets(), batch.weights(), rows, batch.predictions(), delta);
  }
}
