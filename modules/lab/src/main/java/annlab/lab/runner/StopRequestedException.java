package annlab.lab.runner;

import java.io.Serial;

/** Thrown to end a run that was asked to stop; caught by the runner. */
final class StopRequestedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  StopRequestedException() {
    super("the run was asked to stop");
  }
}
