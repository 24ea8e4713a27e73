package annlab.cli;

import annlab.lab.Experiments;
import annlab.lab.Report;
import annlab.lab.RunStore;
import annlab.lab.Settings;
import annlab.lab.comparison.Comparisons;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "report",
    description = "Write the report from the newest full run of each experiment; runs nothing.")
final class ReportCommand implements Callable<Integer> {
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() {
    Settings settings = Settings.load();
    try (RunStore store = RunStore.open(settings.home())) {
      Report report = Report.of(store, Experiments.all(), new Comparisons(settings.home()).all());
      report.write(settings.reports());
      output.note("the report is " + settings.reports().resolve("chapter.md"));
      if (output.json()) {
        output.print(report.json());
      } else {
        output.print(RunText.table(report.verdicts()));
      }
      return Laboratory.judge(report.verdicts());
    }
  }
}
