package annlab.networks.internal.step;

import annlab.networks.internal.data.Batch;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.losses.Head;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fused step for stacks of dense layers on the CPU: {@link DenseStack} forward, loss, gradient
 * and update.
 *
 * <p>Plain gradient descent needs no gradient in memory: the product that would compute it is added
 * to the weights. Nothing is allocated in a step, and layer 0 computes no gradient of its input.
 * The optimizer's state lives in DL4J's updater view, so both steps can follow each other.
 */
public final class DenseStep implements TrainingStep {
  private final MultiLayerNetwork network;
  private final Head head;
  private final DenseStack stack;
  private final List<DenseGradient> gradients = new ArrayList<>();
  private final Vector ones;
  private final double[] delta;
  private final DenseUpdate update;
  private Vector raw;
  private INDArray rawArray;

  /**
   * A step for batches that come in one buffer.
   *
   * @param buffer [largest number of rows, inputs]; batches are its first rows
   */
  public DenseStep(ModelSpec spec, MultiLayerNetwork network, INDArray buffer) {
    this.network = network;
    this.head = spec.head();
    this.rawArray = buffer;
    this.raw = Vector.outside(buffer);
    int capacity = Math.toIntExact(buffer.size(0));
    this.stack = new DenseStack(spec, network, capacity);
    this.ones = Vector.filled(spec.dataType(), capacity, 1);
    this.delta = new double[capacity * head.outputs()];
    this.update = new DenseUpdate(spec, network);
    long at = 0;
    for (DenseBlock block : stack.blocks()) {
      gradients.add(new DenseGradient(block, update.gradient(), at, capacity, update.inPlace()));
      at += (block.inputs() + 1L) * block.units();
    }
  }

  @Override
  public double train(Batch batch, double rate) {
    if (batch.x() != rawArray) {
      rawArray = batch.x();
      raw = Vector.outside(rawArray);
    }
    int rows = batch.rows();
    int step = network.getIterationCount();
    Vector input = stack.prepare(raw, rows, step);
    double[] z = stack.sums(input, rows, step);
    double sum = head.run(z, batch.targets(), batch.weights(), rows, batch.predictions(), delta);
    if (!Double.isFinite(sum)) {
      return sum;
    }
    sum += descend(input, rows, rate);
    update.finish(rate, step);
    network.setIterationCount(step + 1);
    return sum;
  }

  /** From the last layer to the first; returns rows times the penalties. */
  private double descend(Vector input, int rows, double rate) {
    double penalties = 0;
    List<DenseBlock> blocks = stack.blocks();
    int last = blocks.size() - 1;
    gradients.get(last).takeDelta(delta, rows);
    for (int i = last; i >= 0; i--) {
      penalties += blocks.get(i).penalty(rows);
      if (i > 0) {
        gradients.get(i).deltaBelow(gradients.get(i - 1), rows);
      }
      Vector below = i > 0 ? blocks.get(i - 1).output() : input;
      gradients.get(i).descend(below, rows, ones, rate);
    }
    return penalties;
  }
}
