package annlab.lab.export;

import annlab.lab.runs.Run;
import annlab.lab.runs.StatisticsRecord;
import annlab.lab.settings.Json;
import annlab.networks.Epoch;
import annlab.networks.statistics.StepStatistics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run that has ended, with the statistics of its layers.
 *
 * @param run the run
 * @param statistics by epoch; empty for a run that kept none
 */
public record ExportedRun(Run run, List<StepStatistics> statistics) {
  /**
   * A run to be exported.
   *
   * @throws IllegalArgumentException if it has not ended
   */
  public ExportedRun {
    run.requireEnded();
    statistics = List.copyOf(statistics);
  }

  /**
   * A number of an epoch.
   *
   * @param epoch from 0
   * @param at when the epoch ended
   * @param quantity its name
   * @param value any number, NaN and infinity too
   */
  record Value(int epoch, Instant at, String quantity, double value) {}

  /** What the epochs gave: Keras' names, and {@code seconds} for the time that each took. */
  List<Value> history() {
    List<Value> values = new ArrayList<>();
    Map<Integer, Instant> ends = ends();
    for (Epoch epoch : run.epochs()) {
      Instant at = ends.getOrDefault(epoch.number(), started());
      epoch.logs().forEach((name, value) -> values.add(new Value(epoch.number(), at, name, value)));
      values.add(new Value(epoch.number(), at, "seconds", epoch.seconds()));
    }
    return values;
  }

  /** The single numbers of the statistics. */
  List<Value> layers() {
    List<Value> values = new ArrayList<>();
    Map<Integer, Instant> ends = ends();
    for (StepStatistics point : statistics) {
      Instant at = ends.getOrDefault(point.epoch(), started());
      StatisticsRecord.quantities(point)
          .forEach((name, value) -> values.add(new Value(point.epoch(), at, name, value)));
    }
    return values;
  }

  /** When each epoch ended, as far as the time that they took tells. */
  Map<Integer, Instant> ends() {
    Map<Integer, Instant> ends = new LinkedHashMap<>();
    Instant at = started();
    for (Epoch epoch : run.epochs()) {
      at = at.plus(epoch.took());
      ends.put(epoch.number(), at);
    }
    return ends;
  }

  Instant started() {
    return run.summary().startedAt();
  }

  Instant ended() {
    return run.summary().finishedAt().orElse(started());
  }

  /** Seed, epochs, rows and the other settings, as text. */
  Map<String, String> settings() {
    return Json.texts(run.parameters().json());
  }
}
