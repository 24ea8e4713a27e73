package annlab.networks.random;

import annlab.random.InitialWeights;
import annlab.random.KerasRandom;
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

  /** From the generators of Keras' backends, in float32 whatever the model computes in. */
  abstract static non-sealed class Keras extends WeightDraw {
    abstract InitialWeights generator(OptionalLong ownSeed);

    @Override
    void fill(
        double[] weights,
        Initializer initializer,
        int inputs,
        int outputs,
        String purpose,
        int layer) {
      InitialWeights generator = generator(initializer.seed());
      if (initializer instanceof Initializer.RandomUniform uniform) {
        take(weights, generator.uniform(weights.length, uniform.low(), uniform.high()));
      } else if (initializer instanceof Initializer.RandomNormal normal) {
        scale(weights, generator.normal(weights.length), normal.deviation(), normal.mean());
      } else if (initializer instanceof Initializer.VarianceScaling scaling) {
        double variance = scaling.variance(inputs, outputs);
        if (scaling.shape() == Initializer.Shape.UNIFORM) {
          double limit = Math.sqrt(3 * variance);
          take(weights, generator.uniform(weights.length, -limit, limit));
        } else {
          double deviation = Math.sqrt(variance) / Initializer.VarianceScaling.CUT_DEVIATION;
          scale(weights, generator.truncatedNormal(weights.length), deviation, 0);
        }
      }
    }

    private static void take(double[] weights, float[] drawn) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = drawn[i];
      }
    }

    private static void scale(double[] weights, double[] normal, double deviation, double mean) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) normal[i] * (float) deviation + (float) mean;
      }
    }
  }

  /** Keras 2, up to 2.9, after {@code tf.random.set_seed}. */
  static final class Keras2 extends Keras {
    private final KerasRandom random;

    Keras2(long seed) {
      this.random = new KerasRandom(seed);
    }

    @Override
    void fill(
        double[] weights,
        Initializer initializer,
        int inputs,
        int outputs,
        String purpose,
        int layer) {
      boolean normal =
          initializer instanceof Initializer.RandomNormal
              || (initializer instanceof Initializer.VarianceScaling scaling
                  && scaling.shape() == Initializer.Shape.TRUNCATED_NORMAL);
      if (normal) {
        throw new IllegalArgumentException(
            "only uniform and constant initializers follow the seeds of Keras 2, got "
                + initializer
                + "; use a uniform one, Seeds.keras3(seed) or Seeds.of(seed)");
      }
      super.fill(weights, initializer, inputs, outputs, purpose, layer);
    }

    @Override
    InitialWeights generator(OptionalLong ownSeed) {
      return ownSeed.isPresent() ? random.operation(ownSeed.getAsLong()) : random.nextInitializer();
    }
  }
}
