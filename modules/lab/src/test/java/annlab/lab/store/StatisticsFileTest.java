package annlab.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.Parameters;
import annlab.lab.runs.RunId;
import annlab.lab.runs.StatisticsRecord;
import annlab.lab.settings.PrerequisiteException;
import annlab.networks.statistics.Distribution;
import annlab.networks.statistics.LayerStatistics;
import annlab.networks.statistics.StepStatistics;
import annlab.networks.statistics.TensorStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StatisticsFileTest {
  @TempDir Path home;
  private RunStore store;
  private RunId run;

  @BeforeEach
  void open() {
    store = RunStore.open(home);
    run = store.begin("fake", new Parameters(1, 10, 0, Map.of()), false);
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** Numbers that single precision has too. */
  private static StepStatistics point(int epoch, double size) {
    return point(epoch, Distribution.of(new double[] {size, -size}, 2));
  }

  private static StepStatistics point(int epoch, Distribution some) {
    return new StepStatistics(
        epoch,
        4,
        32,
        0.5,
        List.of(
            new LayerStatistics(
                "dense 1",
                List.of(
                    new TensorStatistics("kernel", 3, some, Optional.of(some), some),
                    new TensorStatistics("bias", 3, some, Optional.empty(), some)),
                some,
                OptionalDouble.of(0.125))),
        Map.of("forward", 0.5),
        1 << 20,
        1 << 10);
  }

  @Test
  void pointsAreThereWhileTheTrainingGoesOnAndAFileOfTheRunAtItsEnd() {
    StatisticsFile writer = store.statistics(run);
    writer.append(point(0, 0.5));
    writer.append(point(1, 0.5));
    assertThat(store.statistics(run).points()).as("they wait in memory").isEmpty();
    writer.write();
    assertThat(store.statistics(run).points()).containsExactly(point(0, 0.5), point(1, 0.5));
    assertThat(store.files().of(run)).isEmpty();
    writer.keep();
    assertThat(store.files().of(run))
        .extracting(artifact -> artifact.name())
        .containsExactly("statistics.jsonl");
    assertThat(store.statistics(run).points()).hasSize(2);
    // a second training of the same run
    writer.append(point(2, 0.5));
    writer.write();
    writer.write();
    assertThat(store.statistics(run).points()).hasSize(3);
    writer.keep();
    writer.keep();
    assertThat(store.statistics(run).points())
        .extracting(StepStatistics::epoch)
        .containsExactly(0, 1, 2);
  }

  @Test
  void aResumedRunReplacesWhatItComesToAgain() {
    StatisticsFile before = store.statistics(run);
    for (int epoch = 0; epoch < 4; epoch++) {
      before.append(point(epoch, 0.5));
    }
    before.write();
    StatisticsFile resumed = store.statistics(run);
    resumed.append(point(2, 0.75));
    resumed.write();
    assertThat(resumed.points()).containsExactly(point(0, 0.5), point(1, 0.5), point(2, 0.75));
  }

  @Test
  void aLineThatWasCutShortIsNoPointAndStaysNone() throws IOException {
    for (String rest : List.of("{\"epoch\": 1, \"st", "{", "{\"epoch\": nul", "\u0000\u0000")) {
      StatisticsFile writer = store.statistics(run);
      writer.append(point(0, 0.5));
      writer.write();
      Path file = home.resolve("runs").resolve(run.value()).resolve("statistics-growing.jsonl");
      Files.writeString(file, rest, StandardOpenOption.APPEND);
      assertThat(store.statistics(run).points()).as(rest).containsExactly(point(0, 0.5));
      StatisticsFile resumed = store.statistics(run);
      resumed.append(point(1, 0.5));
      resumed.write();
      assertThat(resumed.points()).as(rest).hasSize(2);
    }
  }

  /** The file is a link into a folder that is gone: as good as a full disk. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need rights there")
  void pointsThatCannotBeWrittenWaitUntilTheyCan() throws IOException {
    StatisticsFile writer = store.statistics(run);
    Path file = home.resolve("runs").resolve(run.value()).resolve("statistics-growing.jsonl");
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, home.resolve("gone").resolve("file"));
    writer.append(point(0, 0.5));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(writer::write)
          .isInstanceOf(PrerequisiteException.class)
          .hasMessageStartingWith("cannot write " + file)
          .hasMessageEndingWith("is the disk full?");
      writer.append(point(1 + i, 0.5));
    }
    Files.delete(file);
    writer.write();
    assertThat(store.statistics(run).points())
        .extracting(StepStatistics::epoch)
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void whatIsNotFiniteIsNullAndReadAsNotANumber() {
    for (double odd :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300}) {
      StatisticsFile writer = store.statistics(run);
      writer.append(point(0, Distribution.of(new double[] {odd, 1, 2}, 3)));
      writer.write();
      assertThat(writer.documents().toString()).contains("\"meanMagnitude\":null");
      Distribution read = writer.points().get(0).layers().get(0).activations();
      assertThat(read.meanMagnitude()).isNaN();
      assertThat(read.counts()).hasSize(Distribution.BINS);
    }
  }

  @Test
  void aRunWithoutStatisticsHasNone() {
    StatisticsFile none = store.statistics(run);
    assertThat(none.points()).isEmpty();
    none.keep();
    assertThat(store.files().of(run)).isEmpty();
  }

  @Test
  void quantitiesAndHistogramsHaveTheSameNames() {
    Map<String, Double> quantities = StatisticsRecord.quantities(point(0, 0.5));
    assertThat(quantities)
        .containsEntry("learning_rate", 0.5)
        .containsEntry("dense 1/activations/silent_units", 0.125)
        .containsEntry("dense 1/kernel/log10_update_to_weight", 0.0)
        .containsEntry("seconds/forward", 0.5)
        .containsKey("dense 1/kernel/gradients/mean_magnitude")
        .doesNotContainKey("dense 1/bias/gradients/mean_magnitude")
        .doesNotContainKey("gradient_norm");
    assertThat(StatisticsRecord.histograms(point(0, 0.5)))
        .containsOnlyKeys(
            "dense 1/activations",
            "dense 1/kernel/weights",
            "dense 1/kernel/gradients",
            "dense 1/kernel/updates",
            "dense 1/bias/weights",
            "dense 1/bias/updates");
  }
}
