package annlab.lab.comparison;

import java.util.Locale;

/** What differs between the two sides of a comparison. */
public enum Axis {
  /** {@code cpu}, {@code cuda}. */
  BACKENDS,
  /** {@code float}, {@code double}: what the models compute in. */
  TYPES,
  /** Threads that one operation may use. */
  THREADS,
  /** {@code dl4j}, {@code dense}: what computes a training step. */
  STEPS;

  /**
   * The name in JSON.
   *
   * @return lower case
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
