package annlab.experiments.deeplearning4j;

import annlab.lab.claims.Target;

/**
 * How far a number may lie from the expected one.
 *
 * @param relative the largest distance that passes, as a part of the expected number's size; 0 for
 *     none
 * @param reason where it comes from
 */
record Tolerance(double relative, String reason) {
  static final Tolerance COUNT = new Tolerance(0, "a count: no deviation");

  static final Tolerance DOUBLES =
      new Tolerance(1e-9, "a handful of operations in double precision");

  static final Tolerance FLOATS =
      new Tolerance(1e-5, "a handful of operations in float32, which keeps seven digits");

  /** The target at an expected number. */
  Target at(double expected) {
    return relative == 0
        ? new Target.Exact(expected, reason)
        : new Target.Within(expected, relative * Math.max(Math.abs(expected), 1e-9), reason);
  }
}
