package annlab.lab;

import java.util.List;

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
          "Each experiment speaks through its newest full run: all rows, all epochs, its own"
              + " settings. Quick runs never enter this report.");

  private ReportText() {}

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
