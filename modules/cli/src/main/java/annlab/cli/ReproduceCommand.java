package annlab.cli;

import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.Json;
import annlab.lab.Report;
import annlab.lab.Run;
import annlab.lab.RunStatus;
import annlab.lab.RunStore;
import annlab.lab.Settings;
import annlab.lab.Verdict;
import annlab.lab.comparison.Comparisons;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "reproduce",
    description = {
      "Run every experiment, judge every claim and write the report.",
      "A quick run, or one with other epochs, judges nothing and leaves the report alone.",
      "What a run of the same code, settings, seed and backend has finished is not run again,",
      "so that an interrupted reproduction goes on where it stopped."
    })
final class ReproduceCommand implements Callable<Integer>, Computing {
  @Mixin private final Output output = new Output();
  @Mixin private final RunSettings options = new RunSettings();

  @Option(names = "--fresh", description = "Run everything, whatever has been finished already.")
  private boolean fresh;

  @Override
  public BackendChoice choice() {
    return options.choice();
  }

  @Override
  public Integer call() {
    Settings settings = Settings.load();
    List<Experiment> experiments = Experiments.all();
    try (RunStore store = RunStore.open(settings.home())) {
      List<Run> runs = new Reproduction(settings, store, options, output).run(experiments, fresh);
      boolean complete = runs.stream().allMatch(run -> run.status() == RunStatus.FINISHED);
      if (!complete || !options.judged()) {
        printRuns(runs, complete);
        return Laboratory.code(runs);
      }
      Report report = Report.of(store, experiments, new Comparisons(settings.home()).all());
      report.write(settings.reports());
      output.note("the report is " + settings.reports().resolve("chapter.md"));
      if (output.json()) {
        output.print(report.json());
      } else {
        output.print(RunText.table(report.verdicts()));
      }
      return Laboratory.code(runs);
    }
  }

  private void printRuns(List<Run> runs, boolean complete) {
    List<Verdict> verdicts = runs.stream().flatMap(run -> run.verdicts().stream()).toList();
    if (output.json()) {
      ObjectNode object = Json.object();
      object.set("runs", Json.array(runs.stream().map(Run::json).toList()));
      object.set("claims", Json.array(verdicts.stream().map(Verdict::json).toList()));
      output.print(object);
    } else {
      output.print(RunText.table(verdicts));
      output.print(ending(complete, options.quick()) + ", the report is as it was\n");
    }
  }

  /** What a reproduction says last that wrote no report. */
  static String ending(boolean complete, boolean quick) {
    if (!complete) {
      return "not everything has finished (the same command goes on from here)";
    }
    return quick ? "a quick run: everything runs, nothing is judged" : "nothing is judged";
  }
}
