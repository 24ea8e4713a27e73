package annlab.bench;

import annlab.lab.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The options of a benchmark.
 *
 * @param settings where data and scripts are
 * @param program the words that start this program, the last one being its main class
 * @param python the Python whose libraries compete; empty for none
 * @param quick whether this is a smoke run: everything runs, the times say nothing
 * @param sweep whether to measure how cost grows with batch, width and depth
 * @param rounds measured blocks of each contestant, at least 1; odd, so that a median is one of
 *     them
 * @param clock what time is measured by
 */
public record BenchOptions(
    Settings settings,
    List<String> program,
    Optional<Path> python,
    boolean quick,
    boolean sweep,
    int rounds,
    Clock clock) {
  /** Enough for quartiles, few enough for a quarter of an hour. */
  public static final int ROUNDS = 11;

  public BenchOptions {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be at least 1, got " + rounds);
    }
    program = List.copyOf(program);
  }

  /** Where the peers' scripts are. */
  Path scripts() {
    return settings.project().resolve("experiments/peers");
  }
}
