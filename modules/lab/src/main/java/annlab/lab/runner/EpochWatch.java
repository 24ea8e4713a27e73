package annlab.lab.runner;

import annlab.lab.runs.EpochProgress;
import annlab.lab.store.ProgressFile;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The progress of the epoch under way. The training counts steps; another thread reads the count
 * from time to time and writes it down in epochs that take long.
 */
final class EpochWatch {
  /** Shorter epochs are told by their ends. */
  private static final Duration LASTING = Duration.ofMillis(500);

  private record Begun(int epoch, int steps, long at, AtomicInteger done) {}

  private final ProgressFile file;

  /** The training's own. */
  private AtomicInteger counter = new AtomicInteger();

  private volatile Optional<Begun> underWay = Optional.empty();

  EpochWatch(ProgressFile file) {
    this.file = file;
  }

  void begin(int epoch, int steps) {
    counter = new AtomicInteger();
    underWay = Optional.of(new Begun(epoch, steps, System.nanoTime(), counter));
  }

  /** So many steps are done: a plain write, cheap enough for every step. */
  void done(int steps) {
    counter.lazySet(steps);
  }

  void end() {
    underWay = Optional.empty();
  }

  /** Tells how far it is, if an epoch lasts. */
  void tell() {
    Optional<Begun> now = underWay;
    if (now.isEmpty()) {
      return;
    }
    Begun epoch = now.get();
    Duration took = Duration.ofNanos(System.nanoTime() - epoch.at());
    int done = epoch.done().get();
    if (done > 0 && done <= epoch.steps() && took.compareTo(LASTING) >= 0) {
      file.write(new EpochProgress(epoch.epoch(), done, epoch.steps(), took));
    }
  }
}
