package annlab.bench;

import annlab.networks.Callback;
import annlab.networks.Dl4jStats;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Training;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Times what surrounds the steps of a training, on the Fashion MNIST network in float32. */
final class Parts {
  private static final int IMAGES = 10_000;
  private static final double MAX_MILLISECONDS = 150;
  private static final double MAX_PERCENT = 5;
  private static final int BATCH = 32;
  private static final int WARM_UPS = 3;

  /** Steps of a training of a few seconds, in which statistics are collected several times. */
  private static final int STEPS = 6000;

  private final int rounds;
  private final int steps;

  Parts(boolean quick, int rounds) {
    this.rounds = quick ? 1 : rounds;
    this.steps = quick ? BATCH : STEPS;
  }

  /** Loss and accuracy of as many images as the test set has. */
  PartResult evaluation() {
    StepJob job = StepJob.fashion(DataType.FLOAT, IMAGES, 1);
    Model model = job.model();
    INDArray x = job.inputs();
    INDArray y = job.targets();
    List<Double> taken = new ArrayList<>();
    for (int round = -WARM_UPS; round < rounds; round++) {
      long begin = System.nanoTime();
      model.evaluate(x, y);
      if (round >= 0) {
        taken.add((System.nanoTime() - begin) / 1e6);
      }
    }
    return new PartResult(
        "evaluation",
        "evaluation of 10,000 images, 784-300-100-10, float32",
        "ms",
        new Times(taken),
        MAX_MILLISECONDS);
  }

  /** What DL4J's training UI costs: the share of a training's time in steps that it looks at. */
  PartResult statistics() {
    StepJob job = StepJob.fashion(DataType.FLOAT, BATCH, 200);
    Model model = job.model();
    INDArray x = job.inputs();
    INDArray y = job.targets();
    List<Double> shares = new ArrayList<>();
    for (int round = 0; round < Math.min(rounds, 5); round++) {
      Watched watched = new Watched();
      FitOptions options =
          FitOptions.defaults()
              .withBatchSize(BATCH)
              .withEpochs(Math.max(1, steps / job.steps()))
              .withCallbacks(watched);
      long begin = System.nanoTime();
      model.fit(x, y, options);
      shares.add(100.0 * watched.nanos / (System.nanoTime() - begin));
    }
    return new PartResult(
        "statistics",
        "DL4J's statistics, share of a training of " + steps + " steps",
        "%",
        new Times(shares),
        MAX_PERCENT);
  }

  /** Adds up the steps at which a listener sits on the network, from its coming to its going. */
  private static final class Watched implements Callback {
    private final Dl4jStats stats = new Dl4jStats(new InMemoryStatsStorage(), "bench", 1);
    private long begin;
    private long nanos;

    @Override
    public void trainBegin(Training training) {
      stats.trainBegin(training);
    }

    @Override
    public void batchBegin(Training training, int step) {
      begin = System.nanoTime();
      stats.batchBegin(training, step);
    }

    @Override
    public void batchEnd(Training training, int step, double loss) {
      boolean looked = !training.model().network().getListeners().isEmpty();
      stats.batchEnd(training, step, loss);
      if (looked) {
        nanos += System.nanoTime() - begin;
      }
    }

    @Override
    public void trainEnd(Training training) {
      stats.trainEnd(training);
    }
  }
}
