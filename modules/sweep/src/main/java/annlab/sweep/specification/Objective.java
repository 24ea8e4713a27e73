package annlab.sweep.specification;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The metric that trials are compared by, and its direction.
 *
 * @param metric a name of the history, as {@code val_loss}, or of the final figures, as {@code
 *     test_accuracy}
 * @param minimize whether less is better
 */
public record Objective(String metric, boolean minimize) {
  /** Parts of names of which more is better; of any other metric less is. */
  private static final List<String> SCORES =
      List.of("accuracy", "r2", "auc", "precision", "recall", "f1", "score");

  /** What trials are compared by if nothing is named, the first that a trial has. */
  private static final List<String> DEFAULTS =
      List.of("val_loss", "accuracy", "rmse", "loss", "test_loss");

  /**
   * An objective.
   *
   * @param metric its name
   * @param mode {@code min} or {@code max}; empty to go by the name
   * @return the objective
   * @throws IllegalArgumentException if the mode is another word
   */
  public static Objective of(String metric, Optional<String> mode) {
    return new Objective(metric, mode.map(Objective::minimizes).orElseGet(() -> !isScore(metric)));
  }

  private static boolean minimizes(String mode) {
    return switch (mode) {
      case "min" -> true;
      case "max" -> false;
      default -> throw new IllegalArgumentException("mode must be min or max, got '" + mode + "'");
    };
  }

  private static boolean isScore(String metric) {
    String name = metric.toLowerCase(Locale.ROOT);
    return SCORES.stream().anyMatch(name::contains);
  }

  /**
   * What trials with these metrics are compared by if nothing is named.
   *
   * @param names the names that a trial has
   * @return empty if none is known
   */
  public static Optional<Objective> among(Iterable<String> names) {
    List<String> all = new java.util.ArrayList<>();
    names.forEach(all::add);
    return DEFAULTS.stream()
        .filter(all::contains)
        .findFirst()
        .map(name -> of(name, Optional.empty()));
  }

  /**
   * A value as a cost.
   *
   * @param value the metric
   * @return less is better
   */
  public double cost(double value) {
    return minimize ? value : -value;
  }
}
