package annlab.lab.report;

import annlab.lab.Chapter;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import annlab.lab.claims.SeedBand;
import annlab.lab.claims.Target;
import annlab.lab.claims.VerdictTable;
import annlab.lab.runs.Provenance;
import annlab.lab.runs.Run;
import annlab.lab.settings.Numbers;
import annlab.lab.sources.Listing;
import java.util.List;
import java.util.function.Function;

/** Texts that the Markdown and the HTML report share. */
final class ReportText {
  /** What stands above what later versions of the libraries changed. */
  static final String CHANGES =
      "What was right when the chapter was written and is otherwise under Keras 3.15.1 and"
          + " scikit-learn 1.9.1: no error of the chapter unless a line says so. Where annlab can"
          + " check it, the check stands beside it.";

  static final String TITLE = "The chapter, claim by claim";

  static final List<String> HOW_TO_READ =
      List.of(
          "A claim passes when our number, measured by the run named beside it, is within the"
              + " tolerance of the chapter's number. Each tolerance stands with its reason: rounding,"
              + " printed decimals, or a spread over seeds.",
          "The column *chapter* has what the chapter says, or what its program gives with the"
              + " versions that it names: a number, or that a statement holds. A statement holds when"
              + " no counter-example was found among the cases that the reason names.",
          "Where the chapter gives no number, the column *passes* has a bound or an interval that"
              + " its statement amounts to. That is annlab's own, with its reason.",
          "No target is so wide that a broken program would meet it: for every judged claim there"
              + " is a test that computes a variant with one thing broken (another loss, inputs not"
              + " scaled, a frozen layer, another rule), and the target has to turn it down. Where"
              + " the variant is a training of minutes the test runs under -Pslow only, else at"
              + " every build.",
          "An erratum is a place where the chapter is wrong; it passes when the check proves so.",
          "An exhibit is a figure, a demonstration or a timing: shown, never judged.",
          "Each claim speaks through its newest full run: all rows, all epochs, the experiment's"
              + " own settings. Quick runs never enter this report, and a verdict is stale when the"
              + " code that it depends on has changed since its run.",
          "Under each claim stands the part of the program that makes it true or false, cut from"
              + " the source that was compiled, and the command that gives the number again.");

  private ReportText() {}

  /** What the report is, in two paragraphs. */
  static List<String> about(Report report) {
    long shown = Report.count(report.rows(), Judgement.SHOWN);
    String what =
        "A textbook chapter explains neurons, the perceptron, backpropagation, scikit-learn's"
            + " multilayer perceptrons and Keras' Sequential models, and shows what its programs"
            + " print. Here each of its statements that can be checked is a claim, "
            + report.rows().size()
            + " in all, and its number is computed anew in Java on Deeplearning4j, from the same data"
            + " and, where they are known, from the same seeds."
            + (shown == 0
                ? ""
                : " "
                    + shown
                    + " figures, demonstrations and timings are shown without a verdict.");
    return report.sources().isEmpty() ? List.of(what) : List.of(what, origin(report));
  }

  private static String origin(Report report) {
    List<Provenance> origins =
        report.sources().stream().flatMap(source -> source.run().provenance().stream()).toList();
    double seconds =
        origins.stream()
            .flatMap(origin -> origin.took().stream())
            .mapToDouble(took -> took.toMillis() / 1000.0)
            .sum();
    String backends = distinct(origins, Provenance::backend);
    return report.sources().size()
        + (report.sources().size() == 1 ? " run" : " runs")
        + " gave the numbers, in "
        + Numbers.fixed(seconds, 0)
        + " s by their own clocks: commit "
        + distinct(origins, Provenance::commitText)
        + ", backend "
        + backends
        + ", "
        + distinct(origins, origin -> origin.cpu() + " with " + origin.cores() + " cores")
        + ", Java "
        + distinct(origins, Provenance::java)
        + "."
        + (backends.contains("cuda") ? "" : " Nothing in this report was computed on CUDA.");
  }

  private static String distinct(List<Provenance> origins, Function<Provenance, String> part) {
    List<String> all = origins.stream().map(part).distinct().toList();
    return all.isEmpty() ? "unknown" : String.join(" and ", all);
  }

  /** A section's heading. */
  static String heading(String section) {
    return "Section "
        + section
        + Chapter.section(section).map(known -> ": " + known.title()).orElse("");
  }

  /** Where a listing stands. */
  static String place(Listing listing) {
    return listing.file().replaceFirst(".*/", "")
        + ", lines "
        + listing.line()
        + " to "
        + (listing.line() + listing.lines() - 1);
  }

  /** What a number does over seeds, and whether they meet what it is held against. */
  static String band(Claim claim, SeedBand band) {
    return band.runs()
        + " seeds: mean "
        + Numbers.significant(band.mean())
        + ", sd "
        + Numbers.significant(band.deviation())
        + "; 95 % of new ones in "
        + Numbers.significant(band.low())
        + " to "
        + Numbers.significant(band.high())
        + band.contains(claim.target())
            .map(in -> ", " + against(claim) + (in ? " is in" : " is OUT"))
            .orElse("");
  }

  private static String against(Claim claim) {
    if (claim.target() instanceof Target.Between) {
      return "what passes";
    }
    return claim.ofChapter() ? "the chapter's" : "the number expected";
  }

  /** Which run gave a section's numbers: id, commit, seed. */
  static String measuredBy(Report.Source source) {
    Run run = source.run();
    return "**"
        + source.label()
        + "** "
        + source.experiment().title()
        + ": run `"
        + run.id()
        + "`, commit `"
        + run.provenance().map(Provenance::commitText).orElse("unknown")
        + "`, seed "
        + run.parameters().seed()
        + ", "
        + run.summary().backend().orElse("backend unknown");
  }

  /** What passes, with what separates it from its reason. */
  static String passes(Claim claim) {
    return claim.kind() == Claim.Kind.EXHIBIT ? "" : VerdictTable.typesetPasses(claim) + ": ";
  }
}
