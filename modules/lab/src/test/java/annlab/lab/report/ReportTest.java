package annlab.lab.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import annlab.lab.FakeExperiment;
import annlab.lab.WithStore;
import annlab.lab.claims.Change;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import annlab.lab.claims.Target;
import annlab.lab.claims.Verdict;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunOptions;
import annlab.lab.store.RunStoreTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest extends WithStore {
  @TempDir Path out;

  @Test
  void everyClaimStandsThereWithBothNumbersToleranceReasonVerdictAndRun() throws Exception {
    Run run = runner.run(toy, RunOptions.full(toy));
    Report.of(store, List.of(toy), List.of()).write(out);
    String text = Files.readString(out.resolve("chapter.md"));
    assertThat(text)
        .contains("**4 of 5 judged claims pass, 1 fail; 1 was not run.**")
        .contains(
            "| **T1-count** The network has 266,610 parameters. | 266610 | 266610 | exact: A count"
                + " admits no deviation. | ✓ pass | R1 |")
        .contains("| 0.8894 | 0.8891 | ± 0.01: Twice the spread over ten seeds. | ✓ pass | R1 |")
        .contains("| - | 0.9300 | at least 0.95: Every published run has more. | ✗ **FAIL**")
        .contains("| holds | holds | no exception: Twenty seeds were tried;")
        .contains("**X1-sign** (erratum)")
        .contains("| erratum | confirmed |")
        .contains("- **fails:** **T3-footwear**")
        .contains("![Learning curves of the toy.](figures/toy-curve.svg)")
        .contains("run `" + run.id() + "`, commit `unknown`, seed 42, cpu")
        .contains("`./annlab run toy --seed 42`");
    assertThat(out.resolve("figures/toy-curve.svg")).exists();
  }

  @Test
  void resultsHoldTheRunsAndOneVerdictForEachClaim() throws Exception {
    Run run = runner.run(toy, RunOptions.full(toy));
    Report.of(store, List.of(toy), List.of()).write(out);
    JsonNode results = new ObjectMapper().readTree(out.resolve("results.json").toFile());
    assertThat(results.path("runs")).hasSize(1);
    assertThat(results.path("runs").get(0).path("id").asText()).isEqualTo(run.id().value());
    assertThat(results.path("claims")).hasSize(toy.claims().size());
    assertThat(results.path("claims").findValuesAsText("id")).doesNotHaveDuplicates();
    assertThat(results.path("claims").get(0).path("run").asText()).isEqualTo(run.id().value());
    assertThat(results.toString()).doesNotContain("null").doesNotContain("NaN");
  }

  @Test
  void theSameStoreGivesTheSameBytes() throws Exception {
    runner.run(toy, RunOptions.full(toy));
    Report.of(store, List.of(toy), List.of()).write(out.resolve("a"));
    FakeExperiment.sleep(1_100); // a time of writing would show
    Report.of(store, List.of(toy), List.of()).write(out.resolve("b"));
    for (String name :
        List.of("chapter.md", "chapter.html", "results.json", "figures/toy-curve.svg")) {
      assertThat(out.resolve("a").resolve(name))
          .hasSameBinaryContentAs(out.resolve("b").resolve(name));
    }
  }

  @Test
  void onlyTheNewestFullRunSpeaks() {
    runner.run(toy, RunOptions.full(toy));
    Run newest = runner.run(toy, RunOptions.full(toy).withParameters(toy.defaults().withSeed(9)));
    runner.run(toy, RunOptions.quick(toy));
    runner.run(toy, RunOptions.full(toy).withParameters(toy.defaults().withEpochs(1)));
    RunId failed = store.begin("toy", toy.defaults(), false);
    store.fail(failed, "for the test");
    assertThat(Report.of(store, List.of(toy), List.of()).runs()).containsExactly(newest);
  }

  @Test
  void aQuickRunAloneLeavesEveryClaimNotRun() {
    runner.run(toy, RunOptions.quick(toy));
    Report report = Report.of(store, List.of(toy), List.of());
    assertThat(report.runs()).isEmpty();
    assertThat(report.verdicts())
        .hasSize(toy.claims().size())
        .allMatch(verdict -> verdict.judgement() == Judgement.NOT_RUN);
    assertThat(report.headline())
        .isEqualTo("No claim has been judged yet: there is no full run in the store.");
  }

  @Test
  void aClaimWhoseTargetChangedSinceTheRunIsNotRun() {
    RunId id = store.begin("toy", toy.defaults(), false);
    Claim old =
        new Claim(
            "T2-accuracy",
            "1.3.2",
            Claim.Kind.CLAIM,
            "Worded otherwise.",
            new Target.Within(0.8894, 0.5, "Anything goes."));
    store.finish(id, java.util.Map.of(), List.of(old.judge(0.5)), RunStoreTest.origin());
    Verdict verdict = Report.of(store, List.of(toy), List.of()).verdicts().get(1);
    assertThat(verdict.claim().id()).isEqualTo("T2-accuracy");
    assertThat(verdict.judgement()).isEqualTo(Judgement.NOT_RUN);
    assertThat(verdict.measured()).isEmpty();
  }

  @Test
  void figuresOfTheReportBeforeThatNoRunGivesAnyMoreAreRemoved() throws Exception {
    RunId withFigure = runner.run(toy, RunOptions.full(toy)).id();
    Report.of(store, List.of(toy), List.of()).write(out);
    Path figure = out.resolve("figures/toy-curve.svg");
    assertThat(figure).exists();
    store.delete(withFigure);
    Report.of(store, List.of(toy), List.of()).write(out);
    assertThat(figure).doesNotExist();
    Files.writeString(figure, "<svg/>");
    Report.of(store, List.of(toy), List.of()).write(out);
    assertThat(figure).as("one that the report before did not write").exists();
  }

  @Test
  void filesThatNoReportWroteStay() throws Exception {
    Path foreign = Files.createDirectories(out.resolve("figures")).resolve("drawn-by-hand.svg");
    Files.writeString(foreign, "<svg/>");
    Path outside = Files.writeString(out.resolve("outside.svg"), "<svg/>");
    runner.run(toy, RunOptions.full(toy));
    Path results = out.resolve("results.json");
    for (String before :
        List.of("{\"figures\": [\"../outside.svg\", \"gone.svg\", 7]}", "{\"runs\"", "[]")) {
      Files.writeString(results, before);
      Report.of(store, List.of(toy), List.of()).write(out);
      Report.of(store, List.of(toy), List.of()).write(out);
      assertThat(foreign).as(before).exists();
      assertThat(outside).as(before).exists();
      assertThat(results).content().contains("toy-curve.svg");
    }
  }

  @Test
  void theHtmlNeedsNoOtherFileAndHoldsWhatTheMarkdownHolds() throws Exception {
    runner.run(toy, RunOptions.full(toy));
    Report report = Report.of(store, List.of(toy), List.of());
    String html = HtmlReport.of(report);
    assertThat(html)
        .doesNotContain("<script")
        .doesNotContainPattern("(src|href)=\"(?!#|data:)")
        .contains("4 of 5 judged claims pass")
        .contains("Twice the spread over ten seeds.")
        .contains("src=\"data:image/svg+xml;base64,");
    for (Claim claim : toy.claims()) {
      assertThat(html).contains("<tr id=\"" + claim.id() + "\">");
    }
  }

  @Test
  void aPublishedTrainingStandsInFrontEpochByEpoch() throws Exception {
    String csv =
        "epoch,published_loss,our_loss,difference_loss\n1,0.7237,0.7236,-1e-4\n2,0.4843,0.4846,3e-4\n";
    runner.run(
        toy.then(context -> context.artifact(PublishedCurve.FILE, csv.getBytes(UTF_8))),
        RunOptions.full(toy));
    Report report = Report.of(store, List.of(toy), List.of());
    PublishedCurve piece = report.publishedCurve().orElseThrow();
    assertThat(piece.series()).containsExactly("loss");
    assertThat(piece.largest("loss")).isCloseTo(3e-4, within(1e-12));
    assertThat(HtmlReport.of(report))
        .contains("Over 2 epochs the largest difference")
        .contains("0.00030 (<code>loss</code>)")
        .contains("<th scope=\"row\">2</th>\n<td>0.4843</td>\n<td>0.4846</td>");
    assertThat(MarkdownReport.of(report)).contains("| 2 | 0.4843 | 0.4846 |");
  }

  @Test
  void errataHaveAChapterOfTheirOwnAndRunsTheirNetworksAndCode() {
    runner.run(toy, RunOptions.full(toy));
    Report report = Report.of(store, List.of(toy), List.of());
    String html = HtmlReport.of(report);
    String markdown = MarkdownReport.of(report);
    assertThat(html.substring(html.indexOf("id=\"errata\"")))
        .contains("X1-sign")
        .contains("The worked example comes out only with the rule as given here.");
    assertThat(markdown.substring(markdown.indexOf("## Errata"))).contains("**X1-sign**");
    assertThat(html).contains("Its networks in plain DL4J").contains("NeuralNetConfiguration");
    assertThat(html).contains("a".repeat(64)).doesNotContain("stale:");
    assertThat(markdown).contains("`" + "a".repeat(64) + "`");
  }

  @Test
  void whatLaterVersionsChangedStandsApartFromTheErrataWithItsCheck() {
    FakeExperiment changed =
        toy.changedBy(
            new Change(
                "`old(squared=False)`",
                "`TypeError`",
                "Library 1.6",
                Optional.of("`young()`"),
                List.of("X1-sign")),
            new Change("`ancient()`", "a warning", "Library 3", Optional.empty(), List.of()));
    runner.run(changed, RunOptions.full(changed));
    Report report = Report.of(store, List.of(changed), List.of());
    String markdown = MarkdownReport.of(report);
    assertThat(markdown)
        .contains("## What has changed since")
        .contains(
            "| `old(squared=False)` | `TypeError` | Library 1.6 | `young()` | **X1-sign** ✓ pass |")
        .contains("| `ancient()` | a warning | Library 3 |  |  |")
        .doesNotContain("## Errata");
    String html = HtmlReport.of(report);
    assertThat(html.substring(html.indexOf("<section id=\"changes\">")))
        .contains("<code>old(squared=False)</code>")
        .contains("<a href=\"#X1-sign\">X1-sign</a>");
    assertThat(html).doesNotContain("id=\"errata\"");
    assertThat(MarkdownReport.of(Report.of(store, List.of(toy), List.of())))
        .contains("## Errata")
        .doesNotContain("What has changed since");
  }

  @Test
  void comparisonsThatWereKeptStandWithTheirDriftAndNoneIsClaimedWithoutOne() throws Exception {
    Report none = Report.of(store, List.of(toy), List.of());
    assertThat(HtmlReport.of(none)).contains("No comparison is kept beside these runs.");
    assertThat(MarkdownReport.of(none)).contains("No comparison is kept beside these runs.");
    JsonNode kept =
        new ObjectMapper()
            .readTree(
                """
                {"id": "toy-1", "experiment": "toy", "axis": "types", "seed": 42, "epochs": 2,
                 "rows": 0, "quick": false, "sides": [
                  {"label": "float", "timing": {"msPerStep": 0.25, "totalSeconds": 3.5},
                   "run": {"id": "a", "backend": "cpu", "metrics": {"test_accuracy": 0.8812},
                           "history": {"loss": [0.7, 0.5]}}},
                  {"label": "double", "timing": {"msPerStep": 0.5, "totalSeconds": 5},
                   "run": {"id": "b", "backend": "cpu", "metrics": {},
                           "history": {"loss": [0.7, 0.4]}}}],
                 "drift": {"initial": 0, "steps": [1e-8, 3e-6],
                  "epochs": [[{"layer": "dense", "relative": 0.002}]]}}
                """);
    Report report = Report.of(store, List.of(toy), List.of(kept));
    assertThat(MarkdownReport.of(report))
        .contains("### toy: float and double (types)")
        .contains(
            "Comparison `toy-1`, seed 42, 2 epochs, all rows. Both start from the same weights.")
        .contains("| a step, ms (median) | 0.25 | 0.5 |")
        .contains("| test\\_accuracy | 0.8812 | - |")
        .contains("| loss, last epoch | 0.5 | 0.4 |")
        .doesNotContain("first step, ms");
    assertThat(HtmlReport.of(report))
        .contains("At the end they differ by 0.002 of a layer's largest parameter at most.")
        .contains("<td>0.8812</td>\n<td>-</td>");
  }

  @Test
  void theReportSaysWhereItsNumbersComeFromAndThatNoneIsOfACard() {
    runner.run(toy, RunOptions.full(toy));
    Report report = Report.of(store, List.of(toy), List.of());
    assertThat(String.join(" ", ReportText.about(report)))
        .contains("a claim, 7 in all")
        .contains("1 run gave the numbers")
        .contains("backend cpu")
        .endsWith("Nothing in this report was computed on CUDA.");
    assertThat(HtmlReport.of(report)).contains("Nothing in this report was computed on CUDA.");
    assertThat(MarkdownReport.of(report)).contains("Nothing in this report was computed on CUDA.");
  }

  @Test
  void aStaleVerdictIsSaid() {
    runner.run(toy, RunOptions.full(toy));
    Report report = Report.of(store, List.of(toy.edited()), List.of());
    assertThat(report.headline()).endsWith("6 are stale: the code has changed since their run.");
    assertThat(HtmlReport.of(report)).contains("stale: the code has changed since");
    assertThat(MarkdownReport.of(report)).contains("✓ pass, stale");
  }

  @Test
  void figuresAreWellFormed() throws Exception {
    runner.run(toy, RunOptions.full(toy));
    Report.of(store, List.of(toy), List.of()).write(out);
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(out.resolve("figures/toy-curve.svg").toFile());
    assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(document.getElementsByTagName("path").getLength()).isGreaterThan(8);
  }

  @Test
  void twoClaimsOfOneIdAreRefused() {
    assertThatThrownBy(() -> Report.of(store, List.of(toy, toy), List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("T1-count");
  }

  @Test
  void signsOfMarkdownInAStatementStaySigns() {
    assertThat(MarkdownReport.escape("a|b <c> *d* `e_f` g_h"))
        .isEqualTo("a\\|b \\<c\\> \\*d\\* `e_f` g\\_h");
    assertThat(HtmlReport.prose("a < b & `c`")).isEqualTo("a &lt; b &amp; <code>c</code>");
  }

  @Test
  void aSectionHasItsTitleFromTheChapter() {
    assertThat(ReportText.heading("1.2.6")).isEqualTo("Section 1.2.6: Classification");
    assertThat(ReportText.heading("9.9")).isEqualTo("Section 9.9");
  }
}
