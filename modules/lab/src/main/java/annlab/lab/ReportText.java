package annlab.lab;

import java.util.List;
import java.util.Map;

/** Words that the report's two forms share. */
final class ReportText {
  static final List<String> HOW_TO_READ =
      List.of(
          "A claim passes when our number, measured by the run named beside it, is within the"
              + " tolerance of the chapter's number. Each tolerance stands with its reason.",
          "A claim without a number holds when no counter-example was found among the cases that"
              + " its reason names.",
          "An erratum is a place where the chapter is wrong; it passes when the check proves so.",
          "An exhibit is a figure, a demonstration or a timing: shown, never judged.",
          "Each claim speaks through its newest full run: all rows, all epochs, the experiment's"
              + " own settings. Quick runs never enter this report.",
          "A verdict is stale when the code that it depends on has changed since its run.",
          "Under each claim stands the part of the program that makes it true or false, cut from"
              + " the source that was compiled, and the command that gives the number again.");

  private static final Map<String, String> TITLES =
      Map.of(
          "1.2.2", "Logic with neurons",
          "1.2.3", "The perceptron",
          "1.2.4", "Multilayer perceptrons and backpropagation",
          "1.2.5", "Regression",
          "1.2.6", "Classification",
          "1.3.1", "Fashion MNIST",
          "1.3.2", "A Sequential model",
          "1.3.3", "Regression with a Sequential model");

  private ReportText() {}

  /** A section's heading. */
  static String heading(String section) {
    return "Section " + section + (TITLES.containsKey(section) ? ": " + TITLES.get(section) : "");
  }

  /** Where a listing stands. */
  static String place(Listing listing) {
    return listing.file().replaceFirst(".*/", "")
        + ", lines "
        + listing.line()
        + " to "
        + (listing.line() + listing.lines() - 1);
  }

  /** What a number does over seeds, and whether the chapter's is among what is to be expected. */
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
            .map(in -> in ? ", the chapter's is in" : ", the chapter's is OUT")
            .orElse("");
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

  /** The tolerance with what separates it from its reason. */
  static String tolerance(Claim claim) {
    Target target = claim.target();
    if (target instanceof Target.Exhibit) {
      return "";
    }
    return (target instanceof Target.Within within
            ? "± " + Numbers.plain(within.tolerance())
            : VerdictTable.tolerance(claim))
        + ": ";
  }
}
