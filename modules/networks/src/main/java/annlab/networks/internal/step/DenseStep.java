package annlab.networks.internal.step;

import annlab.kernels.Matrix;
import annlab.kernels.Numbers;
import annlab.networks.internal.data.Batch;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.Regularizer;
import annlab.networks.losses.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fused step for stacks of dense layers on the CPU: {@link DenseStack} forward, loss, gradient
 * and update.
 *
 * <p>The parameters and the optimizer's state are on the heap while it trains: {@link #load} takes
 * them from the network, {@link #store} puts them back. Plain gradient descent needs no gradient in
 * memory: the product that would compute it is added to the weights. Nothing is allocated in a
 * step, and layer 0 computes no gradient of its input.
 */
public final class DenseStep implements TrainingStep {
  private final MultiLayerNetwork network;
  private final Head head;
  private final HostRows rows;
  private final DenseUpdate update;
  private final DenseStack stack;
  private final List<Back> backs = new ArrayList<>();
  private final double[] sums;
  private final double[] delta;
  private final boolean twice;

  /** Made by the first look. */
  private @Nullable DenseProbe probe;

  private boolean watching;
  private @Nullable Observation observation;

  /** What a layer's backward pass works with. */
  private static final class Back {
    /** dLoss/dz times a factor that all layers share, [rows, units]. */
    final Matrix deltas;

    final Matrix weightTarget;
    final Matrix biasTarget;

    /** The weights' transpose, a row of zeros to start from: unused in the first layer. */
    final Matrix transposed;

    final Matrix zero;

    Back(DenseLayout layout, DenseLayout.Part part, Numbers target, int capacity, boolean first) {
      boolean twice = layout.doublePrecision();
      int inputs = first ? 1 : part.inputs();
      int units = first ? 1 : part.units();
      this.deltas = Matrix.rows(twice, capacity, part.units());
      this.weightTarget = layout.kernel(target, part);
      this.biasTarget = layout.bias(target, part);
      this.transposed =
          Matrix.panels(Numbers.zeros(twice, Matrix.size(twice, units, inputs)), 0, units, inputs);
      this.zero = Matrix.row(Numbers.zeros(twice, Matrix.size(twice, 1, inputs)), 0, inputs);
    }
  }

  /**
   * A step.
   *
   * @param x all rows of inputs, contiguous
   * @param capacity rows of the largest batch
   */
  public DenseStep(ModelSpec spec, MultiLayerNetwork network, INDArray x, int capacity) {
    this.network = network;
    this.head = spec.head();
    this.rows = new HostRows(x);
    DenseLayout layout = new DenseLayout(spec);
    this.twice = layout.doublePrecision();
    this.update = new DenseUpdate(spec, network, layout);
    this.stack = new DenseStack(spec, network, layout, update.parameters(), capacity);
    for (DenseLayout.Part part : layout.parts()) {
      backs.add(new Back(layout, part, update.target(), capacity, backs.isEmpty()));
    }
    this.sums = new double[capacity * head.outputs()];
    this.delta = new double[capacity * head.outputs()];
  }

  /** Takes over the network's parameters and its optimizer's state. */
  public void load() {
    update.load();
  }

  /** Puts parameters and state back into the network. */
  public void store() {
    update.store();
  }

  /** Copies {@code count} rows, named by {@code order} from {@code at} on, for the next step. */
  public void gather(int[] order, int at, int count) {
    rows.read(order, at, count, stack.input());
  }

  @Override
  public void watch() {
    watching = true;
  }

  @Override
  public Optional<Observation> seen() {
    Optional<Observation> seen = Optional.ofNullable(observation);
    observation = null;
    return seen;
  }

  /** What looks at this step, if anything does. */
  private @Nullable DenseProbe looking() {
    if (!watching) {
      return null;
    }
    watching = false;
    DenseProbe looking = probe;
    if (looking == null) {
      looking = new DenseProbe(stack.blocks(), twice, update.inPlace());
      probe = looking;
    }
    return looking;
  }

  @Override
  public double train(Batch batch, double rate) {
    int count = batch.rows();
    int step = network.getIterationCount();
    DenseProbe looking = looking();
    if (looking != null) {
      looking.begin();
    }
    stack.sums(count, step, sums);
    double loss =
        head.run(sums, batch.targets(), batch.weights(), count, batch.predictions(), delta);
    if (!Double.isFinite(loss)) {
      return loss;
    }
    if (looking == null) {
      loss += descend(count, rate, null);
      update.finish(rate, step);
    } else {
      looking.phases().end("forward");
      loss += watched(count, rate, step, looking);
      observation = looking.end(batch);
    }
    network.setIterationCount(step + 1);
    return loss;
  }

  private double watched(int count, double rate, int step, DenseProbe looking) {
    looking.phases().begin();
    double penalties = descend(count, rate, looking);
    looking.phases().end("backward");
    for (int i = 0; i < backs.size(); i++) {
      looking.gradients(i, backs.get(i).weightTarget, backs.get(i).biasTarget);
    }
    looking.phases().begin();
    update.finish(rate, step);
    looking.phases().end("update");
    return penalties;
  }

  /** From the last layer to the first; returns rows times the penalties. */
  private double descend(int count, double rate, @Nullable DenseProbe looking) {
    double penalties = 0;
    List<DenseBlock> blocks = stack.blocks();
    int last = blocks.size() - 1;
    backs.get(last).deltas.write(delta, (update.inPlace() ? -rate : 1) / count, count);
    update.clear();
    for (int i = last; i >= 0; i--) {
      DenseBlock block = blocks.get(i);
      Back back = backs.get(i);
      penalties += block.penalty(count);
      if (i > 0) {
        Matrix below = backs.get(i - 1).deltas;
        back.transposed.transpose(block.weights());
        below.product(back.zero, back.deltas, back.transposed, count, block.part().units());
        blocks.get(i - 1).backward(below, count);
      }
      shrink(block, rate, count);
      Matrix below = i > 0 ? blocks.get(i - 1).output() : stack.input();
      back.weightTarget.addTransposed(below, back.deltas, count);
      back.biasTarget.addRows(back.deltas, count);
      if (looking != null) {
        looking.products(i, below, back.deltas, count, rate);
      }
    }
    return penalties;
  }

  /** Adds the gradient of the layer's penalty, or its update at once. */
  private void shrink(DenseBlock block, double rate, int count) {
    Regularizer regularizer = block.regularizer();
    if (regularizer.isNone()) {
      return;
    }
    double perRow = regularizer.perRow() ? 1.0 / count : 1;
    int from = block.part().kernelAt();
    int to = block.part().biasAt();
    double decay = 2 * regularizer.l2() * perRow;
    if (update.inPlace()) {
      update.target().multiply(1 - rate * decay, from, to);
      return;
    }
    if (decay != 0) {
      update.target().addScaled(decay, update.parameters(), from, to);
    }
    if (regularizer.l1() != 0) {
      update.target().addSign(regularizer.l1() * perRow, update.parameters(), from, to);
    }
  }
}
