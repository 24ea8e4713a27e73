package annlab.experiments.estimators;

import annlab.experiments.estimators.Line.Point;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The losses of section 1.2.5 with the line that makes each smallest, exactly or to rounding. */
enum LineLoss {
  /** {@code e^2}; the normal equations. */
  MSE("Mean squared error") {
    @Override
    double of(double error) {
      return error * error;
    }

    @Override
    Line fit(List<Point> points) {
      return weighted(points, point -> 1);
    }
  },
  /** {@code |e|}; some line of smallest sum goes through two of the points (Boscovich, 1757). */
  MAE("Mean absolute error") {
    @Override
    double of(double error) {
      return Math.abs(error);
    }

    @Override
    Line fit(List<Point> points) {
      Line best = MSE.fit(points);
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < points.size(); i++) {
        for (int j = i + 1; j < points.size(); j++) {
          if (points.get(i).x() != points.get(j).x()) {
            Line line = Line.through(points.get(i), points.get(j));
            double loss = mean(line, points);
            if (loss < least) {
              least = loss;
              best = line;
            }
          }
        }
      }
      return best;
    }
  },
  /** {@code e^2 / 2} up to delta, then {@code delta (|e| - delta / 2)}; reweighted squares. */
  HUBER("Huber’s loss") {
    @Override
    double of(double error) {
      double size = Math.abs(error);
      return size <= DELTA ? size * size / 2 : DELTA * (size - DELTA / 2);
    }

    @Override
    Line fit(List<Point> points) {
      Line line = MSE.fit(points);
      for (int turn = 0; turn < TURNS; turn++) {
        Line before = line;
        line = weighted(points, point -> DELTA / Math.max(DELTA, Math.abs(before.error(point))));
        double change =
            Math.abs(line.slope() - before.slope())
                + Math.abs(line.intercept() - before.intercept());
        if (change < ROUNDING) {
          break;
        }
      }
      return line;
    }
  };

  /** Where Huber's loss turns from a parabola to a line: the chapter's and Keras' default. */
  static final double DELTA = 1;

  private static final int TURNS = 10_000;
  private static final double ROUNDING = 1e-14;

  private final String label;

  LineLoss(String label) {
    this.label = label;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String label() {
    return label;
  }

  /** The loss of one error. */
  abstract double of(double error);

  /**
   * The line of smallest loss.
   *
   * @param points two of different x at least
   */
  abstract Line fit(List<Point> points);

  double mean(Line line, List<Point> points) {
    return points.stream().mapToDouble(point -> of(line.error(point))).average().orElseThrow();
  }

  /** The line of the smallest sum of weighted squares. */
  private static Line weighted(List<Point> points, ToDoubleFunction<Point> weight) {
    double sum = 0;
    double meanX = 0;
    double meanY = 0;
    for (Point point : points) {
      double w = weight.applyAsDouble(point);
      sum += w;
      meanX += w * point.x();
      meanY += w * point.y();
    }
    meanX /= sum;
    meanY /= sum;
    double xx = 0;
    double xy = 0;
    for (Point point : points) {
      double w = weight.applyAsDouble(point);
      xx += w * (point.x() - meanX) * (point.x() - meanX);
      xy += w * (point.x() - meanX) * (point.y() - meanY);
    }
    return new Line(xy / xx, meanY - xy / xx * meanX);
  }
}
