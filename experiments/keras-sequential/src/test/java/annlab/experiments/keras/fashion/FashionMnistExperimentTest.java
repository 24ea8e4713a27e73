package annlab.experiments.keras.fashion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.lab.Outcome;
import annlab.lab.RecordingContext;
import annlab.lab.claims.Claim;
import annlab.networks.Model;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiment on the 2,000 rows of a quick run. */
class FashionMnistExperimentTest {
  @TempDir Path folder;
  private final FashionMnistExperiment experiment = new FashionMnistExperiment();
  private final DataHome home = new DataHome();

  @Test
  void aQuickRunMeasuresEveryClaimThatNeedsNoWholeFiles() {
    Outcome outcome =
        experiment.run(RecordingContext.of(experiment.quick()).withData(home).quickly());
    Set<String> claims = new TreeSet<>(experiment.claims().stream().map(Claim::id).toList());
    Set<String> missing = new TreeSet<>(claims);
    missing.removeAll(outcome.measurements().keySet());
    assertThat(missing).containsExactly("E6-content", "E6-flipped-bit");
    assertThat(claims).containsAll(outcome.measurements().keySet());
    assertThat(outcome.metrics())
        .containsKeys("loss", "accuracy", "val_loss", "val_accuracy", "test_loss", "ms_per_step");
    assertThat(outcome.metrics().get("test_accuracy"))
        .as("two epochs over 1,200 rows beat chance (0.1) by far")
        .isGreaterThan(0.3);
  }

  @Test
  void whatDoesNotDependOnTheNumberOfRowsHoldsOnFewRowsToo() {
    Map<String, Double> numbers =
        experiment
            .run(RecordingContext.of(experiment.quick()).withData(home).quickly())
            .measurements();
    for (Claim claim : experiment.claims()) {
      if (claim.id().startsWith("F7")
          || claim.id().startsWith("G3")
          || claim.id().startsWith("X")) {
        assertThat(claim.judge(numbers.get(claim.id())).judgement().name())
            .as(claim.id())
            .isEqualTo("PASS");
      }
    }
    assertThat(numbers)
        .containsEntry("E1-images", 2_000.0)
        .containsEntry("E3-range", 0.0)
        .containsEntry("E4-class-names", 0.0)
        .containsEntry("E5-first-image", 9.0)
        .containsEntry("E7-two-views", 0.0)
        .containsEntry("G4-training-batches", 38.0)
        .containsEntry("G4-last-batch", 16.0)
        .containsEntry("G7-history", 0.0)
        .containsEntry("G15-probabilities", 0.0);
  }

  @Test
  void theFilesOfARunAreComplete() throws IOException {
    RecordingContext run = RecordingContext.of(experiment.quick()).withData(home).quickly();
    experiment.run(run);

    JsonNode predictions = new ObjectMapper().readTree(run.files().get("predictions.json"));
    assertThat(predictions.path("classNames")).hasSize(10);
    assertThat(predictions.path("images")).hasSize(3);
    for (JsonNode image : predictions.path("images")) {
      assertThat(image.path("pixels")).hasSize(784).allMatch(p -> p.isInt() && p.asInt() <= 255);
      assertThat(image.path("probabilities")).hasSize(10);
    }
    assertThat(predictions.path("images").findValuesAsText("label")).containsExactly("9", "2", "1");

    List<String> lines = new String(run.files().get("confusion.csv"), UTF_8).lines().toList();
    assertThat(lines).hasSize(11);
    int total = 0;
    for (String line : lines.subList(1, 11)) {
      String[] cells = line.split(",", -1);
      for (int i = 1; i < cells.length; i++) {
        total += Integer.parseInt(cells[i]);
      }
    }
    assertThat(total).isEqualTo(500);
    assertThat(new String(run.files().get("summary.txt"), UTF_8)).contains("266,610");
    JsonNode published = new ObjectMapper().readTree(run.files().get("published.json"));
    assertThat(published.path("history").path("val_accuracy")).hasSize(30);
    assertThat(published.path("source").asText()).contains("handson-ml3");
    assertThat(run.figures().keySet())
        .containsExactlyInAnyOrder(
            "first-image", "images", "predictions", "learning-curves", "half-epoch-shift");
    Path zip = Files.write(folder.resolve("model.zip"), run.files().get("model.zip"));
    assertThat(Model.load(zip).network().numParams()).isEqualTo(266_610);
    assertThat(run.epochs()).hasSize(2);
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    assertThat(timeless(RecordingContext.of(experiment.quick()).withData(home).quickly()))
        .isEqualTo(timeless(RecordingContext.of(experiment.quick()).withData(home).quickly()))
        .isNotEqualTo(
            timeless(RecordingContext.of(experiment.quick().withSeed(7)).withData(home).quickly()));
  }

  @Test
  void everyClaimHasAnIdOfItsOwnThatBeginsWithItsRow() {
    List<String> ids = experiment.claims().stream().map(Claim::id).toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[EFGX][0-9]+(-[a-z]+)+"));
    Set<String> rows = new TreeSet<>();
    ids.forEach(id -> rows.add(id.substring(0, id.indexOf('-'))));
    assertThat(rows)
        .contains("E1", "E2", "E3", "E4", "E5", "E6", "E7", "F7", "G3", "G4", "G5", "G7")
        .contains("G8", "G13", "G15", "G16", "X5", "X6");
  }

  @Test
  void aFlippedBitIsNeverAccepted() {
    assertThat(DataChecks.acceptedFlips(FashionMnist.TEST_LABELS, home, DataChecks::accepts))
        .isZero();
  }

  private Map<String, Double> timeless(RecordingContext run) {
    Map<String, Double> metrics = new HashMap<>(experiment.run(run).metrics());
    metrics.remove("ms_per_step");
    return metrics;
  }
}
