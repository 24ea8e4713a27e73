package annlab.experiments.backpropagation;

import annlab.datasets.Samples;
import java.util.SplittableRandom;
import org.nd4j.linalg.factory.Nd4j;

/** Small tasks that no straight line solves. */
final class ToyTasks {
  private ToyTasks() {}

  /**
   * Two half circles that reach into each other, points on both in turn, with noise.
   *
   * @param seed the same seed gives the same points
   * @param rows how many, an even number
   * @param noise half the width of the uniform noise on each coordinate
   * @return x double, shape [rows, 2]; y double 0 or 1, shape [rows, 1]
   */
  static Samples moons(long seed, int rows, double noise) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = new double[2 * rows];
    double[] y = new double[rows];
    for (int row = 0; row < rows; row++) {
      double angle = Math.PI * random.nextDouble();
      int moon = row % 2;
      // the second moon hangs upside down, half a circle to the right
      x[2 * row] = moon == 0 ? Math.cos(angle) : 1 - Math.cos(angle);
      x[2 * row + 1] = moon == 0 ? Math.sin(angle) : 0.5 - Math.sin(angle);
      x[2 * row] += noise * random.nextDouble(-1, 1);
      x[2 * row + 1] += noise * random.nextDouble(-1, 1);
      y[row] = moon;
    }
    return new Samples(
        Nd4j.createFromArray(x).reshape(rows, 2), Nd4j.createFromArray(y).reshape(rows, 1));
  }

  /** Exclusive or: x double, shape [4, 2]; y double, shape [4, 1]. */
  static Samples xor() {
    return new Samples(
        Nd4j.createFromArray(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}),
        Nd4j.createFromArray(new double[][] {{0}, {1}, {1}, {0}}));
  }
}
