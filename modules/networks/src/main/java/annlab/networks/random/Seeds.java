package annlab.networks.random;

import annlab.random.NumpyRandomState;
import java.util.Optional;

/**
 * Where a model's random numbers come from: its first weights, the order of its rows, its dropout.
 *
 * @param kind whose rules are followed
 * @param seed any number
 */
public record Seeds(Kind kind, long seed) {
  /** Whose rules turn a seed into weights and orders. */
  public enum Kind {
    /** This project's: independent streams by purpose, all from one root seed. */
    OWN,
    /** Keras 2, up to 2.9, after {@code tf.random.set_seed(seed)}. */
    KERAS2,
    /** Keras 3 on TensorFlow after {@code keras.utils.set_random_seed(seed)}. */
    KERAS3,
    /** The same on JAX. */
    KERAS3_JAX,
    /** The same on PyTorch. */
    KERAS3_TORCH
  }

  public Seeds {
    if (kind != Kind.OWN && kind != Kind.KERAS2 && (seed < 0 || seed > NumpyRandomState.MAX_SEED)) {
      throw new IllegalArgumentException(
          "Keras 3 takes a seed in [0, "
              + NumpyRandomState.MAX_SEED
              + "] (NumPy's range), got "
              + seed);
    }
  }

  /**
   * This project's own streams.
   *
   * @param root any number
   * @return the seeds
   */
  public static Seeds of(long root) {
    return new Seeds(Kind.OWN, root);
  }

  /**
   * What {@code tf.random.set_seed(seed)} gives a model built right after it in Keras 2 up to 2.9:
   * uniform kernels by TensorFlow's Philox generator, drawn in float, and the order of the rows of
   * every epoch of the first fit. Dropout and normal kernels are not reproduced: the former follows
   * this project's own streams, the latter are refused. From Keras 2.10 on the call no longer fixes
   * the kernels; {@code tf.keras.utils.set_random_seed} gives those of {@link #keras3(long)}.
   *
   * @param seed the argument of {@code tf.random.set_seed}
   * @return the seeds
   */
  public static Seeds keras2(long seed) {
    return new Seeds(Kind.KERAS2, seed);
  }

  /**
   * What {@code keras.utils.set_random_seed(seed)} gives a model built right after it in Keras 3 on
   * TensorFlow; see {@link #keras3(long, KerasBackend)}.
   *
   * @param seed the argument of {@code keras.utils.set_random_seed}
   * @return the seeds
   */
  public static Seeds keras3(long seed) {
    return keras3(seed, KerasBackend.TENSORFLOW);
  }

  /**
   * What {@code keras.utils.set_random_seed(seed)} gives a model built right after it in Keras 3:
   * uniform kernels and the order of rows in every epoch to the bit, normal kernels within 5e-6,
   * the same masks of dropout. All is drawn in float32, also for a model that computes in double. A
   * model that was loaded, copied or resumed goes on as if its earlier epochs had been shuffled and
   * had had as many rows as the next ones. Measured on Keras 3.15.1 with TensorFlow 2.21, JAX
   * 0.10.2 and PyTorch 2.15 on the CPU.
   *
   * @param seed the argument of {@code keras.utils.set_random_seed}, in [0, 4294967295]
   * @param backend what Keras computes on
   * @return the seeds
   * @throws IllegalArgumentException if Keras does not take the seed
   */
  public static Seeds keras3(long seed, KerasBackend backend) {
    Kind kind =
        switch (backend) {
          case TENSORFLOW -> Kind.KERAS3;
          case JAX -> Kind.KERAS3_JAX;
          case TORCH -> Kind.KERAS3_TORCH;
        };
    return new Seeds(kind, seed);
  }

  /**
   * What Keras 3 would compute on.
   *
   * @return empty for other rules than those of Keras 3
   */
  public Optional<KerasBackend> backend() {
    return switch (kind) {
      case OWN, KERAS2 -> Optional.empty();
      case KERAS3 -> Optional.of(KerasBackend.TENSORFLOW);
      case KERAS3_JAX -> Optional.of(KerasBackend.JAX);
      case KERAS3_TORCH -> Optional.of(KerasBackend.TORCH);
    };
  }

  /** Everything random of one model. */
  public Draws draws() {
    return switch (kind) {
      case OWN -> new Draws.Independent(seed, new WeightDraw.Own(seed), order());
      case KERAS2 -> new Draws.Independent(seed, new WeightDraw.Keras2(seed), order());
      case KERAS3, KERAS3_JAX, KERAS3_TORCH -> Keras3Draws.of(backend().orElseThrow(), seed);
    };
  }

  /** The order of rows of a model's first fit, without validation data and dropout. */
  public RowOrder order() {
    return switch (kind) {
      case OWN -> RowOrder.shuffled(seed);
      case KERAS2 -> RowOrder.keras2(seed);
      case KERAS3, KERAS3_JAX, KERAS3_TORCH -> RowOrder.keras3(seed, backend().orElseThrow());
    };
  }
}
