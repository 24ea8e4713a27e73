package annlab.networks;

import java.util.Map;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.StatsUpdateConfiguration;
import org.deeplearning4j.ui.model.stats.impl.DefaultStatsUpdateConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Feeds DL4J's training UI: its StatsListener watches every n-th step and the first. It costs about
 * 15 ms each time, so rarely is enough. The listener is on the network only for the steps that it
 * watches, and these steps are DL4J's own: their rounding is too, so a training that goes on from a
 * checkpoint must watch the same steps.
 */
public final class Dl4jStats implements StatefulCallback {
  private static final String WORKER = "annlab";

  private final StatsListener listener;
  private final int everySteps;
  private int steps;
  private boolean watching;

  /**
   * A feed.
   *
   * @param router takes the records
   * @param sessionId the session under which the UI shows the run
   * @param everySteps steps from one record to the next, at least 1
   */
  public Dl4jStats(StatsStorageRouter router, String sessionId, int everySteps) {
    if (everySteps < 1) {
      throw new IllegalArgumentException("everySteps must be at least 1, got " + everySteps);
    }
    // every step that the listener sees: which these are is decided here
    StatsUpdateConfiguration each =
        new DefaultStatsUpdateConfiguration.Builder().reportingFrequency(1).build();
    this.listener = new StatsListener(router, null, each, sessionId, WORKER);
    this.everySteps = everySteps;
  }

  @Override
  public void batchBegin(Training training, int step) {
    watching = steps++ % everySteps == 0;
    if (watching) {
      training.model().network().addListeners(listener);
    }
  }

  @Override
  public void batchEnd(Training training, int step, double loss) {
    detach(training);
  }

  @Override
  public Map<String, INDArray> state() {
    return Map.of("steps", Nd4j.createFromArray((double) steps));
  }

  @Override
  public void restore(Map<String, INDArray> state) {
    steps = (int) Checkpoint.numbers(state, "steps", 1)[0];
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
    }
  }
}
