package annlab.cli.processes;

import annlab.cli.text.ExitCode;
import annlab.lab.settings.UserFolders;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the process with code 130 after Ctrl-C or SIGTERM, once the command under way has ended.
 *
 * <p>Java itself would end with 143 after SIGTERM.
 */
public final class Shutdown {
  /** Longer than a run waits for its last step; then the process is gone within five seconds. */
  private static final Duration LAST_WAIT = Duration.ofMillis(4500);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Notices no signal until it is installed. */
  public Shutdown() {}

  public static Shutdown install() {
    Shutdown shutdown = new Shutdown();
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::processEnds, "annlab-shutdown"));
    return shutdown;
  }

  /** The command has ended by itself, or after it was asked to. */
  public void ended() {
    ended.countDown();
  }

  /** Whether Ctrl-C or SIGTERM has come. */
  public boolean signalled() {
    return asked.getCount() == 0;
  }

  /** Waits for Ctrl-C or SIGTERM. */
  public void awaitSignal() throws InterruptedException {
    asked.await();
  }

  private void processEnds() {
    if (ended.getCount() == 0) {
      return; // an ordinary end, with the command's own code
    }
    asked.countDown();
    try {
      ended.await(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    UserFolders.removeTemporary();
    System.err.flush();
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
  }
}
