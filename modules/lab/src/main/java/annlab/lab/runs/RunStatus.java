package annlab.lab.runs;

import annlab.networks.config.Names;
import java.util.Locale;

/** The status of a run. */
public enum RunStatus {
  /** Asked for, not started. */
  QUEUED,
  /** Under way in a process that is alive. */
  RUNNING,
  /** Done. */
  FINISHED,
  /** Ended by an error. */
  FAILED,
  /** Stopped by somebody, or its process is gone. */
  INTERRUPTED;

  /**
   * Whether nothing comes of the run any more, unless it is resumed.
   *
   * @return false while it is queued or running
   */
  public boolean hasEnded() {
    return this != QUEUED && this != RUNNING;
  }

  /**
   * The name in JSON.
   *
   * @return lower case
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a {@link #label}.
   *
   * @param label the name in JSON
   * @return the status
   * @throws IllegalArgumentException if there is none of that name
   */
  public static RunStatus of(String label) {
    return Names.pick("status", label, values());
  }
}
