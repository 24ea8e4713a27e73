package annlab.cli;

import annlab.datasets.DataUnavailableException;
import annlab.lab.PrerequisiteException;
import annlab.networks.StepChoice;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code annlab}: its subcommands, and how errors become one line and a code. */
@Command(
    name = "annlab",
    description = "Reproduces a textbook chapter on neural networks and judges each of its claims.",
    footer = {
      "",
      "Exit codes: 0 all well, 1 a judged claim fails, 2 wrong usage, 3 something is",
      "missing (data, backend, port), 4 a run failed, 130 interrupted."
    },
    subcommands = {
      ReproduceCommand.class,
      ListCommand.class,
      RunCommand.class,
      FitCommand.class,
      RunsCommand.class,
      ShowCommand.class,
      ClaimsCommand.class,
      ReportCommand.class,
      ServeCommand.class,
      DataCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = CommandLine.ScopeType.INHERIT)
final class Annlab implements Runnable {
  private static final String DEBUG = "ANNLAB_DEBUG";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  private final Shutdown shutdown;

  private Annlab(Shutdown shutdown) {
    this.shutdown = shutdown;
  }

  /**
   * Runs one command.
   *
   * @param out where results go
   * @param err where everything else goes
   * @param shutdown ends the process after a signal
   * @param args the words after {@code annlab}
   * @return the exit code
   */
  static int run(PrintStream out, PrintStream err, Shutdown shutdown, String... args) {
    CommandLine line = new CommandLine(new Annlab(shutdown));
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.registerConverter(Backend.class, Backend::of);
    line.registerConverter(StepChoice.class, StepOption::of);
    line.setParameterExceptionHandler(Annlab::wrongUsage);
    line.setExecutionExceptionHandler(Annlab::failure);
    int code = line.execute(args);
    line.getOut().flush();
    line.getErr().flush();
    return code;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do, as: annlab reproduce");
  }

  Shutdown shutdown() {
    return shutdown;
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    line.getErr().println("annlab: " + oneLine(e.getMessage()) + help(line));
    return ExitCode.USAGE;
  }

  private static String help(CommandLine line) {
    return " (see " + line.getCommandSpec().qualifiedName() + " --help)";
  }

  private static int failure(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    String message = oneLine(e.getMessage());
    int code = ExitCode.RUN_FAILED;
    if (e instanceof DataUnavailableException || e instanceof PrerequisiteException) {
      code = ExitCode.PREREQUISITE;
    } else if (e instanceof IllegalArgumentException) {
      code = ExitCode.USAGE;
    } else {
      message = message.isEmpty() ? e.getClass().getSimpleName() : message;
    }
    line.getErr().println("annlab: " + message);
    if (System.getenv(DEBUG) != null) {
      e.printStackTrace(line.getErr());
    }
    return code;
  }

  private static String oneLine(@org.jspecify.annotations.Nullable String message) {
    return message == null ? "" : message.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
