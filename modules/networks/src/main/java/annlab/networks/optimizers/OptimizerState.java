package annlab.networks.optimizers;

import static java.util.Objects.requireNonNull;

import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The state of an optimizer on one flat block of parameters: a view of DL4J's updater state, part
 * behind part. The velocity; Adam's m, then v; RMSprop's v, then momentum.
 */
public final class OptimizerState {
  private final @Nullable INDArray first;
  private final @Nullable INDArray second;
  private @Nullable INDArray scratch;
  private int productStep;
  private double product = 1;

  /**
   * The state in an array.
   *
   * @param optimizer whose state it is
   * @param state shape [parts * parameters]; null without parts
   * @param initialize whether the array is set to the optimizer's first state
   */
  public OptimizerState(Optimizer optimizer, @Nullable INDArray state, boolean initialize) {
    int parts = optimizer.stateFactor();
    this.first = part(state, 0, parts);
    this.second = part(state, 1, parts);
    if (initialize && state != null) {
      state.assign(optimizer.initialState());
    }
  }

  private static @Nullable INDArray part(@Nullable INDArray state, int index, int parts) {
    if (state == null || index >= parts) {
      return null;
    }
    long size = state.length() / parts;
    return state.get(NDArrayIndex.interval(index * size, (index + 1) * size));
  }

  /** The first part, shape [parameters]. */
  INDArray first() {
    return requireNonNull(first);
  }

  /** The second part, shape [parameters]. */
  INDArray second() {
    return requireNonNull(second);
  }

  /** An array like the gradient to compute in, the same each time. */
  INDArray scratch(INDArray like) {
    if (scratch == null) {
      // DL4J may call from within a workspace, which the scratch outlives
      scratch = Nd4j.createUninitializedDetached(like.dataType(), like.length());
    }
    return scratch;
  }

  /** The product of a factor over updates 1 to t. */
  double product(int t, IntToDoubleFunction factor) {
    if (productStep > t) {
      productStep = 0;
      product = 1;
    }
    while (productStep < t) {
      product *= factor.applyAsDouble(++productStep);
    }
    return product;
  }
}
