package annlab.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The clock of a measurement: wall time or processor time. */
public enum Clock {
  /** Time as it passes. */
  WALL {
    @Override
    long nanos() {
      return System.nanoTime();
    }
  },
  /** Processor time of the training thread: says more on a busy machine, with one thread each. */
  CPU {
    @Override
    long nanos() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
  };

  abstract long nanos();

  /**
   * The clock of a name.
   *
   * @param name {@code wall} or {@code cpu}
   * @return the clock
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Clock of(String name) {
    for (Clock clock : values()) {
      if (clock.name().toLowerCase(Locale.ROOT).equals(name)) {
        return clock;
      }
    }
    throw new IllegalArgumentException("unknown clock '" + name + "'; known: wall, cpu");
  }
}
