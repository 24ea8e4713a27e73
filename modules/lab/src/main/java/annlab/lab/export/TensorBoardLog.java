package annlab.lab.export;

import annlab.lab.runs.StatisticsRecord;
import annlab.lab.settings.PrerequisiteException;
import annlab.networks.files.AtomicFiles;
import annlab.networks.statistics.Distribution;
import annlab.networks.statistics.StepStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.framework.HistogramProto;
import org.tensorflow.framework.Summary;

/**
 * A run as TensorBoard's event files, laid out as Keras' callback lays them out: {@code RUN/train/}
 * and {@code RUN/validation/} with the tags {@code epoch_loss} and so on, by epoch from 0; beside
 * them, in {@code train/}, the statistics of the layers with their histograms; and in {@code RUN/}
 * itself the settings for the page of hyperparameters. Scalars have single precision.
 */
public final class TensorBoardLog {
  private static final String VALIDATION = "val_";

  private final ExportedRun exported;
  private final EventFile train;
  private final EventFile validation;
  private final EventFile settings;
  private final Set<Hyperparameters.Metric> metrics = new LinkedHashSet<>();
  private boolean validated;

  private TensorBoardLog(ExportedRun exported) {
    this.exported = exported;
    this.train = new EventFile(exported.started());
    this.validation = new EventFile(exported.started());
    this.settings = new EventFile(exported.started());
  }

  /**
   * Writes a run's event files.
   *
   * @param exported the run
   * @param folder where its folder is to be
   * @return the run's folder
   * @throws IllegalArgumentException if the folder has one of the run's name already
   * @throws PrerequisiteException if it cannot be written
   */
  public static Path write(ExportedRun exported, Path folder) {
    Path place = folder.resolve(exported.run().id().value());
    if (Files.exists(place)) {
      throw new IllegalArgumentException(
          place + " exists already and stays as it is; name another folder by --to");
    }
    try {
      for (Map.Entry<String, byte[]> file : new TensorBoardLog(exported).files().entrySet()) {
        Path path = place.resolve(file.getKey());
        AtomicFiles.write(path, file.getValue());
      }
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot write " + place + " (" + e.getMessage() + "); name another folder by --to", e);
    }
    return place;
  }

  private Map<String, byte[]> files() {
    exported.history().forEach(this::epoch);
    statistics();
    Instant begun = exported.started();
    settings.add(begun, 0, Hyperparameters.experiment(begun, exported.settings(), metrics));
    settings.add(
        begun, 0, Hyperparameters.start(exported.run().id().value(), begun, exported.settings()));
    exported
        .run()
        .summary()
        .metrics()
        .forEach(
            (name, value) -> settings.add(exported.ended(), 0, scalar("final/" + name, value)));
    settings.add(
        exported.ended(), 0, Hyperparameters.end(exported.run().status(), exported.ended()));
    // TensorBoard finds event files by this part of their name
    String name = "events.out.tfevents." + begun.getEpochSecond() + ".annlab";
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(name, settings.bytes());
    files.put("train/" + name, train.bytes());
    if (validated) {
      files.put("validation/" + name, validation.bytes());
    }
    return files;
  }

  private void epoch(ExportedRun.Value value) {
    boolean held = value.quantity().startsWith(VALIDATION);
    validated |= held;
    String quantity = held ? value.quantity().substring(VALIDATION.length()) : value.quantity();
    String tag = "epoch_" + quantity;
    (held ? validation : train).add(value.at(), value.epoch(), scalar(tag, value.value()));
    metrics.add(new Hyperparameters.Metric(held ? "validation" : "train", tag));
  }

  private void statistics() {
    for (ExportedRun.Value value : exported.layers()) {
      train.add(value.at(), value.epoch(), scalar(value.quantity(), value.value()));
    }
    Map<Integer, Instant> ends = exported.ends();
    for (StepStatistics point : exported.statistics()) {
      Instant at = ends.getOrDefault(point.epoch(), exported.started());
      Summary.Builder summary = Summary.newBuilder();
      StatisticsRecord.histograms(point)
          .forEach(
              (name, distribution) -> {
                if (!distribution.counts().isEmpty()) {
                  summary.addValue(
                      Summary.Value.newBuilder().setTag(name).setHisto(histogram(distribution)));
                }
              });
      train.add(at, point.epoch(), summary.build());
    }
  }

  private static Summary scalar(String tag, double value) {
    return Summary.newBuilder()
        .addValue(Summary.Value.newBuilder().setTag(tag).setSimpleValue((float) value))
        .build();
  }

  /** TensorBoard takes the limits for right edges, and the least number for the first left one. */
  private static HistogramProto histogram(Distribution distribution) {
    List<Integer> counts = distribution.counts();
    double low = distribution.low();
    double high = distribution.high();
    long count = counts.stream().mapToLong(each -> each).sum();
    List<Double> limits = new ArrayList<>();
    List<Double> buckets = new ArrayList<>();
    if (high > low) {
      for (int i = 0; i < counts.size(); i++) {
        limits.add(i == counts.size() - 1 ? high : low + (high - low) * (i + 1) / counts.size());
        buckets.add((double) counts.get(i));
      }
    } else {
      limits.add(high);
      buckets.add((double) count);
    }
    return HistogramProto.newBuilder()
        .setMin(low)
        .setMax(high)
        .setNum((double) count)
        .setSum(distribution.mean() * count)
        .setSumSquares(distribution.meanSquare() * count)
        .addAllBucketLimit(limits)
        .addAllBucket(buckets)
        .build();
  }
}
