package annlab.bench;

/**
 * The time of a part of a training other than its steps.
 *
 * @param name as {@code evaluation}
 * @param title what it does
 * @param unit of the measurements, as {@code ms}
 * @param times the measurements
 * @param most the largest median that is good enough
 */
record PartResult(String name, String title, String unit, Times times, double most) {
  boolean met() {
    return times.median() <= most;
  }
}
