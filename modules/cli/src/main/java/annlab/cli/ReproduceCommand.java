package annlab.cli;

import annlab.cli.options.BackendChoice;
import annlab.cli.options.ClusterChoice;
import annlab.cli.options.Computing;
import annlab.cli.options.RunSettings;
import annlab.cli.processes.Engines;
import annlab.cli.processes.Reproduction;
import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import annlab.cli.text.RunFailedException;
import annlab.cli.text.RunText;
import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.claims.Verdict;
import annlab.lab.comparison.Comparisons;
import annlab.lab.report.Report;
import annlab.lab.report.ReportComparison;
import annlab.lab.runner.Prerequisites;
import annlab.lab.runs.Run;
import annlab.lab.settings.Json;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "reproduce",
    description = {
      "Run every experiment, judge every claim, and write a report.",
      "It goes to reports/latest; how it compares with the one that the project keeps in",
      "reports is said.",
      "A quick run, or one with other epochs, judges nothing and leaves reports alone.",
      "What a run of the same code, settings, seed and backend has finished is not run",
      "again, so that an interrupted reproduction resumes where it stopped."
    })
final class ReproduceCommand implements Callable<Integer>, Computing {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Annlab annlab;

  @Mixin private final Output output = new Output();
  @Mixin private final RunSettings options = new RunSettings();
  @Mixin private final ClusterChoice cluster = new ClusterChoice();

  @Option(names = "--fresh", description = "Run everything, whatever has been finished already.")
  private boolean fresh;

  private OptionalInt jobs = OptionalInt.empty();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = {
        "Run N experiments at a time, each process with up to 2 GB of memory (default: as",
        "many as there are processors and memory for; on a GPU 1). Changes no number."
      })
  void setJobs(int number) {
    if (number < 1) {
      throw new ParameterException(spec.commandLine(), "--jobs must be at least 1, got " + number);
    }
    jobs = OptionalInt.of(number);
  }

  @Override
  public BackendChoice choice() {
    return options.choice();
  }

  @Override
  public Integer call() {
    Settings settings = Settings.load();
    cluster.check(settings);
    List<Experiment> experiments = Experiments.all();
    try (RunStore store = Prerequisites.open(settings, experiments)) {
      Reproduction.Outcome outcome =
          new Reproduction(settings, store, options, cluster, output, annlab.shutdown())
              .run(experiments, fresh, jobs());
      outcome.failures().forEach(line -> output.note("annlab: " + line));
      if (!outcome.complete() || !options.judged()) {
        printRuns(outcome);
      } else {
        Report report = Report.of(store, experiments, new Comparisons(settings.home()).all());
        report.write(settings.latestReport());
        printReport(report, besideKept(report, settings.reports()));
        output.note("the report is " + settings.latestReport().resolve("chapter.html"));
      }
      return code(outcome);
    }
  }

  private int jobs() {
    int processors = Runtime.getRuntime().availableProcessors();
    if (jobs.isEmpty()) {
      return Engines.most(choice());
    }
    if (jobs.getAsInt() > processors) {
      output.note(
          "--jobs "
              + jobs.getAsInt()
              + ": no more than there are processors, which is "
              + processors);
    }
    return Math.min(jobs.getAsInt(), processors);
  }

  private int code(Reproduction.Outcome outcome) {
    return annlab.shutdown().signalled() || outcome.failures().isEmpty()
        ? ExperimentSession.code(outcome.runs())
        : ExitCode.RUN_FAILED;
  }

  /** Compares with the report that the project keeps; says why if that cannot be. */
  private Optional<ReportComparison> besideKept(Report report, Path folder) {
    try {
      return Optional.of(ReportComparison.of(report.verdicts(), folder));
    } catch (PrerequisiteException e) {
      output.note(RunFailedException.reason(e));
      return Optional.empty();
    }
  }

  private void printReport(Report report, Optional<ReportComparison> comparison) {
    if (output.json()) {
      ObjectNode object = report.json();
      comparison.ifPresent(beside -> object.set("comparison", beside.json()));
      output.print(object);
    } else {
      output.print(RunText.table(report.verdicts()));
      comparison.ifPresent(
          beside -> output.print("\nBeside the report that the project keeps:\n" + beside.text()));
    }
  }

  private void printRuns(Reproduction.Outcome outcome) {
    List<Run> runs = outcome.runs();
    List<Verdict> verdicts = runs.stream().flatMap(run -> run.verdicts().stream()).toList();
    if (output.json()) {
      ObjectNode object = Json.object();
      object.set("runs", Json.array(runs.stream().map(Run::json).toList()));
      object.set("claims", Json.array(verdicts.stream().map(Verdict::json).toList()));
      output.print(object);
    } else {
      output.print(RunText.table(verdicts));
      output.print(ending(outcome.complete(), options.quick()) + ", the report is as it was\n");
    }
  }

  /** What a reproduction says last that wrote no report. */
  static String ending(boolean complete, boolean quick) {
    if (!complete) {
      return "not everything has finished (the same command resumes from here)";
    }
    return quick ? "a quick run: everything runs, nothing is judged" : "nothing is judged";
  }
}
