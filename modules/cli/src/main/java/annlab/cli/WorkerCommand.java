package annlab.cli;

import annlab.cli.text.ExitCode;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.playground.Worker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "worker",
    hidden = true,
    description =
        "Train what the site's playground asks for: requests on stdin, answers on stdout.")
final class WorkerCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Settings settings = Settings.load();
    try (RunStore store = RunStore.open(settings.home())) {
      new Worker(store, settings, spec.commandLine().getOut())
          .serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }
    return ExitCode.OK;
  }
}
