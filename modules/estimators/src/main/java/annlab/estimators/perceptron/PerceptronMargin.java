package annlab.estimators.perceptron;

/**
 * What Novikoff's theorem (1962) says of points of two classes: from zero weights a perceptron
 * makes at most {@code (R / gamma)^2} mistakes.
 *
 * @param radius R, the length of the longest point, its 1 for the bias included
 * @param gamma the widest margin found, the bias included; 0 if no line was found between the
 *     classes. Any separating line gives a valid bound, the widest margin the strictest.
 */
public record PerceptronMargin(double radius, double gamma) {
  private static final int STEPS = 5_000;

  /** The most mistakes that there can be; infinity where no line was found between the classes. */
  public double bound() {
    return gamma > 0 ? Math.pow(radius / gamma, 2) : Double.POSITIVE_INFINITY;
  }

  /**
   * The widest margin, by bringing the point of the hull of all {@code y (x, 1)} that is nearest to
   * the origin ever nearer (B. F. Mitchell, V. F. Demyanov and V. N. Malozemov, "Finding the point
   * of a polyhedron closest to the origin", 1974).
   *
   * @param points features of each row
   * @param classes 0 and 1
   * @return radius and margin
   */
  static PerceptronMargin of(double[][] points, int[] classes) {
    int rows = points.length;
    int width = points[0].length + 1;
    double[][] signed = new double[rows][width];
    double radius = 0;
    for (int i = 0; i < rows; i++) {
      double sign = classes[i] == 1 ? 1 : -1;
      for (int j = 0; j < width; j++) {
        signed[i][j] = sign * (j < width - 1 ? points[i][j] : 1);
      }
      radius = Math.max(radius, Math.sqrt(product(signed[i], signed[i])));
    }
    return new PerceptronMargin(radius, gamma(signed));
  }

  private static double gamma(double[][] signed) {
    double[] shares = new double[signed.length];
    shares[0] = 1;
    double[] nearest = signed[0].clone();
    double best = 0;
    for (int step = 0; step < STEPS; step++) {
      int low = 0;
      int high = -1;
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < signed.length; i++) {
        double product = product(nearest, signed[i]);
        if (product < least) {
          least = product;
          low = i;
        }
        if (shares[i] > 0 && product > most) {
          most = product;
          high = i;
        }
      }
      double norm = Math.sqrt(product(nearest, nearest));
      best = norm > 0 ? Math.max(best, least / norm) : best;
      if (high < 0 || high == low || most <= least) {
        break;
      }
      move(nearest, signed, shares, low, high);
    }
    return best;
  }

  /** Moves a share of one point to another, as much as brings their mean nearest to the origin. */
  private static void move(double[] nearest, double[][] signed, double[] shares, int to, int from) {
    double[] along = new double[nearest.length];
    for (int j = 0; j < along.length; j++) {
      along[j] = signed[to][j] - signed[from][j];
    }
    double length = product(along, along);
    double share =
        length > 0 ? Math.min(shares[from], -product(nearest, along) / length) : shares[from];
    shares[to] += share;
    shares[from] = share == shares[from] ? 0 : shares[from] - share;
    for (int j = 0; j < along.length; j++) {
      nearest[j] += share * along[j];
    }
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
