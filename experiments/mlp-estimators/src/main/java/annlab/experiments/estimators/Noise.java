package annlab.experiments.estimators;

import java.util.SplittableRandom;

/** Random numbers for synthetic data. */
final class Noise {
  private Noise() {}

  /** A standard normal number, by Box and Muller. */
  static double normal(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
