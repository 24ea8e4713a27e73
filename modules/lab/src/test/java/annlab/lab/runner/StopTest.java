package annlab.lab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Parameters;
import annlab.lab.runs.RunId;
import annlab.lab.store.RunStore;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {
  @TempDir Path home;

  /** A pause of a sweep's trial, or a signal, comes when it comes. */
  @Test
  void whatIsAskedWhileTheStoreIsReadIsNotForgotten() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch again = new CountDownLatch(2);
    try (RunStore store = RunStore.open(home)) {
      RunId run = store.begin("toy", Parameters.of(1, 1), true);
      try (Stop stop =
          new Stop(
              store,
              run,
              () -> {
                again.countDown();
                reading.countDown();
                await(asked);
                return false; // as the store said before
              })) {
        stop.watch();
        await(reading);
        stop.ask();
        asked.countDown();
        await(again); // the first answer is dealt with
        assertThat(stop.asked()).isTrue();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
