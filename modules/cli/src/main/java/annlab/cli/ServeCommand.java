package annlab.cli;

import annlab.cli.processes.ThisProgram;
import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import annlab.lab.settings.Json;
import annlab.lab.settings.Settings;
import annlab.lab.store.DamagedStoreException;
import annlab.lab.store.RunStore;
import annlab.web.Site;
import annlab.web.SiteOptions;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "serve",
    description = {
      "Serve the site and Deeplearning4j's training UI on 127.0.0.1, until Ctrl-C.",
      "Trains nothing itself: each run that a page starts is a process of its own."
    })
final class ServeCommand implements Callable<Integer> {
  private static final int LARGEST_PORT = 65_535;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Annlab annlab;

  @Mixin private final Output output = new Output();

  private OptionalInt port = OptionalInt.empty();
  private OptionalInt dl4jPort = OptionalInt.empty();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The site's port; 0 for any (default: 7070, see annlab.conf).")
  void setPort(int number) {
    port = OptionalInt.of(checked("--port", number));
  }

  @Option(
      names = "--dl4j-port",
      paramLabel = "N",
      description = "The training UI's port; 0 for any (default: 9000, see annlab.conf).")
  void setDl4jPort(int number) {
    dl4jPort = OptionalInt.of(checked("--dl4j-port", number));
  }

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = {
        "Another address to listen on than 127.0.0.1; 0.0.0.0 for all of this machine.",
        "Readers then log in with a token that is printed once. The training UI stays on 127.0.0.1."
      })
  private @Nullable String host;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = Settings.load();
    int site = port.orElse(settings.port());
    int trainingUi = dl4jPort.orElse(settings.dl4jPort());
    if (site != 0 && site == trainingUi) {
      throw new ParameterException(
          spec.commandLine(),
          "port "
              + site
              + " cannot be both the site's and DL4J's training UI's; choose another with --port or"
              + " --dl4j-port");
    }
    try (RunStore store = open(settings.home())) {
      SiteOptions options =
          new SiteOptions(
              store, settings, site, trainingUi, ThisProgram.words(), Optional.ofNullable(host));
      try (Site started = start(options)) {
        announce(started);
        annlab.shutdown().awaitSignal();
      }
    }
    return ExitCode.INTERRUPTED;
  }

  /** A damaged store is shown from its runs' documents, and changed by nobody. */
  private RunStore open(Path home) {
    try {
      RunStore store = RunStore.open(home);
      try {
        store.requireIntact();
        return store;
      } catch (DamagedStoreException e) {
        store.close();
        throw e;
      }
    } catch (DamagedStoreException e) {
      output.note("annlab: " + e.getMessage());
      return RunStore.readOnly(home);
    }
  }

  private Site start(SiteOptions options) {
    try {
      return Site.start(options);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** The token goes to stdout and nowhere else: no log has it. */
  private void announce(Site site) {
    Optional<String> token = site.token();
    if (output.json()) {
      ObjectNode object = Json.object();
      object.put("site", site.address());
      token.ifPresent(text -> object.put("token", text));
      output.print(object);
    } else {
      output.print("the site is at " + site.address() + " (end with Ctrl-C)\n");
      token.ifPresent(
          text ->
              output.print(
                  "other machines can reach it; log in with this token, shown only now:\n"
                      + text
                      + "\n"));
    }
  }

  private int checked(String option, int number) {
    if (number < 0 || number > LARGEST_PORT) {
      throw new ParameterException(
          spec.commandLine(), option + " must be in [0, " + LARGEST_PORT + "], got " + number);
    }
    return number;
  }
}
