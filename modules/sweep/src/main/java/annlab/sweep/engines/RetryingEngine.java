package annlab.sweep.engines;

import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.store.RunStore;
import annlab.networks.Epoch;
import annlab.sweep.trials.TrialEnd;
import annlab.sweep.trials.TrialOrder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * An engine whose trials survive the death of their process: one that is killed from outside begins
 * again, from its last checkpoint if there is one; one that dies by itself is tried once more, and
 * then has failed.
 */
public final class RetryingEngine implements Engine {
  private static final int ATTEMPTS = 2;
  private static final int KILLS = 10;

  private final Engine engine;
  private final RunStore store;
  private final Map<RunId, Integer> deaths = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * An engine with patience.
   *
   * @param engine where trials run
   * @param store where the runs are
   */
  public RetryingEngine(Engine engine, RunStore store) {
    this.engine = engine;
    this.store = store;
  }

  @Override
  public int slots() {
    return engine.slots();
  }

  @Override
  public void start(TrialOrder order, Consumer<Epoch> epochs, Consumer<TrialEnd> end) {
    engine.start(order, epochs, how -> ended(order, how, epochs, end));
  }

  private void ended(
      TrialOrder order, TrialEnd how, Consumer<Epoch> epochs, Consumer<TrialEnd> end) {
    boolean killed = how.kind() == TrialEnd.Kind.KILLED;
    if (!killed && how.kind() != TrialEnd.Kind.LOST) {
      end.accept(how);
      return;
    }
    RunId run = order.run();
    if (closed) {
      store.interrupt(run);
      end.accept(new TrialEnd(TrialEnd.Kind.INTERRUPTED, how.reason(), false));
    } else if (deaths.merge(run, 1, Integer::sum) < (killed ? KILLS : ATTEMPTS)) {
      store.interrupt(run);
      boolean begun = store.status(run).filter(RunStatus.QUEUED::equals).isEmpty();
      start(order.withPart(order.until(), begun), epochs, end);
    } else {
      store.resume(run); // whoever looked at the store may have marked it as interrupted
      store.fail(run, how.reason());
      end.accept(new TrialEnd(TrialEnd.Kind.FAILED, how.reason(), false));
    }
  }

  @Override
  public void stop(RunId run) {
    engine.stop(run);
  }

  @Override
  public Optional<String> page() {
    return engine.page();
  }

  @Override
  public void close() {
    closed = true;
    engine.close();
  }
}
