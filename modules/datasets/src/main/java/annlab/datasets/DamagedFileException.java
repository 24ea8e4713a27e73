package annlab.datasets;

/** A copy of a data file that cannot be used; the message names the copy and what is wrong. */
final class DamagedFileException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedFileException(String message) {
    super(message);
  }
}
