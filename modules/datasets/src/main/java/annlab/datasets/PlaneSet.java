package annlab.datasets;

import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;

/** Two classes of points in the plane, drawn anew from a seed. They lie between about -1 and 1. */
public enum PlaneSet {
  /** A chessboard of four fields: class 1 where the signs of x and y differ. */
  XOR {
    @Override
    double[] point(int row, int type, SplittableRandom random) {
      double x = random.nextDouble(GAP, 1) * (random.nextBoolean() ? 1 : -1);
      double y = random.nextDouble(GAP, 1) * Math.signum(x) * (type == 1 ? -1 : 1);
      return new double[] {x, y};
    }
  },
  /** A ring of radius 1 with a ring of radius 1/2, class 1, in it. */
  CIRCLES {
    @Override
    double[] point(int row, int type, SplittableRandom random) {
      double angle = random.nextDouble(2 * Math.PI);
      double radius = type == 1 ? 0.5 : 1;
      return new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
    }
  },
  /** Two half circles that reach into each other, centred around 0. */
  MOONS {
    @Override
    double[] point(int row, int type, SplittableRandom random) {
      double angle = random.nextDouble(Math.PI);
      double x = StrictMath.cos(angle);
      double y = StrictMath.sin(angle);
      return type == 1
          ? new double[] {(0.5 - x) / 1.5, (0.25 - y) / 1.5}
          : new double[] {(x - 0.5) / 1.5, (y - 0.25) / 1.5};
    }
  },
  /** Two arms of a spiral, wound one and a half times around each other. */
  SPIRAL {
    @Override
    double[] point(int row, int type, SplittableRandom random) {
      double radius = random.nextDouble(GAP, 1);
      double angle = Math.PI * (3 * radius + type);
      return new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
    }
  },
  /** Two halves of a square with a strip between them, so that a straight line separates them. */
  LINEAR {
    @Override
    double[] point(int row, int type, SplittableRandom random) {
      double along = random.nextDouble(-1, 1);
      double across = random.nextDouble(GAP, 1) * (type == 1 ? 1 : -1);
      return new double[] {0.6 * across - 0.8 * along * 0.75, 0.8 * across + 0.6 * along * 0.75};
    }
  },
  /** The truth table of and, over and over: (0, 0), (0, 1), (1, 0) and (1, 1), class 1. */
  AND {
    @Override
    int type(int row) {
      return row % 4 == 3 ? 1 : 0;
    }

    @Override
    double[] point(int row, int type, SplittableRandom random) {
      return new double[] {row / 2 % 2, row % 2};
    }
  };

  private static final double GAP = 0.1;

  /** The class of a row. */
  int type(int row) {
    return row % 2;
  }

  /** A point of a class, before noise. */
  abstract double[] point(int row, int type, SplittableRandom random);

  /**
   * The set of a name.
   *
   * @param name as {@code moons}
   * @return the set; empty if there is none of that name
   */
  public static Optional<PlaneSet> named(String name) {
    return Stream.of(values()).filter(set -> set.label().equals(name)).findFirst();
  }

  /**
   * Its name in specifications.
   *
   * @return as {@code moons}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Draws points: by turns of class 0 and 1, and of {@link #AND} in the order of its table.
   *
   * @param rows how many, at least 2
   * @param noise deviation of the normal noise on both coordinates, in [0, 1]
   * @param seed the same gives the same points on every machine
   * @return x DOUBLE, shape [rows, 2]; y INT32, shape [rows], classes 0 and 1
   * @throws IllegalArgumentException if rows or noise are out of range
   */
  public Samples samples(int rows, double noise, long seed) {
    if (rows < 2) {
      throw new IllegalArgumentException("rows must be at least 2, got " + rows);
    }
    if (!(noise >= 0 && noise <= 1)) {
      throw new IllegalArgumentException("noise must be in [0, 1], got " + noise);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[][] x = new double[rows][];
    int[] y = new int[rows];
    for (int row = 0; row < rows; row++) {
      y[row] = type(row);
      x[row] = point(row, y[row], random);
      // Box and Muller's pair, since no Java version promises to keep its nextGaussian
      double radius = noise * Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      double angle = random.nextDouble(2 * Math.PI);
      x[row][0] += radius * StrictMath.cos(angle);
      x[row][1] += radius * StrictMath.sin(angle);
    }
    return new Samples(Nd4j.createFromArray(x), Nd4j.createFromArray(y));
  }
}
