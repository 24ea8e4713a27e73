package annlab.networks.random;

import annlab.random.InitialWeights;
import annlab.random.KerasRandom;
import annlab.random.NumpyRandomState;
import annlab.random.Philox;
import annlab.random.PythonRandom;
import annlab.random.Threefry;
import annlab.random.TorchRandom;
import annlab.random.TorchWeights;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Keras 3 after {@code keras.utils.set_random_seed(seed)}: each random initializer without a seed
 * of its own, and each dropout layer, takes the next number of Python's generator when it is
 * constructed; what it makes of that number is its backend's. Measured on Keras 3.15.1.
 */
abstract class Keras3Draws extends Draws {
  // the range of Keras' make_default_seed
  private static final int LARGEST_SEED = 1_000_000_000;

  private static final long UNSIGNED_INTS = 1L << Integer.SIZE;

  private final PythonRandom seeds;

  /** Epochs whose numbers were drawn. */
  private int epochs;

  Keras3Draws(long seed) {
    this.seeds = new PythonRandom(seed);
  }

  static Draws of(KerasBackend backend, long seed) {
    return switch (backend) {
      case TENSORFLOW -> new TensorFlow(seed);
      case JAX -> new Jax(seed);
      case TORCH -> new Torch(seed);
    };
  }

  @Override
  public WeightDraw weights() {
    return new WeightDraw.Keras() {
      @Override
      InitialWeights generator(OptionalLong ownSeed) {
        return initializer(ownSeed.isPresent() ? ownSeed.getAsLong() : nextSeed());
      }
    };
  }

  private long nextSeed() {
    return seeds.randint(1, LARGEST_SEED);
  }

  @Override
  public MaskDraw mask(double rate, int layer) {
    if (rate == 0) {
      return (mask, count, step) -> Arrays.fill(mask, 0, count, 1);
    }
    return dropout(rate, nextSeed());
  }

  @Override
  public final int[] order(int epoch, int rows) {
    epochs++;
    return permutation(rows);
  }

  @Override
  public final void unshuffled() {
    epochs++;
    inOrder();
  }

  @Override
  public final void resume(int trained, Past past) {
    while (epochs < trained) {
      order(epochs, past.rows());
      passed(past);
    }
  }

  abstract int[] permutation(int rows);

  void inOrder() {
    // TensorFlow draws nothing then
  }

  /** Draws what an epoch draws behind its order. */
  void passed(Past past) {
    if (past.evaluated()) {
      evaluated();
    }
  }

  abstract InitialWeights initializer(long seed);

  abstract MaskDraw dropout(double rate, long seed);

  /** Philox; every epoch takes Keras 2's first order, as its data set restarts. */
  private static final class TensorFlow extends Keras3Draws {
    private static final int SEED_MODULUS = Integer.MAX_VALUE - 1;

    private final KerasRandom random;

    TensorFlow(long seed) {
      super(seed);
      this.random = new KerasRandom(seed);
    }

    @Override
    InitialWeights initializer(long seed) {
      return Philox.stateless(Math.floorMod(seed, SEED_MODULUS), 0);
    }

    @Override
    MaskDraw dropout(double rate, long seed) {
      float share = (float) rate;
      double kept = 1 / (1 - rate);
      return (mask, count, step) -> {
        float[] uniform = Philox.stateless(seed, step).uniform(count);
        for (int i = 0; i < count; i++) {
          mask[i] = uniform[i] >= share ? kept : 0;
        }
      };
    }

    @Override
    int[] permutation(int rows) {
      return random.order(0, rows);
    }
  }

  /**
   * Threefry for weights and masks. The orders are NumPy's permutations, one after another; the
   * first is used up by the batch that a first call of fit looks at to build its metrics.
   */
  private static final class Jax extends Keras3Draws {
    private final NumpyRandomState numpy;
    private boolean built;

    Jax(long seed) {
      super(seed);
      this.numpy = new NumpyRandomState(seed);
    }

    @Override
    InitialWeights initializer(long seed) {
      if (seed < 0 || seed >= UNSIGNED_INTS) {
        throw new IllegalArgumentException(
            "an initializer's seed must be in [0, 4294967295] for Keras on JAX, got " + seed);
      }
      return new Threefry(seed, 0);
    }

    @Override
    MaskDraw dropout(double rate, long seed) {
      float share = (float) (1 - rate);
      double kept = 1 / (1 - rate);
      return (mask, count, step) -> {
        float[] uniform = new Threefry(seed, step).uniform(count);
        for (int i = 0; i < count; i++) {
          mask[i] = uniform[i] < share ? kept : 0;
        }
      };
    }

    @Override
    int[] permutation(int rows) {
      if (!built) {
        built = true;
        numpy.permutation(rows);
      }
      return numpy.permutation(rows);
    }

    @Override
    void inOrder() {
      built = true;
    }

    @Override
    public void evaluated() {
      built = true;
    }
  }

  /**
   * MT19937. One generator, seeded by the call, serves the orders, the masks and everything else
   * that goes through a DataLoader, each pass of which takes two numbers.
   */
  private static final class Torch extends Keras3Draws {
    private final TorchRandom random;
    private boolean built;

    Torch(long seed) {
      super(seed);
      this.random = new TorchRandom(seed);
    }

    @Override
    InitialWeights initializer(long seed) {
      return new TorchWeights(seed);
    }

    /** The layer's own seed is drawn but not used: PyTorch's dropout takes the one generator. */
    @Override
    MaskDraw dropout(double rate, long seed) {
      double share = 1 - rate;
      double kept = 1 / share;
      return new MaskDraw() {
        private double[] last = {};
        private int lastStep = -1;

        @Override
        public void draw(double[] mask, int count, int step) {
          if (step != lastStep || count > last.length) {
            last = new double[count];
            lastStep = step;
            for (int i = 0; i < count; i++) {
              last[i] = random.nextDouble() < share ? kept : 0;
            }
          }
          System.arraycopy(last, 0, mask, 0, count);
        }
      };
    }

    @Override
    int[] permutation(int rows) {
      if (!built) {
        built = true;
        random.nextLong();
      }
      pass();
      return new TorchRandom(random.nextLong()).permutation(rows);
    }

    private void pass() {
      random.nextLong();
      random.nextLong();
    }

    @Override
    void inOrder() {
      built = true;
      pass();
    }

    @Override
    public void evaluated() {
      built = true;
      pass();
    }

    @Override
    public void predicted() {
      pass();
    }

    @Override
    void passed(Past past) {
      for (long i = past.rows() * past.dropped(); i > 0; i--) {
        random.nextDouble();
      }
      super.passed(past);
    }
  }
}
