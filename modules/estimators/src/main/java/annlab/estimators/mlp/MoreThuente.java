package annlab.estimators.mlp;

/**
 * A line search for the strong Wolfe conditions: {@code f(t) <= f(0) + 1e-3 t f'(0)} and {@code
 * |f'(t)| <= 0.9 |f'(0)|}.
 *
 * <p>It keeps an interval with a minimum inside and picks each trial step from cubic and quadratic
 * interpolation, after J. J. Moré and D. J. Thuente, "Line search algorithms with guaranteed
 * sufficient decrease", ACM Transactions on Mathematical Software 20 (1994), 286-307. Constants are
 * those of L-BFGS-B, so that the steps are SciPy's.
 */
final class MoreThuente {
  private static final double DECREASE = 1e-3;
  private static final double CURVATURE = 0.9;

  /** An interval this small beside its upper end is not divided further. */
  private static final double RELATIVE_WIDTH = 0.1;

  private static final double LARGEST = 1e10;
  private static final int MAX_EVALUATIONS = 20;

  /** A function along a line. */
  interface Line {
    /**
     * Evaluates the function.
     *
     * @param step how far along the line
     * @return value and slope there
     */
    Point at(double step);
  }

  /**
   * The function at a step.
   *
   * @param step how far along the line
   * @param value the function's value
   * @param slope its derivative along the line
   */
  record Point(double step, double value, double slope) {
    /** The function without its expected decrease, which is what the first stage works on. */
    Point less(double slopeTaken) {
      return new Point(step, value - step * slopeTaken, slope - slopeTaken);
    }
  }

  private Point best;
  private Point other;
  private boolean bracketed;
  private double low;
  private double high;

  private MoreThuente(Point start, double step) {
    best = start;
    other = start;
    low = 0;
    high = 5 * step;
  }

  /**
   * Searches.
   *
   * @param line the function
   * @param start its value and slope at step 0; the slope is negative
   * @param step the first step to try
   * @return the point found, or the start if no step was good within 20 evaluations
   */
  static Point search(Line line, Point start, double step) {
    return new MoreThuente(start, step).run(line, start, Math.min(step, LARGEST));
  }

  private Point run(Line line, Point start, double firstStep) {
    double decrease = DECREASE * start.slope();
    boolean firstStage = true;
    double width = LARGEST;
    double widthBefore = 2 * width;
    double step = firstStep;
    for (int i = 0; i < MAX_EVALUATIONS; i++) {
      Point now = line.at(step);
      double wanted = start.value() + step * decrease;
      if (firstStage && now.value() <= wanted && now.slope() >= 0) {
        firstStage = false;
      }
      boolean stuck =
          bracketed && (step <= low || step >= high || high - low <= RELATIVE_WIDTH * high);
      boolean atEnd = step == LARGEST && now.value() <= wanted && now.slope() <= decrease;
      boolean found = now.value() <= wanted && Math.abs(now.slope()) <= CURVATURE * -start.slope();
      if (found || stuck || atEnd) {
        return now;
      }
      if (firstStage && now.value() <= best.value() && now.value() > wanted) {
        step = narrowOnModified(now, decrease);
      } else {
        step = narrow(now);
      }
      if (bracketed) {
        double interval = Math.abs(other.step() - best.step());
        if (interval >= 0.66 * widthBefore) {
          step = best.step() + 0.5 * (other.step() - best.step());
        }
        widthBefore = width;
        width = interval;
        low = Math.min(best.step(), other.step());
        high = Math.max(best.step(), other.step());
      } else {
        low = step + 1.1 * (step - best.step());
        high = step + 4 * (step - best.step());
      }
      step = Math.max(0, Math.min(LARGEST, step));
      if (bracketed && (step <= low || step >= high || high - low <= RELATIVE_WIDTH * high)) {
        step = best.step();
      }
    }
    return start;
  }

  private double narrowOnModified(Point now, double decrease) {
    best = best.less(decrease);
    other = other.less(decrease);
    double step = narrow(now.less(decrease));
    best = best.less(-decrease);
    other = other.less(-decrease);
    return step;
  }

  /** Picks the next step and updates the interval: the four cases of the paper's section 4. */
  private double narrow(Point now) {
    boolean slopesDiffer = Math.signum(now.slope()) * Math.signum(best.slope()) < 0;
    double next;
    if (now.value() > best.value()) {
      next = higher(now);
      bracketed = true;
    } else if (slopesDiffer) {
      double cubic = cubicMinimum(now, best, true);
      double secant = secant(now, best);
      next = farther(now.step(), cubic, secant) ? cubic : secant;
      bracketed = true;
    } else if (Math.abs(now.slope()) < Math.abs(best.slope())) {
      next = flatter(now);
    } else if (bracketed) {
      next = cubicMinimum(now, other, true);
    } else {
      next = now.step() > best.step() ? high : low;
    }
    if (now.value() > best.value()) {
      other = now;
    } else {
      if (slopesDiffer) {
        other = best;
      }
      best = now;
    }
    return next;
  }

  /** Case 1, a higher value: between the cubic's minimum and the mean of cubic and quadratic. */
  private double higher(Point now) {
    double cubic = cubicMinimum(best, now, true);
    double distance = now.step() - best.step();
    double drop = (best.value() - now.value()) / distance + best.slope();
    double quadratic = best.step() + best.slope() / drop / 2 * distance;
    return farther(best.step(), quadratic, cubic) ? cubic : cubic + (quadratic - cubic) / 2;
  }

  /** Case 3, a lower value and a flatter slope of the same sign. */
  private double flatter(Point now) {
    double end = now.step() > best.step() ? high : low;
    double cubic = cubicMinimum(now, best, false);
    // The cubic serves only if it falls without end in this direction or has its minimum beyond.
    boolean beyond = (now.step() - cubic) * (now.step() - best.step()) < 0;
    double cubicStep = Double.isNaN(cubic) || !beyond ? end : cubic;
    double secant = secant(now, best);
    boolean cubicIsFarther = farther(now.step(), cubicStep, secant);
    if (bracketed) {
      double next = cubicIsFarther ? secant : cubicStep;
      double limit = now.step() + 0.66 * (other.step() - now.step());
      return now.step() > best.step() ? Math.min(limit, next) : Math.max(limit, next);
    }
    double next = cubicIsFarther ? cubicStep : secant;
    return Math.max(low, Math.min(high, next));
  }

  private static boolean farther(double from, double a, double b) {
    return Math.abs(a - from) > Math.abs(b - from);
  }

  private static double secant(Point a, Point b) {
    return a.step() + a.slope() / (a.slope() - b.slope()) * (b.step() - a.step());
  }

  /**
   * The minimum of the cubic through two points with their slopes.
   *
   * @param from the point whose slope leads to the minimum
   * @param exists whether a minimum is known to exist; if not, NaN stands for none
   */
  private static double cubicMinimum(Point from, Point to, boolean exists) {
    double theta =
        3 * (from.value() - to.value()) / (to.step() - from.step()) + from.slope() + to.slope();
    double scale =
        Math.max(Math.abs(theta), Math.max(Math.abs(from.slope()), Math.abs(to.slope())));
    double square = theta / scale * (theta / scale) - from.slope() / scale * (to.slope() / scale);
    if (!exists && square <= 0) {
      return Double.NaN;
    }
    double gamma = scale * Math.sqrt(Math.max(0, square));
    if (to.step() < from.step()) {
      gamma = -gamma;
    }
    double share = (gamma - from.slope() + theta) / (gamma - from.slope() + gamma + to.slope());
    return from.step() + share * (to.step() - from.step());
  }
}
