package annlab.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
            exact("same", 1, 1), exact("bit", 0.1, 0.1), exact("far", 5, 100), exact("near", 1, 3));
    JsonNode there =
        report(
            exact("same", 1, 1),
            exact("bit", 0.1, ONE_BIT_MORE),
            exact("far", 5, 110),
            exact("near", 1, 2));
    ReportComparison comparison = ReportComparison.of(here, there);
    assertThat(comparison.measurements()).isEqualTo(4);
    assertThat(comparison.equal()).isEqualTo(1);
    assertThat(comparison.largestAbsolute()).contains(new Difference("far", 100, 110));
    assertThat(comparison.largestRelative()).contains(new Difference("near", 3, 2));
    assertThat(comparison.verdicts()).isEqualTo(4);
    assertThat(comparison.agreeing()).as("'bit' passes only exactly").isEqualTo(3);
    assertThat(comparison.disagreements()).containsExactly("bit is PASS here and FAIL there");
    assertThat(comparison.text())
        .isEqualTo(
            """
            1 of 4 measurements are equal to the last bit, 3 of 4 verdicts agree
            largest difference: 10.0 in far, 100.0 here and 110.0 there
            largest relative difference: 0.333 in near, 3.0 here and 2.0 there
            bit is PASS here and FAIL there
            """);
    JsonNode json = comparison.json();
    assertThat(json.path("equal").asInt()).isEqualTo(1);
    assertThat(json.path("largestAbsolute").toString())
        .isEqualTo("{\"claim\":\"far\",\"here\":100.0,\"there\":110.0,\"difference\":10.0}");
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
    assertThat(comparison.largestAbsolute()).isEmpty();
    assertThat(comparison.text())
        .contains("1 of 1 measurements")
        .contains("1 timing is left out: time")
        .doesNotContain("difference");
    assertThat(comparison.json().has("largestAbsolute")).isFalse();
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
    Target exact = new Target.Exact(target, "a count");
    return new Claim(id, "1.3.2", Claim.Kind.CLAIM, "It is so.", exact).judge(measured);
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
