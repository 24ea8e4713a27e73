package annlab.experiments.keras;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/** Does tasks that share nothing, two at a time on the CPU where there are two cores. */
public final class SideBySide {
  private SideBySide() {}

  /** How many tasks at a time this machine is for; a GPU serves one training at a time. */
  public static int threads() {
    boolean cpu = Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU;
    return cpu ? Math.min(2, Runtime.getRuntime().availableProcessors()) : 1;
  }

  /**
   * Does all tasks, or as many as are done or under way when one of them fails.
   *
   * @param tasks taken in order; the caller's thread does the first
   * @param threads 1, or 2 for another thread beside the caller's
   */
  public static void run(List<Runnable> tasks, int threads) {
    Queue<Runnable> waiting = new ConcurrentLinkedQueue<>(tasks.subList(1, tasks.size()));
    Runnable rest =
        () -> {
          for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
            task.run();
          }
        };
    ExecutorService helper = Executors.newSingleThreadExecutor();
    try {
      Future<?> beside = threads > 1 ? helper.submit(rest) : helper.submit(() -> {});
      try {
        tasks.get(0).run();
        rest.run();
      } finally {
        waiting.clear(); // nothing new is begun after a failure
        await(beside);
      }
    } finally {
      helper.shutdown();
    }
  }

  private static void await(Future<?> task) {
    try {
      task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while another thread was training", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause; // the caller must see a request to stop as what it is
      }
      throw new IllegalStateException("a training in another thread failed", e.getCause());
    }
  }
}
