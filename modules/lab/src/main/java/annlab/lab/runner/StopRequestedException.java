package annlab.lab.runner;

import java.io.Serial;

/** Carries a run from where it noticed that it is to stop out to the runner. */
final class StopRequestedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  StopRequestedException() {
    super("the run was asked to stop");
  }
}
