package annlab.lab.sources;

/**
 * A few lines of an experiment's source that make a claim true or false.
 *
 * @param file the source's path, as {@code annlab/experiments/neurons/McCullochPitts.java}
 * @param line the number of its first line in that file
 * @param text the lines without their common indent, each ended by a line feed
 */
public record Listing(String file, int line, String text) {
  /** The fewest lines that explain something. */
  public static final int MIN_LINES = 5;

  /** The most lines that are read at a glance. */
  public static final int MAX_LINES = 15;

  /**
   * How long it is.
   *
   * @return its lines
   */
  public int lines() {
    return (int) text.lines().count();
  }
}
