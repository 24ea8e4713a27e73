package annlab.experiments.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.RecordingContext;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class Deeplearning4jExperimentTest {
  private static final double PRINTED = 2e-6;

  @Test
  void everyDifferenceAndEveryRemedyIsMeasuredAndHolds() {
    Experiment experiment =
        ServiceLoader.load(Experiment.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(Deeplearning4jExperiment.class::isInstance)
            .findFirst()
            .orElseThrow();
    Outcome outcome = experiment.run(RecordingContext.of(experiment.defaults()));
    assertThat(outcome.measurements().keySet())
        .containsExactlyElementsOf(experiment.claims().stream().map(Claim::id).toList());
    for (Claim claim : experiment.claims()) {
      double measured = outcome.measurements().getOrDefault(claim.id(), Double.NaN);
      assertThat(claim.judge(measured).judgement())
          .as("%s measured %s", claim.id(), measured)
          .isEqualTo(Judgement.PASS);
    }
  }

  /** The other library's numbers come from itself: {@code references.py} beside this file. */
  @Test
  void theReferencesAreWhatTheOtherLibrariesGive() throws IOException {
    JsonNode references;
    try (InputStream in = getClass().getResourceAsStream("references.json")) {
      references = new ObjectMapper().readTree(in);
    }
    List<String> computed = new ArrayList<>();
    references.path("values").fieldNames().forEachRemaining(computed::add);
    assertThat(computed)
        .containsExactlyInAnyOrderElementsOf(
            Differences.all().stream().map(Difference::id).toList());
    for (Difference each : Differences.all()) {
      double value = references.path("values").path(each.id()).asDouble();
      assertThat(each.reference().value())
          .as(each.id())
          .isCloseTo(value, within(PRINTED * Math.max(Math.abs(value), PRINTED)));
      if (!each.reference().library().equals("annlab")) {
        assertThat(references.path("versions").toString()).contains(each.reference().library());
      }
    }
  }

  @Test
  void theDocumentIsWrittenFromTheDifferences() throws IOException {
    Path file = Path.of(System.getProperty("annlab.root"), "docs", "dl4j.md");
    String page = DifferencesPage.of(Differences.all());
    if (Boolean.getBoolean("annlab.docs")) {
      Files.writeString(file, page);
    }
    assertThat(Files.readString(file))
        .as("run this test with -Dannlab.docs=true to write the file anew")
        .isEqualTo(page);
  }

  /** What the table of annlab's own differences says of DL4J is one of those measured. */
  @Test
  void whatTheTableOfDifferencesSaysOfDl4jIsMeasured() throws IOException {
    Path file = Path.of(System.getProperty("annlab.root"), "docs", "differences.md");
    List<String> said =
        Files.readAllLines(file).stream()
            .map(line -> line.split(" \\| ", -1))
            .filter(cells -> cells.length == 6 && !cells[3].matches("-|---|Deeplearning4j"))
            .map(cells -> cells[3])
            .toList();
    assertThat(said).hasSizeGreaterThan(4);
    List<String> claims = Differences.all().stream().map(Difference::claimId).toList();
    assertThat(said)
        .allSatisfy(
            cell ->
                assertThat(claims).as(cell).contains(cell.replaceAll(".*`(DL4J-[^`]+)`", "$1")));
  }

  @Test
  void theSitesTableHasEveryDifferenceOnce() {
    List<String> shown = new ArrayList<>();
    new DifferencesTable()
        .show(Json.object())
        .path("topics")
        .forEach(
            topic ->
                topic.path("differences").forEach(row -> shown.add(row.path("claim").asText())));
    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(
            Differences.all().stream().map(Difference::claimId).toList());
  }
}
