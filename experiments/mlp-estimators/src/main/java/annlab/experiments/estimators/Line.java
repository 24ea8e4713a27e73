package annlab.experiments.estimators;

/**
 * A straight line.
 *
 * @param slope by how much it rises with x
 * @param intercept its value at x = 0
 */
record Line(double slope, double intercept) {
  /** A point of the plane. */
  record Point(double x, double y) {}

  /** The line through two points of different x. */
  static Line through(Point a, Point b) {
    double slope = (b.y() - a.y()) / (b.x() - a.x());
    return new Line(slope, a.y() - slope * a.x());
  }

  double at(double x) {
    return intercept + slope * x;
  }

  /** By how much a point lies above the line. */
  double error(Point point) {
    return point.y() - at(point.x());
  }
}
