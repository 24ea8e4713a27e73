package annlab.cli;

import annlab.bench.Bench;
import annlab.bench.BenchOptions;
import annlab.bench.BenchReport;
import annlab.bench.BenchResult;
import annlab.bench.Clock;
import annlab.cli.processes.ThisProgram;
import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import annlab.lab.backend.Backend;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "bench",
    description = {
      "Measure how fast training is on this machine.",
      "It stands beside matrix products alone and, with --peers, beside NumPy, PyTorch,",
      "scikit-learn and Keras.",
      "Takes up to 15 minutes and writes reports/benchmarks.md."
    })
final class BenchCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private final Output output = new Output();

  @Option(
      names = "--peers",
      description = "Measure the libraries of a Python by turns with our own steps.")
  private boolean peers;

  @Option(
      names = "--python",
      paramLabel = "PATH",
      description = "The Python of the peers (default: python3 on the PATH).")
  private Optional<Path> python = Optional.empty();

  @Option(
      names = "--sweep",
      description = {
        "Measure instead how a step's cost grows with batch, width and depth;"
            + " writes reports/sweep.md."
      })
  private boolean sweep;

  @Option(
      names = "--backends",
      split = ",",
      paramLabel = "NAME",
      description = {
        "With --sweep: compare backends instead, cpu,cuda, and precisions, threads and steps on the"
            + " CPU; writes reports/backends.md."
      })
  private List<Backend> backends = List.of();

  @Option(
      names = "--measured",
      paramLabel = "FILE",
      split = ",",
      description = {
        "With --backends: take these backends' times, which another machine measured, and do not"
            + " measure them here (see docs/cuda.md)."
      })
  private List<Path> measured = List.of();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "With --backends: epochs of each run that is compared (default: 3).")
  private Optional<Integer> epochs = Optional.empty();

  @Option(names = "--quick", description = "A few steps: everything runs, no report is written.")
  private boolean quick;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Measured blocks of each, by turns (default: 11; a sweep takes 5 at most).")
  private int rounds = BenchOptions.ROUNDS;

  private Clock clock = Clock.WALL;

  @Option(
      names = "--clock",
      paramLabel = "NAME",
      description = {
        "wall (default), or cpu: processor time, which says more on a busy machine, for one thread"
            + " each."
      })
  void setClock(String name) {
    try {
      clock = Clock.of(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--clock: " + e.getMessage(), e);
    }
  }

  @Override
  public Integer call() throws IOException {
    Settings settings = Settings.load();
    if (!backends.isEmpty()) {
      return backends(settings);
    }
    if (!measured.isEmpty() || epochs.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--measured and --epochs go with --sweep --backends");
    }
    BenchOptions options =
        new BenchOptions(
            settings,
            ThisProgram.words(),
            peers || python.isPresent() ? Optional.of(interpreter()) : Optional.empty(),
            quick,
            sweep,
            rounds,
            clock);
    BenchResult result = new Bench(options, output::note).run();
    BenchReport report = new BenchReport(result);
    if (!quick) {
      output.note("the report is " + report.write(settings.reports()));
    }
    if (output.json()) {
      output.print(result.json());
    } else {
      output.print(sweep ? report.sweep() : report.text());
    }
    return ExitCode.OK;
  }

  private int backends(Settings settings) throws IOException {
    if (!sweep || peers || python.isPresent() || clock != Clock.WALL) {
      throw new ParameterException(
          spec.commandLine(), "--backends goes with --sweep, and not with --peers or --clock");
    }
    if (new HashSet<>(backends).size() < backends.size()) {
      throw new ParameterException(
          spec.commandLine(), "--backends takes different names, got " + backends);
    }
    if (epochs.isPresent() && epochs.get() < 1) {
      throw new ParameterException(
          spec.commandLine(), "--epochs must be at least 1, got " + epochs.get());
    }
    OptionalInt number = epochs.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    return new BackendsBench(settings, output, quick, number).run(backends, measured);
  }

  private Path interpreter() {
    Path path = python.orElse(Path.of("python3"));
    if (python.isPresent() && !Files.isExecutable(path)) {
      throw new PrerequisiteException(
          "no Python at " + path + "; name one with --python PATH, as .venv/bin/python");
    }
    // a name without a folder is looked up on the PATH by the system
    return python.isPresent() ? path.toAbsolutePath() : path;
  }
}
