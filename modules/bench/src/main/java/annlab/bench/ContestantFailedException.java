package annlab.bench;

import java.io.Serial;

/** Thrown by a contestant that cannot be timed; the message has the reason. */
final class ContestantFailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  ContestantFailedException(String message) {
    super(message);
  }
}
