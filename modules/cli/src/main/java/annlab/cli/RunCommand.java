package annlab.cli;

import annlab.cli.options.BackendChoice;
import annlab.cli.options.ClusterChoice;
import annlab.cli.options.Computing;
import annlab.cli.options.RunSettings;
import annlab.cli.processes.Engines;
import annlab.cli.processes.SeedRuns;
import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import annlab.cli.text.RunText;
import annlab.cli.text.SeedTable;
import annlab.lab.Experiment;
import annlab.lab.runner.Prerequisites;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Json;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.sweep.engines.Engine;
import annlab.sweep.engines.RetryingEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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

@Command(name = "run", description = "Run experiments and judge their claims.")
final class RunCommand implements Callable<Integer>, Computing {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Annlab annlab;

  @Mixin private final Output output = new Output();
  @Mixin private final RunSettings options = new RunSettings();
  @Mixin private final ClusterChoice cluster = new ClusterChoice();

  @Parameters(arity = "0..*", paramLabel = "ID", description = "Experiments, as annlab list names.")
  private List<String> ids = List.of();

  /** The site queues a run before it starts the process that runs it. */
  @Option(names = "--queued", paramLabel = "RUN", hidden = true)
  private Optional<String> queued = Optional.empty();

  private OptionalInt seeds = OptionalInt.empty();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = {
        "Run from N seeds, 1 to N or from --seed on, in as many processes as there are cores,",
        "and print the band of each claim's number beside the chapter's."
      })
  void setSeeds(int number) {
    if (number < 2) {
      throw new ParameterException(spec.commandLine(), "--seeds must be at least 2, got " + number);
    }
    seeds = OptionalInt.of(number);
  }

  /** A comparison follows the run's parameters step by step. */
  @Option(names = "--trace", paramLabel = "FOLDER", hidden = true)
  private Optional<Path> trace = Optional.empty();

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = {
        "Resume a run that was interrupted or has failed, from its last checkpoint,",
        "under its own settings. A finished run is printed."
      })
  private Optional<String> resume = Optional.empty();

  @Override
  public BackendChoice choice() {
    return options.choice();
  }

  @Override
  public Integer call() {
    if (resume.isPresent()) {
      return resume(resume.get());
    }
    if (cluster.master().isPresent() && seeds.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--master trains from several seeds; add --seeds N");
    }
    if (ids.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "name an experiment, as annlab list does, or a run: --resume RUN");
    }
    if (seeds.isPresent() && queued.isPresent()) {
      throw new ParameterException(spec.commandLine(), "--queued is for one seed");
    }
    if (queued.isPresent() && ids.size() != 1) {
      throw new ParameterException(spec.commandLine(), "--queued goes with one experiment");
    }
    List<Experiment> experiments = ExperimentSession.named(ids);
    if (seeds.isEmpty()) {
      choice().backend().load();
    }
    Settings settings = Settings.load();
    cluster.check(settings);
    if (queued.isEmpty()) { // else whoever queued the run has looked
      List<Experiment> runs =
          experiments.stream()
              .flatMap(each -> Collections.nCopies(seeds.orElse(1), each).stream())
              .toList();
      Prerequisites.require(settings, runs, options.quick());
    }
    try (RunStore store = RunStore.open(settings.home())) {
      if (seeds.isPresent()) {
        return fromSeeds(settings, store, experiments, seeds.getAsInt());
      }
      List<Run> runs;
      try {
        runs =
            new ExperimentSession(settings, store, options, output)
                .run(experiments, queued.map(RunId::new), trace);
      } catch (RuntimeException e) {
        if (trace.isPresent() && failed(store)) {
          return Annlab.code(e); // its reason is with the run, and whoever compares tells it
        }
        throw e;
      }
      if (!output.json()) {
        runs.forEach(run -> output.print(RunText.of(run)));
      } else if (ids.size() == 1) {
        output.print(runs.get(0).json());
      } else {
        output.print(Json.array(runs.stream().map(Run::json).toList()));
      }
      return ExperimentSession.code(runs);
    }
  }

  private boolean failed(RunStore store) {
    return queued
        .flatMap(id -> store.status(new RunId(id)))
        .filter(status -> status == RunStatus.FAILED)
        .isPresent();
  }

  private int fromSeeds(
      Settings settings, RunStore store, List<Experiment> experiments, int count) {
    List<RunSummary> all = new ArrayList<>();
    List<SeedTable> tables = new ArrayList<>();
    int most = Math.min(count, Runtime.getRuntime().availableProcessors());
    Engine trials = Engines.of(store, settings, cluster, choice(), "seeds", most, output::note);
    // on this machine one that dies has failed; a cluster's machines come and go
    try (Engine engine = cluster.master().isEmpty() ? trials : new RetryingEngine(trials, store)) {
      SeedRuns seedRuns = new SeedRuns(store, options, output, annlab.shutdown(), engine);
      for (Experiment experiment : experiments) {
        List<RunSummary> runs = seedRuns.run(experiment, options.seed().orElse(1L), count);
        all.addAll(runs);
        tables.add(
            new SeedTable(
                experiment,
                runs.stream()
                    .filter(run -> run.status() == RunStatus.FINISHED)
                    .flatMap(run -> store.find(run.id()).stream())
                    .toList()));
        if (annlab.shutdown().signalled()) {
          break;
        }
      }
    }
    if (!output.json()) {
      tables.forEach(table -> output.print(table.text()));
    } else if (experiments.size() == 1) {
      output.print(tables.get(0).json());
    } else {
      output.print(Json.array(tables.stream().map(SeedTable::json).toList()));
    }
    return code(all);
  }

  private static int code(List<RunSummary> runs) {
    if (runs.stream().anyMatch(run -> run.status() == RunStatus.FAILED)) {
      return ExitCode.RUN_FAILED;
    }
    if (runs.stream().anyMatch(run -> run.status() != RunStatus.FINISHED)) {
      return ExitCode.INTERRUPTED;
    }
    return runs.stream().anyMatch(run -> run.failed() > 0) ? ExitCode.CLAIM_FAILED : ExitCode.OK;
  }

  private int resume(String name) {
    if (!ids.isEmpty()
        || queued.isPresent()
        || seeds.isPresent()
        || trace.isPresent()
        || options.given()) {
      throw new ParameterException(
          spec.commandLine(), "--resume takes the run's own settings; give no others with it");
    }
    Settings settings = Settings.load();
    try (RunStore store = RunStore.open(settings.home())) {
      Run run = store.require(name);
      int code = ExitCode.OK;
      if (run.status() != RunStatus.FINISHED) {
        run = new ExperimentSession(settings, store, options, output).resume(run);
        code = ExperimentSession.code(List.of(run));
      }
      RunText.print(output, run);
      return code;
    }
  }
}
