package annlab.networks.internal.step;

import annlab.kernels.Numbers;
import annlab.networks.internal.dl4j.KerasUpdater;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.optimizers.HeapUpdate;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.OptimizerState;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The parameters of {@link DenseStep} and their optimizer. */
final class DenseUpdate {
  /**
   * Steps from one look for subnormal numbers in the optimizer's state to the next. The running
   * means of a unit that is dead fall and fall, and end at the least such number, of which nine
   * tenths are rounded to itself; arithmetic with them takes many processors fifty times as long.
   */
  private static final int FLUSH_STEPS = 16;

  private final MultiLayerNetwork network;

  /** DL4J's parameters: one view, since it makes another one whenever it is asked. */
  private final INDArray shown;

  private final DataType type;
  private final DenseLayout layout;
  private final Optimizer optimizer;
  private final Numbers parameters;
  private final Numbers scratch;

  /** Null where the products change the parameters at once. */
  private final @Nullable Numbers gradient;

  /** The parts of the state on the heap; none where the optimizer computes by ND4J. */
  private final List<Numbers> state = new ArrayList<>();

  /** Null where the optimizer computes by ND4J. */
  private final @Nullable HeapUpdate onHeap;

  /** What DL4J has, outside the heap. */
  private @Nullable HostRows shownParameters;

  private @Nullable HostRows shownState;

  /** For an optimizer that computes by ND4J. */
  private @Nullable OptimizerState nd4jState;

  DenseUpdate(ModelSpec spec, MultiLayerNetwork network, DenseLayout layout) {
    this.network = network;
    this.shown = network.params();
    this.type = spec.dataType();
    this.layout = layout;
    this.optimizer = spec.optimizer();
    this.parameters = layout.zeros();
    this.scratch = layout.flatZeros();
    boolean l1 = spec.layers().stream().anyMatch(layer -> layer.kernelRegularizer().l1() != 0);
    this.gradient = optimizer.descends() && !l1 ? null : layout.zeros();
    this.onHeap = optimizer.onHeap().orElse(null);
    if (onHeap != null) {
      for (int part = 0; part < optimizer.stateFactor(); part++) {
        state.add(layout.zeros());
      }
    }
  }

  Numbers parameters() {
    return parameters;
  }

  /** What the products are added to: the gradient, or the parameters themselves. */
  Numbers target() {
    return gradient == null ? parameters : gradient;
  }

  /** Whether the parameters are changed by the products themselves, without a gradient. */
  boolean inPlace() {
    return gradient == null;
  }

  /** Sets the gradient to 0. */
  void clear() {
    if (gradient != null) {
      gradient.fill(0);
    }
  }

  void load() {
    layout.read(shownParameters(), 0, scratch, parameters);
    for (int part = 0; part < state.size(); part++) {
      layout.read(shownState(state.size()), part, scratch, state.get(part));
    }
  }

  void store() {
    layout.write(parameters, scratch, shownParameters(), 0);
    for (int part = 0; part < state.size(); part++) {
      layout.write(state.get(part), scratch, shownState(state.size()), part);
    }
  }

  private HostRows shownParameters() {
    HostRows rows = HostRows.of(shown, 1, shownParameters);
    shownParameters = rows;
    return rows;
  }

  /** A row for each part. */
  private HostRows shownState(int parts) {
    INDArray all = network.getUpdater(true).getStateViewArray();
    HostRows rows = HostRows.of(all, parts, shownState);
    shownState = rows;
    return rows;
  }

  private static INDArray flat(INDArray array) {
    return array.reshape(array.length());
  }

  /**
   * Applies the mean gradient.
   *
   * @param step updates done before this one
   */
  void finish(double rate, int step) {
    if (gradient == null) {
      return;
    }
    if (onHeap == null) {
      byNd4j(gradient, rate, step);
    } else {
      onHeap.apply(parameters, gradient, state, rate, step, type);
    }
    if (step % FLUSH_STEPS == FLUSH_STEPS - 1) {
      flush();
    }
  }

  private void flush() {
    if (onHeap == null) {
      INDArray all = network.getUpdater(true).getStateViewArray();
      int parts = all == null || all.isEmpty() ? 0 : optimizer.stateFactor();
      for (int part = 0; part < parts; part++) {
        HostRows rows = shownState(parts);
        rows.read(part, scratch, 0);
        scratch.flushSubnormals();
        rows.write(part, scratch, 0);
      }
    } else {
      state.forEach(Numbers::flushSubnormals);
    }
  }

  private void byNd4j(Numbers mean, double rate, int step) {
    INDArray change = flat(network.getFlattenedGradients());
    INDArray flat = flat(shown);
    layout.write(mean, scratch, new HostRows(change), 0);
    layout.write(parameters, scratch, shownParameters(), 0);
    optimizer.update(change, nd4jState(), rate, step);
    KerasUpdater.decay(optimizer, flat, change, rate);
    flat.subi(change);
    layout.read(shownParameters(), 0, scratch, parameters);
  }

  /** The same for all steps, since it holds an array as large as the parameters to compute in. */
  private OptimizerState nd4jState() {
    INDArray view = network.getUpdater(true).getStateViewArray();
    if (nd4jState == null) {
      INDArray array = view == null || view.isEmpty() ? null : flat(view);
      nd4jState = new OptimizerState(optimizer, array, false);
    }
    return nd4jState;
  }
}
