package annlab.lab.settings;

/**
 * The limits of runs that a page of the site may start.
 *
 * @param epochs passes over the data of an experiment
 * @param seconds how long an experiment may train; then it is stopped
 * @param waiting runs that wait for their turn
 * @param uploadMebibytes the body of an upload, in units of 1,048,576 bytes
 */
public record OrderLimits(int epochs, int seconds, int waiting, int uploadMebibytes) {
  /** What {@code annlab.conf} says if it says nothing. */
  public static final OrderLimits DEFAULTS = new OrderLimits(100_000, 86_400, 20, 10);

  /** A body is read whole, as text. */
  static final int MAX_MEBIBYTES = 32;

  /**
   * The body of an upload.
   *
   * @return bytes at most
   */
  public long uploadBytes() {
    return (long) uploadMebibytes << 20;
  }
}
