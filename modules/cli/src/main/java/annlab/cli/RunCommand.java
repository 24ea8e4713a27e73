package annlab.cli;

import annlab.lab.Experiment;
import annlab.lab.Json;
import annlab.lab.Run;
import annlab.lab.RunId;
import annlab.lab.RunStore;
import annlab.lab.Settings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "run", description = "Run experiments and judge their claims.")
final class RunCommand implements Callable<Integer>, Computing {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private final Output output = new Output();
  @Mixin private final RunSettings options = new RunSettings();

  @Parameters(arity = "1..*", paramLabel = "ID", description = "Experiments, as annlab list names.")
  private List<String> ids = List.of();

  /** The site queues a run before it starts the process that runs it. */
  @Option(names = "--queued", paramLabel = "RUN", hidden = true)
  private Optional<String> queued = Optional.empty();

  @Override
  public BackendChoice choice() {
    return options.choice();
  }

  @Override
  public Integer call() {
    if (queued.isPresent() && ids.size() != 1) {
      throw new ParameterException(spec.commandLine(), "--queued goes with one experiment");
    }
    List<Experiment> experiments = Laboratory.named(ids);
    Settings settings = Settings.load();
    try (RunStore store = RunStore.open(settings.home())) {
      List<Run> runs =
          new Laboratory(settings, store, options, output).run(experiments, queued.map(RunId::new));
      if (!output.json()) {
        runs.forEach(run -> output.print(RunText.of(run)));
      } else if (ids.size() == 1) {
        output.print(runs.get(0).json());
      } else {
        output.print(Json.array(runs.stream().map(Run::json).toList()));
      }
      return Laboratory.code(runs);
    }
  }
}
