package annlab.estimators.mlp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Minimizes a smooth function with the limited-memory BFGS method: D. C. Liu and J. Nocedal, "On
 * the limited memory BFGS method for large scale optimization", Mathematical Programming 45 (1989).
 *
 * <p>Memory, line search, scaling and stopping are those of SciPy's {@code L-BFGS-B} without
 * bounds, which scikit-learn calls.
 *
 * @param maxIterations steps at most
 * @param maxEvaluations evaluations of the function, after which no further step is taken
 * @param gradientTolerance stops where no component of the gradient exceeds it
 */
record Lbfgs(int maxIterations, int maxEvaluations, double gradientTolerance) {
  /** Pairs of changes that are remembered (SciPy's default {@code maxcor}). */
  private static final int MEMORY = 10;

  /** A relative decrease this small stops (SciPy's default {@code ftol}). */
  private static final double VALUE_TOLERANCE = 2.220446049250313e-09;

  private static final double EPSILON = Math.ulp(1.0);

  /** A function of many numbers. */
  interface Function {
    /**
     * Evaluates the function.
     *
     * @param x where
     * @param gradient receives the derivatives there
     * @return the value
     */
    double evaluate(double[] x, double[] gradient);
  }

  /** Why the method stopped. */
  enum Stop {
    /** The gradient is small, or the function falls no more. */
    CONVERGED,
    /** As many iterations as allowed. */
    ITERATIONS,
    /** As many evaluations as allowed. */
    EVALUATIONS,
    /** The line search found no better point. */
    LINE_SEARCH
  }

  /**
   * What was reached.
   *
   * @param value the function's value
   * @param iterations steps taken
   * @param stop why no further ones
   */
  record Result(double value, int iterations, Stop stop) {}

  /** A change of x, the change of the gradient with it, and 1 / (s . y). */
  private static final class Change {
    final double[] s;
    final double[] y;
    final double inverseProduct;

    Change(double[] s, double[] y, double inverseProduct) {
      this.s = s;
      this.y = y;
      this.inverseProduct = inverseProduct;
    }
  }

  /**
   * Minimizes.
   *
   * @param function what to minimize
   * @param x the start; receives the point reached
   * @return value and count of steps
   */
  Result minimize(Function function, double[] x) {
    Deque<Change> memory = new ArrayDeque<>();
    double[] gradient = new double[x.length];
    double value = function.evaluate(x, gradient);
    int[] evaluations = {1};
    int iterations = 0;
    if (largest(gradient) <= gradientTolerance) {
      return new Result(value, 0, Stop.CONVERGED);
    }
    while (true) {
      double[] direction = direction(gradient, memory);
      double slope = dot(gradient, direction);
      double[] from = x.clone();
      double[] fromGradient = gradient.clone();
      double valueBefore = value;
      var start = new MoreThuente.Point(0, value, slope);
      double firstStep =
          iterations == 0 ? Math.min(1 / Math.sqrt(dot(direction, direction)), 1e10) : 1;
      MoreThuente.Line line =
          step -> {
            for (int i = 0; i < x.length; i++) {
              x[i] = from[i] + step * direction[i];
            }
            double there = function.evaluate(x, gradient);
            evaluations[0]++;
            return new MoreThuente.Point(step, there, dot(gradient, direction));
          };
      var found = slope < 0 ? MoreThuente.search(line, start, firstStep) : start;
      if (found.step() == 0) {
        System.arraycopy(from, 0, x, 0, x.length);
        System.arraycopy(fromGradient, 0, gradient, 0, x.length);
        if (memory.isEmpty()) {
          return new Result(value, iterations, Stop.LINE_SEARCH);
        }
        // What is remembered misleads: start again from the gradient alone.
        memory.clear();
        continue;
      }
      value = found.value();
      iterations++;
      if (iterations >= maxIterations) {
        return new Result(value, iterations, Stop.ITERATIONS);
      }
      if (evaluations[0] > maxEvaluations) {
        return new Result(value, iterations, Stop.EVALUATIONS);
      }
      double scale = Math.max(1, Math.max(Math.abs(value), Math.abs(valueBefore)));
      if (largest(gradient) <= gradientTolerance
          || valueBefore - value <= VALUE_TOLERANCE * scale) {
        return new Result(value, iterations, Stop.CONVERGED);
      }
      remember(memory, from, x, fromGradient, gradient, -slope * found.step());
    }
  }

  private static void remember(
      Deque<Change> memory,
      double[] from,
      double[] to,
      double[] fromGradient,
      double[] gradient,
      double decrease) {
    double[] s = minus(to, from);
    double[] y = minus(gradient, fromGradient);
    double product = dot(s, y);
    // A change without curvature would spoil the approximation.
    if (product <= EPSILON * decrease) {
      return;
    }
    if (memory.size() == MEMORY) {
      memory.removeFirst();
    }
    memory.addLast(new Change(s, y, 1 / product));
  }

  /** Minus the gradient, multiplied with the approximate inverse Hessian (two-loop recursion). */
  private static double[] direction(double[] gradient, Deque<Change> memory) {
    double[] d = Arrays.stream(gradient).map(g -> -g).toArray();
    List<Change> changes = new ArrayList<>(memory);
    double[] shares = new double[changes.size()];
    for (int k = shares.length - 1; k >= 0; k--) {
      Change change = changes.get(k);
      shares[k] = change.inverseProduct * dot(change.s, d);
      add(d, -shares[k], change.y);
    }
    if (!changes.isEmpty()) {
      Change last = changes.get(changes.size() - 1);
      double factor = 1 / (last.inverseProduct * dot(last.y, last.y));
      for (int i = 0; i < d.length; i++) {
        d[i] *= factor;
      }
    }
    for (int k = 0; k < shares.length; k++) {
      Change change = changes.get(k);
      add(d, shares[k] - change.inverseProduct * dot(change.y, d), change.s);
    }
    return d;
  }

  private static double largest(double[] gradient) {
    return Arrays.stream(gradient).map(Math::abs).max().orElse(0);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] a, double factor, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += factor * b[i];
    }
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }
}
