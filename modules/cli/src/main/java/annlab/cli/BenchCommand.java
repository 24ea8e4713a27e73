package annlab.cli;

import annlab.bench.Bench;
import annlab.bench.BenchOptions;
import annlab.bench.BenchReport;
import annlab.bench.BenchResult;
import annlab.bench.Clock;
import annlab.lab.PrerequisiteException;
import annlab.lab.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
      "Measure how fast training is on this machine, beside its matrix products",
      "alone and, with --peers, beside NumPy, PyTorch, scikit-learn and Keras.",
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
