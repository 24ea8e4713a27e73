package annlab.networks;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws a layer's first weights. */
final class WeightDraw {
  // standard deviation of a standard normal cut at +-2 (Keras' VarianceScaling)
  private static final double CUT_DEVIATION = 0.8796256610342398;

  private WeightDraw() {}

  /**
   * Draws a matrix row by row.
   *
   * @return [inputs, outputs], input index outer
   */
  static double[] draw(Initializer initializer, int inputs, int outputs, SplittableRandom stream) {
    double[] weights = new double[inputs * outputs];
    if (initializer instanceof Initializer.Constant constant) {
      Arrays.fill(weights, constant.value());
    } else if (initializer instanceof Initializer.RandomUniform uniform) {
      SplittableRandom random =
          uniform.seed().isPresent() ? own(uniform.seed().getAsLong()) : stream;
      uniform(weights, uniform.low(), uniform.high(), random);
    } else if (initializer instanceof Initializer.RandomNormal normal) {
      SplittableRandom random = normal.seed().isPresent() ? own(normal.seed().getAsLong()) : stream;
      for (int i = 0; i < weights.length; i++) {
        weights[i] = normal.mean() + normal.deviation() * gaussian(random);
      }
    } else if (initializer instanceof Initializer.VarianceScaling scaling) {
      SplittableRandom random =
          scaling.seed().isPresent() ? own(scaling.seed().getAsLong()) : stream;
      scaled(weights, scaling, inputs, outputs, random);
    }
    return weights;
  }

  private static SplittableRandom own(long seed) {
    return Streams.of(seed, "initializer", 0);
  }

  private static void scaled(
      double[] weights,
      Initializer.VarianceScaling scaling,
      int inputs,
      int outputs,
      SplittableRandom random) {
    double fan = scaling.fan() == Initializer.Fan.IN ? inputs : (inputs + outputs) / 2.0;
    double variance = scaling.scale() / Math.max(1, fan);
    if (scaling.shape() == Initializer.Shape.UNIFORM) {
      double limit = Math.sqrt(3 * variance);
      uniform(weights, -limit, limit, random);
      return;
    }
    double deviation = Math.sqrt(variance) / CUT_DEVIATION;
    for (int i = 0; i < weights.length; i++) {
      double normal = gaussian(random);
      while (Math.abs(normal) > 2) {
        normal = gaussian(random);
      }
      weights[i] = deviation * normal;
    }
  }

  private static void uniform(double[] weights, double low, double high, SplittableRandom random) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = low + (high - low) * random.nextDouble();
    }
  }

  /** Box and Muller's method: StrictMath, so that every machine draws the same bits. */
  private static double gaussian(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
  }
}
