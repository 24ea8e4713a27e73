package annlab.cli;

/** What the process tells whoever started it. */
final class ExitCode {
  /** All well. */
  static final int OK = 0;

  /** A judged claim fails. */
  static final int CLAIM_FAILED = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** Data, a backend, a port or a writable folder is missing. */
  static final int PREREQUISITE = 3;

  /** A run failed. */
  static final int RUN_FAILED = 4;

  /** Stopped by a signal or from the site. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
