package annlab.lab.export;

import annlab.lab.Parameters;
import annlab.lab.runs.Labels;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.networks.Epoch;
import annlab.networks.statistics.Distribution;
import annlab.networks.statistics.LayerStatistics;
import annlab.networks.statistics.StepStatistics;
import annlab.networks.statistics.TensorStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Runs to export. */
final class Exports {
  static final Instant BEGUN = Instant.parse("2026-11-22T19:15:03Z");

  private Exports() {}

  static Run run(RunStatus status, List<Epoch> epochs) {
    RunSummary summary =
        new RunSummary(
            new RunId("20261122-191503-toy-a3f"),
            "toy",
            status,
            Optional.of("cpu"),
            new Parameters(7, 2, 0, Map.of("step", "auto", "rate of learning", "0.5")),
            false,
            BEGUN,
            Optional.of(BEGUN.plusSeconds(10)),
            Map.of("test accuracy", 0.75),
            epochs.size(),
            Map.of(),
            Map.of(),
            OptionalInt.empty(),
            0,
            0,
            Optional.empty(),
            false,
            0,
            Optional.empty(),
            new Labels(Optional.of("Wide"), Optional.of("A try."), List.of("good")));
    return new Run(summary, Optional.empty(), epochs, List.of());
  }

  /** Two epochs of half a second; the second has a loss that is not finite, and no statistics. */
  static ExportedRun small() {
    return new ExportedRun(
        run(RunStatus.FINISHED, List.of(epoch(0, 1.5), epoch(1, Double.NaN))), List.of(point()));
  }

  static ExportedRun withoutEpochs(RunStatus status) {
    return new ExportedRun(run(status, List.of()), List.of());
  }

  /** So many epochs. */
  static ExportedRun ofEpochs(int count) {
    List<Epoch> epochs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      epochs.add(epoch(i, 1.0 / (i + 1)));
    }
    return new ExportedRun(run(RunStatus.INTERRUPTED, epochs), List.of());
  }

  private static Epoch epoch(int number, double loss) {
    Map<String, Double> logs = new LinkedHashMap<>();
    logs.put("loss", loss);
    logs.put("val_loss", Double.POSITIVE_INFINITY);
    return new Epoch(number, logs, 3, Duration.ofMillis(500));
  }

  private static StepStatistics point() {
    Distribution some = Distribution.of(new double[] {-1, 0, 0.5, 2}, 4);
    Distribution same = Distribution.of(new double[] {3, 3}, 2);
    Distribution none = Distribution.of(new double[] {Double.NaN}, 1);
    TensorStatistics kernel = new TensorStatistics("kernel", 4, some, Optional.of(same), none);
    LayerStatistics layer =
        new LayerStatistics("my layer", List.of(kernel), some, OptionalDouble.of(0.25));
    return new StepStatistics(0, 2, 32, 0.1, List.of(layer), Map.of("forward", 1e-4), 100, 200);
  }
}
