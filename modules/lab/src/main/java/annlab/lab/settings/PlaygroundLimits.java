package annlab.lab.settings;

/**
 * The limits of a training that a page of the playground starts.
 *
 * @param rows rows of data
 * @param layers dense layers, the last one included
 * @param units neurons of a layer
 * @param epochs passes over the data
 * @param seconds how long it may train; then it ends with the epoch under way
 */
public record PlaygroundLimits(int rows, int layers, int units, int epochs, int seconds) {
  /** What {@code annlab.conf} says if it says nothing. */
  public static final PlaygroundLimits DEFAULTS = new PlaygroundLimits(2000, 6, 64, 5000, 60);
}
