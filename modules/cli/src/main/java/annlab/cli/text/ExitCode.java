package annlab.cli.text;

/** The exit codes of the process. */
public final class ExitCode {
  /** All well. */
  public static final int OK = 0;

  /** A judged claim fails. */
  public static final int CLAIM_FAILED = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** Data, a backend, a port or a writable folder is missing. */
  public static final int PREREQUISITE = 3;

  /** A run failed. */
  public static final int RUN_FAILED = 4;

  /** Stopped by a signal or from the site. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
