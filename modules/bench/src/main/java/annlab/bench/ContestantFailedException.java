package annlab.bench;

import java.io.Serial;

/** A contestant that gives no times; the message says why. */
final class ContestantFailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  ContestantFailedException(String message) {
    super(message);
  }
}
