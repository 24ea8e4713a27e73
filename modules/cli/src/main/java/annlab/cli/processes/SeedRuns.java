package annlab.cli.processes;

import annlab.cli.options.RunSettings;
import annlab.cli.text.Output;
import annlab.lab.Experiment;
import annlab.lab.Parameters;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.store.RunStore;
import annlab.sweep.engines.Engine;
import annlab.sweep.trials.TrialEnd;
import annlab.sweep.trials.TrialOrder;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs an experiment once for each of several seeds, as many at a time as the engine has room for;
 * this process only waits.
 *
 * <p>A native crash or a lack of memory ends one seed and not the others. A seed gives the bits
 * that it gives alone, however many run beside it.
 */
public final class SeedRuns {
  private static final long POLL_MS = 300;

  private final RunStore store;
  private final RunSettings options;
  private final Output output;
  private final Shutdown shutdown;
  private final Engine engine;
  private final BlockingQueue<Ended> ends = new LinkedBlockingQueue<>();

  /** A seed's run has ended. */
  private record Ended(RunId run, TrialEnd how) {}

  /**
   * Runs from several seeds.
   *
   * @param engine where they are trained; whoever made it closes it
   */
  public SeedRuns(
      RunStore store, RunSettings options, Output output, Shutdown shutdown, Engine engine) {
    this.store = store;
    this.options = options;
    this.output = output;
    this.shutdown = shutdown;
    this.engine = engine;
  }

  /**
   * Runs an experiment from several seeds.
   *
   * @param experiment the experiment
   * @param first the first seed
   * @param count how many: first, first + 1 and so on
   * @return the runs in the order of their seeds; those not started when a signal came are
   *     interrupted
   */
  public List<RunSummary> run(Experiment experiment, long first, int count) {
    Parameters parameters = options.plainOptionsFor(experiment).parameters();
    String group = RunId.draw(experiment.id(), Instant.now()).value();
    Map<RunId, TrialOrder> orders = new LinkedHashMap<>();
    for (long seed = first; seed < first + count; seed++) {
      Parameters own = parameters.withSeed(seed);
      RunId id = store.queue(experiment.id(), own, options.quick(), group);
      orders.put(id, TrialOrder.of(id, experiment, own, options.quick()));
    }
    output.note(
        experiment.section()
            + "  "
            + experiment.id()
            + ": seeds "
            + first
            + " to "
            + (first + count - 1)
            + ", "
            + Math.min(count, engine.slots())
            + " at a time");
    try {
      follow(orders);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (shutdown.signalled()) {
        engine.close();
      }
      for (RunId id : orders.keySet()) {
        if (store.status(id).filter(RunStatus.QUEUED::equals).isPresent()) {
          store.requestStop(id);
        }
      }
    }
    return store.group(group);
  }

  private void follow(Map<RunId, TrialOrder> orders) throws InterruptedException {
    Deque<TrialOrder> waiting = new ArrayDeque<>(orders.values());
    int begun = 0;
    int ended = 0;
    while (!shutdown.signalled() && ended < orders.size()) {
      while (begun - ended < engine.slots() && !waiting.isEmpty()) {
        TrialOrder order = waiting.removeFirst();
        begun++;
        engine.start(order, epoch -> {}, how -> ends.add(new Ended(order.run(), how)));
      }
      Ended next = ends.poll(POLL_MS, TimeUnit.MILLISECONDS);
      if (next != null) {
        ended++;
        note(next, ended, orders.size());
      }
    }
  }

  private void note(Ended of, int ended, int all) {
    if (of.how().kind() == TrialEnd.Kind.MISSING) {
      throw new PrerequisiteException(of.how().reason());
    }
    // Ends nothing that ended itself: the store takes an end only once.
    store.fail(of.run(), of.how().reason());
    RunSummary run = store.find(of.run()).orElseThrow().summary();
    output.note(
        "  seed "
            + run.parameters().seed()
            + " "
            + run.status().label()
            + run.error().map(error -> " (" + error + ")").orElse("")
            + ", "
            + ended
            + " of "
            + all);
  }
}
