package annlab.networks.random;

import annlab.random.InitialWeights;
import annlab.random.KerasRandom;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Draws the first weights of a model's layers, in their order. */
public abstract class WeightDraw {
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
    initializer.fill(weights, inputs, outputs, () -> sampler(initializer, purpose, layer));
    return weights;
  }

  abstract WeightSampler sampler(Initializer initializer, String purpose, int layer);

  /** From this project's own streams. */
  static final class Own extends WeightDraw {
    private final long root;

    Own(long root) {
      this.root = root;
    }

    @Override
    WeightSampler sampler(Initializer initializer, String purpose, int layer) {
      OptionalLong own = initializer.seed();
      return new Stream(
          own.isPresent()
              ? Streams.of(own.getAsLong(), "initializer", 0)
              : Streams.of(root, purpose, layer));
    }
  }

  /** From one of this project's streams. */
  private record Stream(SplittableRandom random) implements WeightSampler {
    @Override
    public void uniform(double[] into, double low, double high) {
      for (int i = 0; i < into.length; i++) {
        into[i] = low + (high - low) * random.nextDouble();
      }
    }

    @Override
    public void normal(double[] into, double mean, double standardDeviation) {
      for (int i = 0; i < into.length; i++) {
        into[i] = mean + standardDeviation * gaussian();
      }
    }

    @Override
    public void truncatedNormal(double[] into, double standardDeviation) {
      for (int i = 0; i < into.length; i++) {
        double normal = gaussian();
        while (Math.abs(normal) > 2) {
          normal = gaussian();
        }
        into[i] = standardDeviation * normal;
      }
    }

    /** Box and Muller's method; StrictMath, so that every machine draws the same bits. */
    private double gaussian() {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }
  }

  /** From the generators of Keras' backends, in float32 whatever the model computes in. */
  abstract static class Keras extends WeightDraw {
    abstract InitialWeights generator(OptionalLong ownSeed);

    @Override
    WeightSampler sampler(Initializer initializer, String purpose, int layer) {
      return new Generated(generator(initializer.seed()));
    }
  }

  /** From a generator of one of Keras' backends. */
  private static class Generated implements WeightSampler {
    private final InitialWeights generator;

    Generated(InitialWeights generator) {
      this.generator = generator;
    }

    @Override
    public void uniform(double[] into, double low, double high) {
      float[] drawn = generator.uniform(into.length, low, high);
      for (int i = 0; i < into.length; i++) {
        into[i] = drawn[i];
      }
    }

    @Override
    public void normal(double[] into, double mean, double standardDeviation) {
      scale(into, generator.normal(into.length), mean, standardDeviation);
    }

    @Override
    public void truncatedNormal(double[] into, double standardDeviation) {
      scale(into, generator.truncatedNormal(into.length), 0, standardDeviation);
    }

    private static void scale(double[] into, double[] drawn, double mean, double deviation) {
      for (int i = 0; i < into.length; i++) {
        into[i] = (float) drawn[i] * (float) deviation + (float) mean;
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
    WeightSampler sampler(Initializer initializer, String purpose, int layer) {
      return new Generated(generator(initializer.seed())) {
        @Override
        public void normal(double[] into, double mean, double standardDeviation) {
          throw refused(initializer);
        }

        @Override
        public void truncatedNormal(double[] into, double standardDeviation) {
          throw refused(initializer);
        }
      };
    }

    private static IllegalArgumentException refused(Initializer initializer) {
      return new IllegalArgumentException(
          "only uniform and constant initializers follow the seeds of Keras 2, got "
              + initializer
              + "; use a uniform one, Seeds.keras3(seed) or Seeds.of(seed)");
    }

    @Override
    InitialWeights generator(OptionalLong ownSeed) {
      return ownSeed.isPresent() ? random.operation(ownSeed.getAsLong()) : random.nextInitializer();
    }
  }
}
