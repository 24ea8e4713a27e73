package annlab.lab.runner;

import annlab.lab.runs.RunId;
import annlab.lab.store.RunStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Tells whether a run is to stop: because the store says so (polled every half second) or because
 * the process is being ended.
 */
final class Stop implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);

  /** Longest wait of a dying process for the step under way: it is to be gone within five. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(4);

  private final RunStore store;
  private final RunId run;
  private final BooleanSupplier requested;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread poll;
  private final Thread hook;
  private volatile boolean asked;
  private volatile Runnable beside = () -> {};

  Stop(RunStore store, RunId run) {
    this(store, run, () -> store.stopRequested(run));
  }

  Stop(RunStore store, RunId run, BooleanSupplier requested) {
    this.store = store;
    this.run = run;
    this.requested = requested;
    this.poll = new Thread(this::poll, "annlab-stop-" + run);
    this.hook = new Thread(this::processEnds, "annlab-end-" + run);
    poll.setDaemon(true);
  }

  void watch() {
    poll.start();
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process was being ended before the run began.
      asked = true;
    }
  }

  /** Has something done each time that the store is asked, in the thread that asks. */
  void beside(Runnable work) {
    beside = work;
  }

  /** Asks from within the run. */
  void ask() {
    asked = true;
  }

  /** Cheap enough for every step. */
  boolean asked() {
    return asked;
  }

  void check() {
    if (asked) {
      throw new StopRequestedException();
    }
  }

  private void poll() {
    try {
      while (!ended.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        if (requested.getAsBoolean()) { // an "or" would lose what is asked meanwhile
          asked = true;
        }
        beside.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The store cannot be read: the run itself will say so when it writes its next epoch.
      return;
    }
  }

  /**
   * SIGTERM and Ctrl-C: lets the step under way end, so that the run's own thread marks it and its
   * owner closes the store. A run that does not end in time is marked here.
   */
  private void processEnds() {
    asked = true;
    try {
      if (!ended.await(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        store.interrupt(run);
        store.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The run has ended and its end is in the store. */
  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, so the hook is at work.
      return;
    }
  }
}
