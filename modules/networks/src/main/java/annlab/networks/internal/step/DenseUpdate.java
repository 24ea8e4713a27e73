package annlab.networks.internal.step;

import static java.util.Objects.requireNonNull;

import annlab.networks.internal.dl4j.KerasUpdater;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.Dense;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.OptimizerState;
import annlab.networks.optimizers.Sgd;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How {@link DenseStep} turns a flat gradient into new parameters, by the network's optimizer. */
final class DenseUpdate {
  private final Optimizer optimizer;
  private final INDArray parameters;
  private final INDArray gradient;
  private final OptimizerState state;
  private final boolean inPlace;
  private final @Nullable Vector weights;
  private final @Nullable Vector slopes;
  private final @Nullable Vector first;
  private final @Nullable Vector second;

  DenseUpdate(ModelSpec spec, MultiLayerNetwork network) {
    this.optimizer = spec.optimizer();
    this.parameters = flat(network.params());
    this.gradient = flat(network.getFlattenedGradients());
    INDArray view = network.getUpdater(true).getStateViewArray();
    INDArray array = view == null || view.isEmpty() ? null : flat(view);
    this.state = new OptimizerState(optimizer, array, false);
    boolean l1 =
        spec.layers().stream()
            .anyMatch(layer -> layer instanceof Dense dense && dense.kernelRegularizer().l1() != 0);
    this.inPlace = optimizer instanceof Sgd sgd && sgd.momentum() == 0 && !l1;
    boolean fused = !inPlace && (optimizer instanceof Sgd || optimizer instanceof Adam);
    long n = parameters.length();
    this.weights = fused ? Vector.over(parameters) : null;
    this.slopes = fused ? Vector.over(gradient) : null;
    this.first = fused && array != null ? Vector.over(Vector.range(array, 0, n)) : null;
    this.second =
        fused && array != null && array.length() == 2 * n
            ? Vector.over(Vector.range(array, n, n))
            : null;
  }

  private static INDArray flat(INDArray array) {
    return array.reshape(array.length());
  }

  INDArray parameters() {
    return parameters;
  }

  INDArray gradient() {
    return gradient;
  }

  /** Whether the parameters are changed by the products themselves, without a gradient. */
  boolean inPlace() {
    return inPlace;
  }

  /**
   * Applies the mean gradient.
   *
   * @param step updates done before this one
   */
  void finish(double rate, int step) {
    if (inPlace) {
      return;
    }
    if (optimizer instanceof Adam adam) {
      adam(adam, adam.correctedRate(rate, step + 1));
    } else if (optimizer instanceof Sgd sgd) {
      sgd(sgd, rate);
    } else {
      optimizer.update(gradient, state, rate, step);
      KerasUpdater.decay(optimizer, parameters, gradient, rate);
      parameters.subi(gradient);
    }
  }

  private void adam(Adam adam, double rate) {
    Vector w = pulled(weights);
    Vector m = pulled(first);
    Vector v = pulled(second);
    w.adam(pulled(slopes), m, v, rate, adam);
    w.push(w.length);
    m.push(m.length);
    v.push(v.length);
  }

  private void sgd(Sgd sgd, double rate) {
    Vector w = pulled(weights);
    Vector g = pulled(slopes);
    if (sgd.momentum() == 0) {
      w.descend(g, rate);
    } else {
      Vector v = pulled(first);
      w.momentum(g, v, rate, sgd.momentum(), sgd.nesterov());
      v.push(v.length);
    }
    w.push(w.length);
  }

  private static Vector pulled(@Nullable Vector vector) {
    Vector here = requireNonNull(vector);
    here.pull(here.length);
    return here;
  }
}
