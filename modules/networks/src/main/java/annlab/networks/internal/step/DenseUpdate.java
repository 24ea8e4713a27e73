package annlab.networks.internal.step;

import static java.util.Objects.requireNonNull;

import annlab.kernels.Numbers;
import annlab.networks.internal.dl4j.KerasUpdater;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.Dense;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.AdamW;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.OptimizerState;
import annlab.networks.optimizers.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The parameters of {@link DenseStep} and their optimizer. */
final class DenseUpdate {
  private final MultiLayerNetwork network;
  private final DenseLayout layout;
  private final Optimizer optimizer;
  private final Numbers parameters;
  private final Numbers scratch;

  /** Null where the products change the parameters at once. */
  private final @Nullable Numbers gradient;

  /** The parts of the state on the heap; none where the optimizer computes by ND4J. */
  private final List<Numbers> state = new ArrayList<>();

  private final boolean onHeap;

  /** What DL4J has, outside the heap. */
  private @Nullable HostRows shownParameters;

  private @Nullable HostRows shownState;

  /** For an optimizer that computes by ND4J. */
  private @Nullable OptimizerState nd4jState;

  DenseUpdate(ModelSpec spec, MultiLayerNetwork network, DenseLayout layout) {
    this.network = network;
    this.layout = layout;
    this.optimizer = spec.optimizer();
    this.parameters = layout.zeros();
    this.scratch = layout.flatZeros();
    boolean l1 =
        spec.layers().stream()
            .anyMatch(layer -> layer instanceof Dense dense && dense.kernelRegularizer().l1() != 0);
    boolean inPlace = optimizer instanceof Sgd sgd && sgd.momentum() == 0 && !l1;
    this.gradient = inPlace ? null : layout.zeros();
    this.onHeap =
        optimizer instanceof Sgd || optimizer instanceof Adam || optimizer instanceof AdamW;
    if (onHeap) {
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
      layout.read(shownState(), part, scratch, state.get(part));
    }
  }

  void store() {
    layout.write(parameters, scratch, shownParameters(), 0);
    for (int part = 0; part < state.size(); part++) {
      layout.write(state.get(part), scratch, shownState(), part);
    }
  }

  private HostRows shownParameters() {
    HostRows rows = HostRows.of(network.params(), 1, shownParameters);
    shownParameters = rows;
    return rows;
  }

  /** A row for each part. */
  private HostRows shownState() {
    INDArray all = network.getUpdater(true).getStateViewArray();
    HostRows rows = HostRows.of(all, state.size(), shownState);
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
    if (optimizer instanceof Adam adam) {
      adam(adam, gradient, rate, step);
    } else if (optimizer instanceof AdamW decoupled) {
      parameters.multiply(1 - rate * decoupled.weightDecay());
      adam(decoupled.adam(), gradient, rate, step);
    } else if (optimizer instanceof Sgd sgd) {
      if (sgd.momentum() == 0) {
        parameters.descend(gradient, rate);
      } else {
        parameters.momentum(gradient, state.get(0), rate, sgd.momentum(), sgd.nesterov());
      }
    } else {
      byNd4j(requireNonNull(gradient), rate, step);
    }
  }

  private void adam(Adam adam, Numbers mean, double rate, int step) {
    parameters.adam(
        mean,
        state.get(0),
        state.get(1),
        adam.correctedRate(rate, step + 1, network.params().dataType()),
        adam.beta1(),
        adam.beta2(),
        adam.epsilon());
  }

  private void byNd4j(Numbers mean, double rate, int step) {
    INDArray change = flat(network.getFlattenedGradients());
    INDArray flat = flat(network.params());
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
