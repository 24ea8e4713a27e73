package annlab.networks;

import annlab.networks.internal.step.WatchedStep;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.StatsUpdateConfiguration;
import org.deeplearning4j.ui.model.stats.impl.DefaultStatsUpdateConfiguration;

/**
 * Feeds DL4J's training UI by its StatsListener, which costs 10 to 40 ms each time that it looks at
 * a step. It looks at the first step and the last, so that the shortest training shows something,
 * and in between as often as {@link CollectionRate} allows. It is on the network only for the steps
 * that it looks at, and no number of the training depends on it.
 */
public final class Dl4jStats implements Callback {
  private static final String WORKER = "annlab";

  private final StatsProbe listener;
  private final int everySteps;
  private final CollectionRate rate;
  private long step;
  private long last;
  private long next;
  private boolean watching;

  /**
   * A feed of one training.
   *
   * @param router takes the records
   * @param sessionId the session under which the UI shows the run
   * @param everySteps least steps from one record to the next, at least 1
   */
  public Dl4jStats(StatsStorageRouter router, String sessionId, int everySteps) {
    this(router, sessionId, everySteps, new CollectionRate(System::nanoTime));
  }

  Dl4jStats(StatsStorageRouter router, String sessionId, int everySteps, CollectionRate rate) {
    if (everySteps < 1) {
      throw new IllegalArgumentException("everySteps must be at least 1, got " + everySteps);
    }
    this.listener = new StatsProbe(router, sessionId);
    this.everySteps = everySteps;
    this.rate = rate;
  }

  /** A listener that only looks: a step need not be done its way, see {@link WatchedStep}. */
  static final class StatsProbe extends StatsListener {
    private static final long serialVersionUID = 1L;

    private StatsProbe(StatsStorageRouter router, String sessionId) {
      super(router, null, everyStepItSees(), sessionId, WORKER);
    }

    private static StatsUpdateConfiguration everyStepItSees() {
      return new DefaultStatsUpdateConfiguration.Builder().reportingFrequency(1).build();
    }
  }

  @Override
  public void trainBegin(Training training) {
    rate.start();
    step = 0;
    last = (long) training.epochs() * training.stepsPerEpoch() - 1;
  }

  @Override
  public void batchBegin(Training training, int number) {
    watching = step == 0 || step == last || (step >= next && rate.due());
    if (watching) {
      next = step + everySteps;
      rate.collect();
      training.model().network().addListeners(listener);
    }
    step++;
  }

  @Override
  public void batchEnd(Training training, int number, double loss) {
    detach(training);
  }

  @Override
  public void trainEnd(Training training) {
    detach(training);
  }

  private void detach(Training training) {
    if (watching) {
      MultiLayerNetwork network = training.model().network();
      network.setListeners(
          network.getListeners().stream()
              .filter(other -> other != listener)
              .toArray(TrainingListener[]::new));
      watching = false;
      rate.collected();
    }
  }
}
