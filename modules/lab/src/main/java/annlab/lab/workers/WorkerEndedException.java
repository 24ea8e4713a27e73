package annlab.lab.workers;

import java.nio.file.Path;

/** A worker ended before it had answered. */
public final class WorkerEndedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Exit codes of a process that a signal from outside ended: SIGKILL and SIGTERM. */
  private static final int KILLED = 137;

  private static final int TERMINATED = 143;

  private final int code;
  private final transient Path log;

  WorkerEndedException(int code, Path log) {
    super(
        "the worker that trains has ended with code "
            + code
            + "; try again, it starts anew (its log: "
            + log
            + ")");
    this.code = code;
    this.log = log;
  }

  /**
   * How it ended.
   *
   * @return the process's exit code
   */
  public int code() {
    return code;
  }

  /**
   * Where its last words are.
   *
   * @return a file
   */
  public Path log() {
    return log;
  }

  /**
   * Whether somebody ended it, so that the same may well succeed once more.
   *
   * @return true after SIGKILL and SIGTERM
   */
  public boolean killed() {
    return code == KILLED || code == TERMINATED;
  }
}
