package annlab.cli;

import annlab.cli.text.Output;
import annlab.cli.text.RunText;
import annlab.lab.Experiments;
import annlab.lab.comparison.Comparisons;
import annlab.lab.report.Report;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "report",
    description = {
      "Write the report from the newest full run of each experiment.",
      "It goes to reports/latest; nothing is run."
    })
final class ReportCommand implements Callable<Integer> {
  @Mixin private final Output output = new Output();

  @Option(
      names = "--renew",
      description = {
        "Write it to reports instead, in place of the report that the project keeps;",
        "each claim must have been judged with the code as it is now."
      })
  private boolean renew;

  @Override
  public Integer call() {
    Settings settings = Settings.load();
    try (RunStore store = RunStore.open(settings.home())) {
      Report report = Report.of(store, Experiments.all(), new Comparisons(settings.home()).all());
      if (renew) {
        report
            .gap()
            .ifPresent(
                gap -> {
                  throw new PrerequisiteException(
                      "the report that the project keeps is not renewed: "
                          + gap
                          + "; first: annlab reproduce");
                });
      }
      if (report.runs().isEmpty()) {
        throw new PrerequisiteException(
            "there is nothing to report: no full run in "
                + settings.home()
                + " has judged a claim, and no report is replaced by an empty one; first: annlab"
                + " reproduce");
      }
      Path folder = renew ? settings.reports() : settings.latestReport();
      report.write(folder);
      output.note("the report is " + folder.resolve("chapter.html"));
      if (output.json()) {
        output.print(report.json());
      } else {
        output.print(RunText.table(report.verdicts()));
      }
      return ExperimentSession.judge(report.verdicts());
    }
  }
}
