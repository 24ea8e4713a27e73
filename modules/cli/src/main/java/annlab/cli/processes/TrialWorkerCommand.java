package annlab.cli.processes;

import annlab.cli.options.BackendChoice;
import annlab.cli.options.Computing;
import annlab.cli.text.ExitCode;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.sweep.trials.TrialWorker;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A process that trains the runs of sweeps, reproductions and several seeds. */
@Command(
    name = TrialWorkerCommand.NAME,
    hidden = true,
    description = "Train queued runs: requests on stdin, progress on stdout.")
public final class TrialWorkerCommand implements Callable<Integer>, Computing {
  static final String NAME = "trial-worker";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private final BackendChoice choice = new BackendChoice();

  @Override
  public BackendChoice choice() {
    return choice;
  }

  @Override
  public Integer call() throws InterruptedException {
    choice.backend().load();
    Settings settings = Settings.load();
    try (RunStore store = RunStore.open(settings.home())) {
      new TrialWorker(
              store,
              settings,
              spec.commandLine().getOut(),
              choice::require,
              () -> System.exit(ExitCode.INTERRUPTED))
          .serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }
    return ExitCode.OK;
  }
}
