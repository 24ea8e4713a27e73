package annlab.networks;

import annlab.networks.internal.data.Batch;
import annlab.networks.internal.step.Observation;
import annlab.networks.internal.step.TrainingStep;
import annlab.networks.statistics.StepStatistics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;

/** What the training loop does for its {@link TrainingStatistics}, if it has any. */
final class Looks {
  private static final double NANOS_PER_SECOND = 1e9;

  private final List<TrainingStatistics> all;
  private List<TrainingStatistics> due = List.of();
  private Optional<Observation> seen = Optional.empty();
  private int epoch;
  private int step;
  private int rows;
  private double rate;
  private long looking;
  private long validation;

  Looks(List<Callback> callbacks) {
    this.all = callbacks.stream().flatMap(callback -> callback.statistics().stream()).toList();
  }

  /**
   * An epoch begins.
   *
   * @param chosen its step to be looked at
   */
  void begin(int number, int chosen) {
    epoch = number;
    step = chosen;
    seen = Optional.empty();
    validation = 0;
    due = all.isEmpty() ? all : all.stream().filter(each -> each.due(number)).toList();
  }

  /** Trains a batch, and looks if this is the step. */
  double train(TrainingStep training, int number, Batch batch, double learningRate) {
    if (number != step || due.isEmpty()) {
      return training.train(batch, learningRate);
    }
    long start = System.nanoTime();
    training.watch();
    double sum = training.train(batch, learningRate);
    seen = training.seen();
    rows = batch.rows();
    rate = learningRate;
    looking = System.nanoTime() - start;
    seen.ifPresent(
        observation -> {
          for (double seconds : observation.seconds().values()) {
            looking -= Math.round(seconds * NANOS_PER_SECOND);
          }
        });
    return sum;
  }

  /** The epoch was validated. */
  void validated(long nanos) {
    validation = nanos;
  }

  /** The epoch is over. */
  void end(Duration took) {
    if (seen.isEmpty()) {
      return;
    }
    Observation observation = seen.get();
    Map<String, Double> seconds = new LinkedHashMap<>(observation.seconds());
    seconds.put("training", (took.toNanos() - looking) / NANOS_PER_SECOND);
    seconds.put("validation", validation / NANOS_PER_SECOND);
    seconds.put("statistics", looking / NANOS_PER_SECOND);
    Runtime java = Runtime.getRuntime();
    StepStatistics point =
        new StepStatistics(
            epoch,
            step,
            rows,
            rate,
            observation.layers(),
            seconds,
            java.totalMemory() - java.freeMemory(),
            Pointer.totalBytes());
    due.forEach(each -> each.take(point, looking));
  }
}
