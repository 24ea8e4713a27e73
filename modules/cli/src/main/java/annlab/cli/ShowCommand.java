package annlab.cli;

import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import annlab.cli.text.RunText;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "show", description = "Show a run: its figures and its claims.")
final class ShowCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private final Output output = new Output();

  @Parameters(
      paramLabel = "RUN",
      description = "A run's name, or the beginning or end of it that no other run has.")
  private String name = "";

  @Override
  public Integer call() {
    try (RunStore store = RunStore.open(Settings.load().home())) {
      Run run = store.find(id(store)).orElseThrow();
      RunText.print(output, run);
    }
    return ExitCode.OK;
  }

  private RunId id(RunStore store) {
    List<RunId> found =
        store.summaries().stream()
            .map(RunSummary::id)
            .filter(id -> id.value().startsWith(name) || id.value().endsWith(name))
            .toList();
    for (RunId id : found) {
      if (id.value().equals(name)) {
        return id;
      }
    }
    if (found.size() != 1) {
      throw new ParameterException(
          spec.commandLine(),
          (found.isEmpty() ? "no run is called '" : found.size() + " runs are called '")
              + name
              + "'; annlab runs lists them");
    }
    return found.get(0);
  }
}
