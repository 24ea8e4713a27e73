package annlab.cli.text;

import annlab.lab.settings.OutOfMemory;
import java.io.Serial;

/** Thrown after a run has failed; the store has it as failed. */
public final class RunFailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public RunFailedException(String experiment, Throwable cause) {
    super(experiment + " failed: " + reason(cause), cause);
  }

  /** Why, in words for people. */
  public static String reason(Throwable cause) {
    return OutOfMemory.advice(cause)
        .orElseGet(
            () ->
                cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
  }
}
