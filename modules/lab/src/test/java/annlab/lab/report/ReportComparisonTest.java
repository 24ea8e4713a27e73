package annlab.lab.report;

import static annlab.lab.claims.Claim.Kind.CLAIM;
import static annlab.lab.claims.Claim.Kind.EXHIBIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import annlab.lab.claims.Claim;
import annlab.lab.claims.Target;
import annlab.lab.claims.Verdict;
import annlab.lab.report.ReportComparison.Difference;
import annlab.lab.settings.Json;
import annlab.lab.settings.PrerequisiteException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportComparisonTest {
  private static final double ONE_BIT_MORE = Math.nextUp(0.1);

  @Test
  void equalNumbersAreCountedToTheLastBitAndTheLargestDifferencesNameTheirClaims() {
    List<Verdict> here =
        List.of(
            exact("same", 1, 1),
            exact("bit", 0.1, 0.1),
            within("far", 100, 50, 100),
            within("near", 1, 0.01, 1),
            exact("count", 4, 4));
    JsonNode there =
        report(
            exact("same", 1, 1),
            exact("bit", 0.1, ONE_BIT_MORE),
            within("far", 100, 50, 110),
            within("near", 1, 0.01, 1.005),
            exact("count", 4, 3));
    ReportComparison comparison = ReportComparison.of(here, there);
    assertThat(comparison.measurements()).isEqualTo(5);
    assertThat(comparison.equal()).isEqualTo(1);
    assertThat(comparison.largestOfTolerance().map(Difference::claim))
        .as("a half of its tolerance, while the larger one is a fifth")
        .contains("near");
    assertThat(comparison.largestRelative().map(Difference::claim)).contains("count");
    assertThat(comparison.verdicts()).isEqualTo(5);
    assertThat(comparison.agreeing()).as("two pass only exactly").isEqualTo(3);
    assertThat(comparison.text())
        .isEqualTo(
            """
            1 of 5 measurements are equal to the last bit, 3 of 5 verdicts agree
            largest difference in units of a claim's tolerance: 0.500 in near, 1.0 here and 1.005 there
            largest relative difference of a claim without one: 0.250 in count, 4.0 here and 3.0 there
            bit is PASS here and FAIL there
            count is PASS here and FAIL there
            """);
    JsonNode json = comparison.json();
    assertThat(json.path("equal").asInt()).isEqualTo(1);
    assertThat(json.path("largestRelative").toString())
        .isEqualTo("{\"claim\":\"count\",\"here\":4.0,\"there\":3.0,\"difference\":0.25}");
    assertThat(json.path("largestOfTolerance").path("claim").asText()).isEqualTo("near");
    assertThat(json.path("largestOfTolerance").path("difference").asDouble())
        .isCloseTo(0.5, offset(1e-9));
  }

  /** An error of 2e-16 on one machine that is 0 on another is as good as none. */
  @Test
  void theRoundingErrorOfAZeroIsNoLargeDifference() {
    Target error = new Target.Between(0, 1e-12, "rounding");
    Target least = new Target.Between(0.5, Double.POSITIVE_INFINITY, "seeds");
    Target shown = new Target.Exhibit("a figure");
    List<Verdict> here =
        List.of(
            verdict("error", CLAIM, error, 2e-16),
            verdict("shown-error", EXHIBIT, shown, 2e-16),
            verdict("score", CLAIM, least, 0.88));
    JsonNode there =
        report(
            verdict("error", CLAIM, error, 0),
            verdict("shown-error", EXHIBIT, shown, 0),
            verdict("score", CLAIM, least, 0.8789));
    ReportComparison comparison = ReportComparison.of(here, there);
    assertThat(comparison.equal()).isZero();
    assertThat(comparison.agreeing()).isEqualTo(3);
    Difference ofTolerance = comparison.largestOfTolerance().orElseThrow();
    assertThat(ofTolerance.claim()).isEqualTo("error");
    assertThat(ofTolerance.size()).as("of half of 1e-12").isCloseTo(4e-4, offset(1e-12));
    Difference relative = comparison.largestRelative().orElseThrow();
    assertThat(relative.claim()).as("an open interval is no tolerance").isEqualTo("score");
    assertThat(relative.size()).isCloseTo(0.0011 / 0.88, offset(1e-9));
  }

  @Test
  void aTimingIsNoMeasurementAndItsVerdictCounts() {
    ReportComparison comparison =
        ReportComparison.of(
            List.of(timing(1.5), exact("same", 1, 1)), report(timing(2.5), exact("same", 1, 1)));
    assertThat(comparison.measurements()).isEqualTo(1);
    assertThat(comparison.equal()).isEqualTo(1);
    assertThat(comparison.timings()).containsExactly("time");
    assertThat(comparison.verdicts()).isEqualTo(2);
    assertThat(comparison.agreeing()).isEqualTo(2);
    assertThat(comparison.largestRelative()).isEmpty();
    assertThat(comparison.text())
        .contains("1 of 1 measurements")
        .contains("1 timing is left out: time")
        .doesNotContain("difference");
    assertThat(comparison.json().has("largestRelative")).isFalse();
  }

  @Test
  void aNumberOnOneSideOnlyIsAMeasurementThatIsNotEqual() {
    Verdict number = exact("number", 1, 1);
    ReportComparison comparison =
        ReportComparison.of(List.of(number, exact("new", 1, 1)), report(number.claim().notRun()));
    assertThat(comparison.measurements()).isEqualTo(2);
    assertThat(comparison.equal()).isZero();
    assertThat(comparison.verdicts()).as("'new' has none there").isEqualTo(1);
    assertThat(comparison.disagreements()).containsExactly("number is PASS here and NOT_RUN there");
    assertThat(comparison.largestRelative()).isEmpty();
  }

  @Test
  void whereNoReportIsOneLineSaysSo(@TempDir Path folder) throws Exception {
    Path results = folder.resolve("results.json");
    assertThatThrownBy(() -> ReportComparison.of(List.of(), folder))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessage("nothing to compare with: there is no " + results);
    Files.writeString(results, "{\"claims\":");
    assertThatThrownBy(() -> ReportComparison.of(List.of(), folder))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessageStartingWith("nothing to compare with: cannot read " + results + " (")
        .hasMessageNotContaining("\n");
  }

  private static Verdict exact(String id, double target, double measured) {
    return verdict(id, CLAIM, new Target.Exact(target, "a count"), measured);
  }

  private static Verdict within(String id, double target, double tolerance, double measured) {
    return verdict(id, CLAIM, new Target.Within(target, tolerance, "seeds"), measured);
  }

  private static Verdict verdict(String id, Claim.Kind kind, Target target, double measured) {
    return new Claim(id, "1.3.2", kind, "It is so.", target).judge(measured);
  }

  private static Verdict timing(double measured) {
    Target timing = new Target.Timing("the least of five");
    return new Claim("time", "1.3.2", Claim.Kind.EXHIBIT, "It takes long.", timing).judge(measured);
  }

  /** As it is on the disk. */
  private static JsonNode report(Verdict... verdicts) {
    ObjectNode report = Json.object();
    report.set("claims", Json.array(Stream.of(verdicts).map(Verdict::json).toList()));
    return Json.parse(Json.print(report));
  }
}
