package annlab.experiments.perceptron;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All ways in which straight lines divide points of the plane in two.
 *
 * <p>A line that divides can be moved until it touches two points, or all points are on one side of
 * it. So these are the divisions by the lines through each pair, where the points on such a line go
 * to either side from some place on: the line turned a little about that place.
 */
final class LinearDichotomies {
  /** A point of the plane. */
  record Point(double x, double y) {}

  private LinearDichotomies() {}

  // listing: A13-dichotomies
  /** Every division, as the class of each point: true on one side of the line. */
  static Set<List<Boolean>> of(List<Point> points) {
    Set<List<Boolean>> divisions = new LinkedHashSet<>();
    divisions.add(Collections.nCopies(points.size(), false));
    divisions.add(Collections.nCopies(points.size(), true));
    for (Point from : points) {
      for (Point to : points) {
        if (!from.equals(to)) {
          turned(points, from, to, divisions);
        }
      }
    }
    return divisions;
  }

  // end listing

  /** The divisions by the line through two points, turned about each place between its points. */
  private static void turned(
      List<Point> points, Point from, Point to, Set<List<Boolean>> divisions) {
    List<Integer> on = new ArrayList<>();
    List<Boolean> sides = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      double side = side(points.get(i), from, to);
      sides.add(side > 0);
      if (side == 0) {
        on.add(i);
      }
    }
    on.sort(Comparator.comparingDouble(i -> along(points.get(i), from, to)));
    for (int first = 0; first <= on.size(); first++) {
      List<Boolean> before = new ArrayList<>(sides);
      List<Boolean> after = new ArrayList<>(sides);
      for (int k = 0; k < on.size(); k++) {
        before.set(on.get(k), k < first);
        after.set(on.get(k), k >= first);
      }
      divisions.add(before);
      divisions.add(after);
    }
  }

  /** Above 0 to the left of the line, 0 on it. */
  private static double side(Point point, Point from, Point to) {
    return (to.x() - from.x()) * (point.y() - from.y())
        - (to.y() - from.y()) * (point.x() - from.x());
  }

  private static double along(Point point, Point from, Point to) {
    return (to.x() - from.x()) * point.x() + (to.y() - from.y()) * point.y();
  }

  // listing: A13-best-line
  /** The largest share of points that any line puts into the class that they have. */
  static double bestAccuracy(List<Point> points, List<Boolean> classes) {
    double best = 0;
    for (List<Boolean> division : of(points)) {
      int right = 0;
      for (int i = 0; i < points.size(); i++) {
        right += division.get(i).equals(classes.get(i)) ? 1 : 0;
      }
      best = Math.max(best, (double) right / points.size());
    }
    return best;
  }
  // end listing
}
