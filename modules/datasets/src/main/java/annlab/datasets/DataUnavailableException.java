package annlab.datasets;

/**
 * A data file is missing or has the wrong content.
 *
 * <p>The message is one line that names the file, every place searched and what to do; it is meant
 * to be shown to the user as it is.
 */
public final class DataUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * With the line to show.
   *
   * @param message what came, what was expected, what to do, on one line
   */
  public DataUnavailableException(String message) {
    super(message);
  }
}
