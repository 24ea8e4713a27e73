package annlab.lab.store;

import java.time.Instant;

/** Identifies a process by its id and start time, since ids are used again. */
final class ThisProcess {
  static final long ID = ProcessHandle.current().pid();

  /** Milliseconds since 1970; 0 where the system does not say. */
  static final long STARTED = started(ProcessHandle.current());

  /** Linux counts the start from the boot time, which moves when the clock is set. */
  private static final long SLACK_MS = 2_000;

  private ThisProcess() {}

  /** Whether the process of this number and start is alive. */
  static boolean alive(long pid, long started) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(ThisProcess::started)
        .map(now -> now == 0 || started == 0 || Math.abs(now - started) <= SLACK_MS)
        .orElse(false);
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
