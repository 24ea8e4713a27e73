package annlab.experiments.backpropagation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Derivatives from values alone, to check those that were worked out. */
final class CentralDifference {
  /**
   * Small enough for a truncation error of about 1e-12, large enough for rounding of about 1e-13.
   */
  private static final double STEP = 1e-3;

  private CentralDifference() {}

  /**
   * The gradient by differences of fourth order: {@code (f(-2h) - 8 f(-h) + 8 f(h) - f(2h)) / 12
   * h}.
   *
   * @param function smooth within two steps
   * @param at where
   */
  static List<Double> gradient(ToDoubleFunction<List<Double>> function, List<Double> at) {
    List<Double> gradient = new ArrayList<>();
    for (int i = 0; i < at.size(); i++) {
      double near = moved(function, at, i, STEP) - moved(function, at, i, -STEP);
      double far = moved(function, at, i, 2 * STEP) - moved(function, at, i, -2 * STEP);
      gradient.add((8 * near - far) / (12 * STEP));
    }
    return gradient;
  }

  private static double moved(
      ToDoubleFunction<List<Double>> function, List<Double> at, int which, double by) {
    List<Double> moved = new ArrayList<>(at);
    moved.set(which, moved.get(which) + by);
    return function.applyAsDouble(moved);
  }

  /**
   * The largest relative difference between two gradients.
   *
   * @param floor what a derivative is divided by at least; below it rounding decides
   */
  static double relativeError(List<Double> a, List<Double> b, double floor) {
    double largest = 0;
    for (int i = 0; i < a.size(); i++) {
      double size = Math.max(floor, Math.max(Math.abs(a.get(i)), Math.abs(b.get(i))));
      double error = Math.abs(a.get(i) - b.get(i)) / size;
      // a NaN would otherwise never be the largest
      largest = error >= largest || Double.isNaN(error) ? error : largest;
    }
    return largest;
  }
}
