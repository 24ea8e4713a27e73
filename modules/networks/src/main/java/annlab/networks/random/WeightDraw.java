package annlab.networks.random;

import annlab.random.KerasRandom;
import annlab.random.Philox;
import annlab.random.PythonRandom;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Draws the first weights of a model's layers, in their order. */
public abstract sealed class WeightDraw {
  /**
   * Draws a matrix row by row.
   *
   * @param purpose what is drawn, {@code weights} or {@code biases}
   * @param layer number of the layer among those with weights
   * @return [inputs, outputs], input index outer
   */
  public double[] draw(
      Initializer initializer, int inputs, int outputs, String purpose, int layer) {
    double[] weights = new double[Math.multiplyExact(inputs, outputs)];
    if (initializer instanceof Initializer.Constant constant) {
      Arrays.fill(weights, constant.value());
    } else {
      fill(weights, initializer, inputs, outputs, purpose, layer);
    }
    return weights;
  }

  abstract void fill(
      double[] weights,
      Initializer initializer,
      int inputs,
      int outputs,
      String purpose,
      int layer);

  /** From this project's own streams. */
  static final class Own extends WeightDraw {
    private final long root;

    Own(long root) {
      this.root = root;
    }

    @Override
    void fill(
        double[] weights,
        Initializer initializer,
        int inputs,
        int outputs,
        String purpose,
        int layer) {
      OptionalLong own = initializer.seed();
      SplittableRandom random =
          own.isPresent()
              ? Streams.of(own.getAsLong(), "initializer", 0)
              : Streams.of(root, purpose, layer);
      if (initializer instanceof Initializer.RandomUniform uniform) {
        uniform(weights, uniform.low(), uniform.high(), random);
      } else if (initializer instanceof Initializer.RandomNormal normal) {
        for (int i = 0; i < weights.length; i++) {
          weights[i] = normal.mean() + normal.deviation() * gaussian(random);
        }
      } else if (initializer instanceof Initializer.VarianceScaling scaling) {
        double variance = scaling.variance(inputs, outputs);
        if (scaling.shape() == Initializer.Shape.UNIFORM) {
          double limit = Math.sqrt(3 * variance);
          uniform(weights, -limit, limit, random);
        } else {
          cutNormal(
              weights, Math.sqrt(variance) / Initializer.VarianceScaling.CUT_DEVIATION, random);
        }
      }
    }

    private static void uniform(
        double[] weights, double low, double high, SplittableRandom random) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = low + (high - low) * random.nextDouble();
      }
    }

    private static void cutNormal(double[] weights, double deviation, SplittableRandom random) {
      for (int i = 0; i < weights.length; i++) {
        double normal = gaussian(random);
        while (Math.abs(normal) > 2) {
          normal = gaussian(random);
        }
        weights[i] = deviation * normal;
      }
    }

    /** Box and Muller's method; StrictMath, so that every machine draws the same bits. */
    private static double gaussian(SplittableRandom random) {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }
  }

  /** From TensorFlow's Philox generator, in float. */
  abstract static sealed class Keras extends WeightDraw {
    abstract Philox generator(OptionalLong ownSeed);

    @Override
    void fill(
        double[] weights,
        Initializer initializer,
        int inputs,
        int outputs,
        String purpose,
        int layer) {
      float low;
      float high;
      if (initializer instanceof Initializer.RandomUniform uniform) {
        low = (float) uniform.low();
        high = (float) uniform.high();
      } else if (initializer instanceof Initializer.VarianceScaling scaling
          && scaling.shape() == Initializer.Shape.UNIFORM) {
        high = (float) Math.sqrt(3 * scaling.variance(inputs, outputs));
        low = -high;
      } else {
        throw new IllegalArgumentException(
            "only uniform and constant initializers follow Keras' seeds, got "
                + initializer
                + "; use a uniform one, or Seeds.of(seed)");
      }
      float[] drawn = generator(initializer.seed()).uniform(weights.length, low, high);
      for (int i = 0; i < weights.length; i++) {
        weights[i] = drawn[i];
      }
    }
  }

  /** Keras 2 after {@code tf.random.set_seed}. */
  static final class Keras2 extends Keras {
    private final KerasRandom random;
    private final long seed;

    Keras2(long seed) {
      this.seed = seed;
      this.random = new KerasRandom(seed);
    }

    @Override
    Philox generator(OptionalLong ownSeed) {
      return ownSeed.isPresent()
          ? Philox.stateful(seed, ownSeed.getAsLong())
          : random.nextInitializer();
    }
  }

  /** Keras 3 after {@code keras.utils.set_random_seed}. */
  static final class Keras3 extends Keras {
    // the range of Keras' make_default_seed
    private static final int LARGEST_SEED = 1_000_000_000;

    private final PythonRandom random;

    Keras3(long seed) {
      this.random = new PythonRandom(seed);
    }

    @Override
    Philox generator(OptionalLong ownSeed) {
      return Philox.stateless(
          ownSeed.isPresent() ? ownSeed.getAsLong() : random.randint(1, LARGEST_SEED), 0);
    }
  }
}
