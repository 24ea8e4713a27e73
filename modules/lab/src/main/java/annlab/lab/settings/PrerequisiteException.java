package annlab.lab.settings;

import java.io.Serial;

/**
 * Something outside the program is missing or refused: a folder that cannot be written, a store of
 * a newer version, a port in use. The message is one line that says what to do; the command line
 * prints it and exits with code 3.
 */
public class PrerequisiteException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * A missing prerequisite.
   *
   * @param message one line: what is missing, and what to do
   */
  public PrerequisiteException(String message) {
    super(message);
  }

  /**
   * A missing prerequisite with its cause.
   *
   * @param message one line: what is missing, and what to do
   * @param cause what was thrown
   */
  public PrerequisiteException(String message, Throwable cause) {
    super(message, cause);
  }
}
