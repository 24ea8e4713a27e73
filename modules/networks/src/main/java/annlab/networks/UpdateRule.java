package annlab.networks;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The arithmetic of an optimizer on one flat block of parameters. Its state is a view of DL4J's
 * updater state, part behind part: the velocity; Adam's m, then v; RMSprop's v, then momentum.
 */
final class UpdateRule {
  private final Optimizer optimizer;
  private final @Nullable INDArray first;
  private final @Nullable INDArray second;
  private @Nullable INDArray scratch;
  private int productStep;
  private double product = 1;

  UpdateRule(Optimizer optimizer, @Nullable INDArray state, boolean initialize) {
    this.optimizer = optimizer;
    int parts = stateFactor(optimizer);
    this.first = part(state, 0, parts);
    this.second = part(state, 1, parts);
    if (initialize && state != null) {
      state.assign(optimizer instanceof Adagrad adagrad ? adagrad.initialAccumulator() : 0);
    }
  }

  /** Numbers of state for each parameter. */
  static int stateFactor(Optimizer optimizer) {
    if (optimizer instanceof Sgd sgd) {
      return sgd.momentum() == 0 ? 0 : 1;
    }
    if (optimizer instanceof RmsProp rmsProp) {
      return rmsProp.momentum() == 0 ? 1 : 2;
    }
    return optimizer instanceof Adagrad ? 1 : 2;
  }

  private static @Nullable INDArray part(@Nullable INDArray state, int index, int parts) {
    if (state == null || index >= parts) {
      return null;
    }
    long size = state.length() / parts;
    return state.get(NDArrayIndex.interval(index * size, (index + 1) * size));
  }

  /**
   * Turns the mean gradient into the update that is subtracted from the parameters. Weight decay is
   * not in it, since it needs the parameters.
   *
   * @param step updates done before this one
   */
  void apply(INDArray gradient, double rate, int step) {
    if (optimizer instanceof Sgd sgd) {
      gradient.muli(rate);
      if (sgd.momentum() != 0) {
        momentum(sgd, gradient, requireNonNull(first));
      }
    } else if (optimizer instanceof Adam adam) {
      adam(adam, gradient, rate, step + 1);
    } else if (optimizer instanceof AdamW adamW) {
      adam(adamW.adam(), gradient, rate, step + 1);
    } else if (optimizer instanceof RmsProp rmsProp) {
      rmsProp(rmsProp, gradient, requireNonNull(first), rate);
    } else if (optimizer instanceof Adagrad adagrad) {
      adagrad(adagrad, gradient, requireNonNull(first), rate);
    } else if (optimizer instanceof Nadam nadam) {
      nadam(nadam, gradient, requireNonNull(first), requireNonNull(second), rate, step + 1);
    }
  }

  /** Takes rate * g; the velocity is Keras', v = momentum * v - rate * g. */
  private static void momentum(Sgd sgd, INDArray scaled, INDArray velocity) {
    velocity.muli(sgd.momentum()).subi(scaled);
    if (sgd.nesterov()) {
      scaled.subi(velocity.mul(sgd.momentum()));
    } else {
      scaled.assign(velocity).negi();
    }
  }

  private void adam(Adam adam, INDArray gradient, double rate, int t) {
    double corrected = correctedRate(adam, rate, t);
    // The operation would correct the bias in the array's type, losing digits in float: it is
    // corrected here in double, and at its last iteration the operation's own correction is 1.
    Nd4j.exec(
        new AdamUpdater(
            gradient,
            requireNonNull(second),
            requireNonNull(first),
            corrected,
            adam.beta1(),
            adam.beta2(),
            adam.epsilon(),
            Integer.MAX_VALUE - 1));
  }

  private void rmsProp(RmsProp rmsProp, INDArray gradient, INDArray square, double rate) {
    INDArray work = scratch(gradient);
    gradient.muli(gradient, work);
    square.muli(rmsProp.rho()).addi(work.muli(1 - rmsProp.rho()));
    square.addi(rmsProp.epsilon(), work);
    gradient.divi(Transforms.sqrt(work, false)).muli(rate);
    if (second != null) {
      second.muli(rmsProp.momentum()).addi(gradient);
      gradient.assign(second);
    }
  }

  private void adagrad(Adagrad adagrad, INDArray gradient, INDArray sum, double rate) {
    INDArray work = scratch(gradient);
    sum.addi(gradient.muli(gradient, work));
    sum.addi(adagrad.epsilon(), work);
    gradient.divi(Transforms.sqrt(work, false)).muli(rate);
  }

  private void nadam(
      Nadam nadam, INDArray gradient, INDArray mean, INDArray square, double rate, int t) {
    double now = nadam.warmBeta1(t);
    double next = nadam.warmBeta1(t + 1);
    double soFar = productOfWarmBetas(nadam, t);
    INDArray work = scratch(gradient);
    gradient.muli(1 - nadam.beta1(), work);
    mean.muli(nadam.beta1()).addi(work);
    gradient.muli(gradient, work);
    square.muli(nadam.beta2()).addi(work.muli(1 - nadam.beta2()));
    mean.muli(next / (1 - soFar * next), work);
    gradient.muli((1 - now) / (1 - soFar)).addi(work);
    square.divi(1 - Math.pow(nadam.beta2(), t), work);
    gradient.divi(Transforms.sqrt(work, false).addi(nadam.epsilon())).muli(rate);
  }

  private double productOfWarmBetas(Nadam nadam, int t) {
    if (productStep > t) {
      productStep = 0;
      product = 1;
    }
    while (productStep < t) {
      product *= nadam.warmBeta1(++productStep);
    }
    return product;
  }

  private INDArray scratch(INDArray like) {
    if (scratch == null) {
      // DL4J may call from within a workspace, which the scratch outlives
      scratch = Nd4j.createUninitializedDetached(like.dataType(), like.length());
    }
    return scratch;
  }

  /** Adds AdamW's weight decay to an update, which the other optimizers do not have. */
  void decay(INDArray parameters, INDArray update, double rate) {
    if (optimizer instanceof AdamW adamW) {
      Nd4j.getBlasWrapper()
          .level1()
          .axpy(update.length(), rate * adamW.weightDecay(), parameters, update);
    }
  }

  /** The rate that corrects the bias of both running means at update t, counted from 1. */
  static double correctedRate(Adam adam, double rate, int t) {
    return rate * Math.sqrt(1 - Math.pow(adam.beta2(), t)) / (1 - Math.pow(adam.beta1(), t));
  }
}
