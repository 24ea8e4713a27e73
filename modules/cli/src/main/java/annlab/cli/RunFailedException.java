package annlab.cli;

import annlab.lab.settings.OutOfMemory;
import java.io.Serial;

/** A run that ended in an error of its own; the store has it as failed. */
final class RunFailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  RunFailedException(String experiment, Throwable cause) {
    super(experiment + " failed: " + reason(cause), cause);
  }

  /** Why, in words for people. */
  static String reason(Throwable cause) {
    return OutOfMemory.advice(cause)
        .orElseGet(
            () ->
                cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
  }
}
