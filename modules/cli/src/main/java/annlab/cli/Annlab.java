package annlab.cli;

import annlab.cli.options.BackendChoice;
import annlab.cli.options.Computing;
import annlab.cli.options.StepOption;
import annlab.cli.processes.Shutdown;
import annlab.cli.processes.ThisProgram;
import annlab.cli.processes.TrialWorkerCommand;
import annlab.cli.text.Answers;
import annlab.cli.text.ExitCode;
import annlab.cli.text.Version;
import annlab.datasets.DataUnavailableException;
import annlab.lab.backend.Backend;
import annlab.lab.backend.CudaClassPath;
import annlab.lab.settings.FailureReason;
import annlab.lab.settings.OutOfMemory;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import annlab.networks.Precision;
import annlab.networks.StepChoice;
import java.io.IOError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code annlab}: its subcommands, and how errors become one line and a code. */
@Command(
    name = "annlab",
    description = "Reproduces a textbook chapter on neural networks and judges each of its claims.",
    footer = {
      "",
      "Exit codes: 0 all well, 1 a judged claim fails, 2 wrong usage, 3 something is",
      "missing (data, backend, port), 4 a run failed, 130 interrupted."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = CommandLine.ScopeType.INHERIT)
final class Annlab implements Runnable {
  private static final String DEBUG = "ANNLAB_DEBUG";

  /** What Java throws where classes, native libraries or files cannot be had from the machine. */
  private static final List<Class<? extends Error>> OF_THE_MACHINE =
      List.of(
          LinkageError.class, InternalError.class, IOError.class, ServiceConfigurationError.class);

  /** What Linux says of a write that the disk does not take. */
  private static final List<String> OF_THE_DISK =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "Read-only file system",
          "Input/output error",
          "Too many open files",
          "File too large");

  private static final List<Class<?>> COMMANDS =
      List.of(
          ReproduceCommand.class,
          ListCommand.class,
          RunCommand.class,
          FitCommand.class,
          SweepCommand.class,
          ClusterCommand.class,
          PredictCommand.class,
          ConvertCommand.class,
          SummaryCommand.class,
          ShellCommand.class,
          RunsCommand.class,
          ShowCommand.class,
          ClaimsCommand.class,
          ReportCommand.class,
          ServeCommand.class,
          BenchCommand.class,
          StoreCommand.class,
          DataCommand.class,
          DoctorCommand.class,
          CompareCommand.class,
          WorkerCommand.class,
          TrialWorkerCommand.class);

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "For a command that computes: cpu, cuda (default: cpu).")
  private Optional<Backend> backend = Optional.empty();

  private final Shutdown shutdown;
  private final List<String> words;

  private Annlab(Shutdown shutdown, List<String> words) {
    this.shutdown = shutdown;
    this.words = words;
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
  static int run(OutputStream out, PrintStream err, Shutdown shutdown, String... args) {
    Annlab annlab = new Annlab(shutdown, List.of(args));
    CommandLine line = new CommandLine(annlab);
    commands(annlab.words).forEach(line::addSubcommand);
    Answers answers = new Answers(out);
    line.setOut(answers);
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.registerConverter(Backend.class, Annlab::backend);
    line.registerConverter(StepChoice.class, StepOption::of);
    line.registerConverter(Precision.class, Annlab::precision);
    line.setExecutionStrategy(annlab::execute);
    line.setParameterExceptionHandler(Annlab::wrongUsage);
    line.setExecutionExceptionHandler(Annlab::failure);
    int code = execute(line, args);
    if (code != ExitCode.PREREQUISITE && answers.lost().isPresent()) {
      line.getErr().println("annlab: " + answers.lost().orElseThrow());
      code = ExitCode.PREREQUISITE;
    }
    line.getErr().flush();
    return code;
  }

  /** The command that these words begin with, or else all: it takes a while to read one. */
  private static List<Class<?>> commands(List<String> words) {
    int first = 0;
    if (!words.isEmpty() && words.get(0).startsWith("--backend")) {
      first = words.get(0).contains("=") ? 1 : 2;
    }
    String word = first < words.size() ? words.get(first) : "";
    List<Class<?>> named =
        COMMANDS.stream()
            .filter(type -> type.getAnnotation(Command.class).name().equals(word))
            .toList();
    return named.isEmpty() ? COMMANDS : named;
  }

  private static int execute(CommandLine line, String... args) {
    try {
      return line.execute(args);
    } catch (Error e) {
      line.getErr().println("annlab: " + FailureReason.of(e));
      debug(e, line);
      return OF_THE_MACHINE.stream().anyMatch(type -> type.isInstance(e))
          ? ExitCode.PREREQUISITE
          : ExitCode.RUN_FAILED;
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do, as: annlab reproduce");
  }

  /** Runs the command, in a child where its backend's jars are not on this class path. */
  private int execute(ParseResult parsed) {
    CommandSpec last =
        parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1).getCommandSpec();
    boolean help =
        parsed.asCommandLineList().stream()
            .anyMatch(line -> line.isUsageHelpRequested() || line.isVersionHelpRequested());
    if (help || !(last.userObject() instanceof Computing command)) {
      return new RunLast().execute(parsed);
    }
    BackendChoice choice = command.choice();
    choice.before(backend);
    if (choice.backend() != Backend.CUDA
        || !command.inItsOwnProcess()
        || Backend.CUDA.present()
        || ThisProgram.isChild()) {
      return new RunLast().execute(parsed);
    }
    try {
      List<Path> classPath =
          new CudaClassPath(Settings.load())
              .require(
                  choice.withRedist(),
                  text -> last.commandLine().getErr().println("annlab: " + text));
      return ThisProgram.run(classPath, words);
    } catch (RuntimeException e) {
      return failure(e, last.commandLine(), parsed);
    }
  }

  private static Backend backend(String name) {
    try {
      return Backend.of(name);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  private static Precision precision(String name) {
    try {
      return Precision.of(name);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
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

  private static int failure(Exception e, CommandLine line, ParseResult parsed) {
    String message = oneLine(OutOfMemory.advice(e).orElse(e.getMessage()));
    int code = code(e);
    if (code == ExitCode.RUN_FAILED && message.isEmpty()) {
      message = e.getClass().getSimpleName();
    }
    line.getErr().println("annlab: " + message);
    debug(e, line);
    return code;
  }

  /** The exit code of a command that ended so. */
  static int code(Exception e) {
    if (e instanceof DataUnavailableException
        || e instanceof PrerequisiteException
        || isOfTheMachine(e)) {
      return ExitCode.PREREQUISITE;
    }
    return e instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.RUN_FAILED;
  }

  private static void debug(Throwable e, CommandLine line) {
    if (System.getenv(DEBUG) != null) {
      e.printStackTrace(line.getErr());
    }
  }

  /** Whether a file could not be written or read for a reason that the machine has. */
  private static boolean isOfTheMachine(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof IOException && OF_THE_DISK.stream().anyMatch(message::contains)) {
        return true;
      }
    }
    return false;
  }

  private static String oneLine(@org.jspecify.annotations.Nullable String message) {
    return message == null ? "" : message.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
