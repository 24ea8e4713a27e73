package annlab.cli;

import annlab.cli.options.BackendChoice;
import annlab.cli.options.ClusterChoice;
import annlab.cli.options.Computing;
import annlab.cli.processes.Engines;
import annlab.cli.processes.SweepProgress;
import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import annlab.cli.text.SweepText;
import annlab.lab.runner.Prerequisites;
import annlab.lab.settings.Json;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.sweep.Sweep;
import annlab.sweep.SweepResult;
import annlab.sweep.SweepRunner;
import annlab.sweep.Sweeps;
import annlab.sweep.engines.Engine;
import annlab.sweep.engines.RetryingEngine;
import annlab.sweep.specification.SweepSpec;
import annlab.sweep.specification.Trial;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "sweep",
    description = {
      "Train many trials of one specification and find the best.",
      "",
      "A grid, random draws and seeds around what annlab fit does, or around an",
      "experiment, as:",
      "",
      "{\"fit\": {... as for annlab fit ...},",
      " \"grid\": {\"/compile/optimizer/SGD/learning_rate\": [0.01, 0.1]},",
      " \"random\": {\"trials\": 20, \"seed\": 1,",
      "   \"/sequential/1/Dense/units\": {\"choice\": [100, 300]},",
      "   \"/fit/batch_size\": {\"log\": [16, 256], \"integer\": true}},",
      " \"seeds\": 3,",
      " \"halving\": {\"metric\": \"val_loss\", \"epochs\": [3, 9, 27], \"keep\": 3}}",
      "",
      "fit: a specification or the name of its file; or \"run\": an experiment, whose",
      "settings are /seed, /epochs, /rows and its own. What is varied is named by JSON",
      "pointers. random also has {\"uniform\": [0, 1]}. seeds: how many, or a list.",
      "halving trains all trials to the first number of epochs, the best of each",
      "\"keep\" on to the next, and so on (\"asynchronous\": true never waits);",
      "\"median\": {\"metric\": ..., \"after\": 3} ends what is worse than the median.",
      "\"metric\" and \"mode\" (min, max) alone say what the best trial is.",
      "\"then\": a list of further grids and draws, each around the best trial so far.",
      "",
      "Without a file: the sweeps of this home."
    })
final class SweepCommand implements Callable<Integer>, Computing {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Annlab annlab;

  @Mixin private final Output output = new Output();
  @Mixin private final BackendChoice choice = new BackendChoice();
  @Mixin private final ClusterChoice cluster = new ClusterChoice();

  @Parameters(
      arity = "0..1",
      paramLabel = "SWEEP.json",
      description = "The sweep; relative paths in it start at its folder.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--resume",
      paramLabel = "SWEEP",
      description = "Resume an interrupted sweep: what has finished is not trained again.")
  private Optional<String> resume = Optional.empty();

  @Option(
      names = "--show",
      paramLabel = "SWEEP",
      description = "Print a sweep as it stands, and train nothing.")
  private Optional<String> show = Optional.empty();

  private OptionalInt jobs = OptionalInt.empty();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = {
        "Train N trials at a time (default: as many as there are processors and memory for).",
        "Changes no number of a trial."
      })
  void setJobs(int number) {
    if (number < 1) {
      throw new ParameterException(spec.commandLine(), "--jobs must be at least 1, got " + number);
    }
    jobs = OptionalInt.of(number);
  }

  @Override
  public BackendChoice choice() {
    return choice;
  }

  @Override
  public boolean inItsOwnProcess() {
    return show.isEmpty();
  }

  @Override
  public Integer call() {
    if (file.isPresent()
        ? resume.isPresent() || show.isPresent()
        : resume.isPresent() && show.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "name a file, or a sweep by --resume or by --show; one of them");
    }
    Settings settings = Settings.load();
    cluster.check(settings);
    Optional<SweepSpec> given = file.map(SweepSpec::read);
    try (RunStore store = RunStore.open(settings.home())) {
      Sweeps sweeps = new Sweeps(store.home());
      if (show.isPresent()) {
        return print(SweepResult.of(sweeps.require(show.get()), store), List.of());
      }
      if (given.isEmpty() && resume.isEmpty()) {
        list(sweeps.all(), store);
        return ExitCode.OK;
      }
      if (given.isPresent()) {
        requireData(settings, given.get());
        return run(settings, store, Optional.empty(), given.get());
      }
      Sweep sweep = sweeps.require(resume.orElseThrow());
      SweepSpec again = SweepSpec.of(sweep.specification(), sweep.folder());
      List<Trial> trials = requireData(settings, again);
      SweepRunner.requireResumable(store, sweep, trials.get(0).experiment().fingerprint());
      return run(settings, store, Optional.of(sweep), again);
    }
  }

  /**
   * Looks for all that the first trials need; there is room on the disk for one of each at a time.
   */
  private static List<Trial> requireData(Settings settings, SweepSpec of) {
    List<Trial> trials = of.trials(0, Optional.empty());
    Prerequisites.require(settings, trials.stream().map(Trial::experiment).toList(), true);
    return trials;
  }

  private int run(Settings settings, RunStore store, Optional<Sweep> begun, SweepSpec of) {
    int most = Math.min(jobs.orElse(Integer.MAX_VALUE), Engines.most(choice));
    // before the sweep is there: a cluster that does not answer leaves nothing behind
    Engine trials = Engines.of(store, settings, cluster, choice, "sweep", most, output::note);
    Sweep sweep;
    SweepRunner runner;
    SweepResult result;
    try (Engine engine = new RetryingEngine(trials, store)) {
      sweep =
          begun
              .map(known -> known.withMaster(cluster.master()))
              .orElseGet(() -> SweepRunner.create(store.home(), of, cluster.master()));
      output.note(
          "sweep "
              + sweep.id()
              + ": "
              + sweep.title()
              + cluster.master().map(url -> ", on " + url).orElse("")
              + engine.page().map(page -> ", whose page is " + page).orElse(""));
      try (SweepProgress progress = SweepProgress.of(sweep.objective())) {
        runner =
            new SweepRunner(
                store, sweep, of, engine, progress, () -> annlab.shutdown().signalled());
        result = runner.run();
      }
    }
    return print(result, runner.failures());
  }

  private int print(SweepResult result, List<String> failures) {
    failures.forEach(line -> output.note("annlab: " + line));
    if (output.json()) {
      output.print(result.json());
    } else {
      output.print(SweepText.of(result));
    }
    if (show.isPresent()) {
      return ExitCode.OK;
    }
    return switch (result.status()) {
      case "finished" -> ExitCode.OK;
      case "failed" -> ExitCode.RUN_FAILED;
      default -> ExitCode.INTERRUPTED;
    };
  }

  private void list(List<Sweep> sweeps, RunStore store) {
    List<SweepResult> results = sweeps.stream().map(each -> SweepResult.of(each, store)).toList();
    if (output.json()) {
      output.print(Json.array(results.stream().map(SweepResult::json).toList()));
    } else {
      output.print(SweepText.list(results));
    }
  }
}
