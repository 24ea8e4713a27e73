package annlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Chapter;
import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.claims.Change;
import annlab.lab.claims.Claim;
import annlab.lab.sources.Listing;
import annlab.lab.sources.Listings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the ledger over the experiments of the chapter. */
class LedgerOfTheChapterTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How many rows each part of the coverage list has; they are numbered from 1. */
  private static final Map<String, Integer> ROWS =
      Map.of("A", 19, "B", 19, "C", 12, "D", 6, "E", 7, "F", 15, "G", 18, "H", 6, "X", 8);

  @Test
  void everyExperimentKnowsTheCodeThatItDependsOn() {
    assertThat(Experiments.all())
        .isNotEmpty()
        .allSatisfy(
            experiment ->
                assertThat(experiment.fingerprint().orElseThrow()).matches("[0-9a-f]{64}"));
  }

  /** What names another section has a dead link on the site and no title in the report. */
  @Test
  void everyExperimentAndEveryClaimStandsInASectionOfTheChapter() {
    assertThat(
            Stream.concat(
                Experiments.all().stream().map(Experiment::section),
                claims().stream().map(Claim::section)))
        .isSubsetOf(Chapter.sections().stream().map(Chapter.Section::number).toList());
  }

  @Test
  void everyRowOfTheCoverageListHasAClaim() {
    Set<String> without = new TreeSet<>();
    ROWS.forEach(
        (part, rows) -> {
          for (int row = 1; row <= rows; row++) {
            without.add(part + row);
          }
        });
    Set<String> unknown = new TreeSet<>();
    for (Claim claim : claims()) {
      if (!Character.isDigit(claim.section().charAt(0))) {
        continue; // a section of annlab's own, which the chapter has not
      }
      String id = claim.id();
      String row = id.substring(0, id.indexOf('-'));
      if (!without.remove(row) && !ROWS.containsKey(row.substring(0, 1))) {
        unknown.add(id);
      }
    }
    assertThat(unknown).isEmpty();
    assertThat(without).isEmpty();
  }

  @Test
  void everyCheckOfAChangeIsAClaimAndNoErratumOfTheChapterItself() {
    List<Change> changes =
        Experiments.all().stream().flatMap(each -> each.changes().stream()).toList();
    assertThat(changes).hasSizeGreaterThanOrEqualTo(12);
    assertThat(changes).extracting(Change::subject).doesNotHaveDuplicates();
    assertThat(claims())
        .extracting(Claim::id)
        .containsAll(changes.stream().flatMap(change -> change.checks().stream()).toList());
    assertThat(changes.stream().flatMap(change -> change.checks().stream()))
        .noneMatch(id -> id.matches("X[1-68]-.*"));
    // an erratum that only a later version brought is listed as a change
    assertThat(changes.stream().flatMap(change -> change.checks().stream()).toList())
        .containsAll(claims().stream().map(Claim::id).filter(id -> id.startsWith("X7-")).toList());
  }

  @Test
  void everyClaimHasAListingThatIsReadAtAGlance() {
    for (Experiment experiment : Experiments.all()) {
      Listings listings = Listings.of(experiment.getClass());
      for (Claim claim : experiment.claims()) {
        assertThat(listings.of(claim.id()).map(Listing::lines))
            .as(claim.id())
            .hasValueSatisfying(
                lines -> assertThat(lines).isBetween(Listing.MIN_LINES, Listing.MAX_LINES));
      }
    }
  }

  @Test
  void theCommittedReportIsOfThisLedger() throws IOException {
    Map<String, JsonNode> reported = new TreeMap<>();
    for (JsonNode claim :
        JSON.readTree(Path.of(System.getProperty("annlab.root"), "reports/results.json").toFile())
            .path("claims")) {
      reported.put(claim.path("id").asText(), judged(claim));
    }
    Map<String, JsonNode> claimed = new TreeMap<>();
    for (Claim claim : claims()) {
      claimed.put(claim.id(), judged(JSON.readTree(claim.notRun().json().toString())));
    }
    assertThat(reported).isEqualTo(claimed);
  }

  /** A figure that is named otherwise than its experiment draws it would be missing on the site. */
  @Test
  void everyFigureOfAClaimIsDrawn() throws IOException {
    Set<String> drawn = new TreeSet<>();
    JSON.readTree(Path.of(System.getProperty("annlab.root"), "reports/results.json").toFile())
        .path("figures")
        .forEach(figure -> drawn.add(figure.asText()));
    for (Experiment experiment : Experiments.all()) {
      assertThat(experiment.claims())
          .extracting(Claim::id)
          .containsAll(experiment.figureClaims().values());
      assertThat(drawn)
          .containsAll(
              experiment.figureClaims().keySet().stream()
                  .map(name -> experiment.id() + "-" + name + ".svg")
                  .toList());
    }
  }

  private static List<Claim> claims() {
    return Experiments.all().stream().flatMap(each -> each.claims().stream()).toList();
  }

  /** What a claim says and what it is held against, without what was measured. */
  private static JsonNode judged(JsonNode claim) {
    return ((ObjectNode) claim)
        .retain(
            List.of(
                "id",
                "section",
                "kind",
                "statement",
                "chapter",
                "expected",
                "passes",
                "tolerance",
                "reason"));
  }
}
