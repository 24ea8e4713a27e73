package annlab.cli;

import annlab.cli.processes.ComparisonStarts;
import annlab.cli.text.ComparisonText;
import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.Parameters;
import annlab.lab.backend.Backend;
import annlab.lab.comparison.Axis;
import annlab.lab.comparison.Comparer;
import annlab.lab.comparison.Comparer.Start;
import annlab.lab.comparison.Comparison;
import annlab.lab.comparison.Plan;
import annlab.lab.runner.Prerequisites;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.networks.Precision;
import annlab.networks.StepChoice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "compare",
    description = {
      "Run an experiment twice, with one thing different, and compare the two.",
      "What is compared: time, drift of the parameters, metrics, verdicts."
    })
final class CompareCommand implements Callable<Integer> {
  /** What differs; one of them, with two values. */
  static final class Difference {
    @Option(
        names = "--backends",
        split = ",",
        paramLabel = "NAME",
        description = "Backends: cpu,cuda.")
    private List<Backend> backends = List.of();

    @Option(
        names = "--types",
        split = ",",
        paramLabel = "NAME",
        description = "Precisions: float,double.")
    private List<Precision> types = List.of();

    @Option(
        names = "--threads",
        split = ",",
        paramLabel = "N",
        description = "Threads of an operation: 1,2.")
    private List<Integer> threads = List.of();

    @Option(
        names = "--steps",
        split = ",",
        paramLabel = "NAME",
        description = "Implementation of the training step: dl4j,dense.")
    private List<StepChoice> steps = List.of();

    Axis axis() {
      return !backends.isEmpty()
          ? Axis.BACKENDS
          : !types.isEmpty() ? Axis.TYPES : !threads.isEmpty() ? Axis.THREADS : Axis.STEPS;
    }

    List<?> values() {
      return switch (axis()) {
        case BACKENDS -> backends;
        case TYPES -> types;
        case THREADS -> threads;
        case STEPS -> steps;
      };
    }
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private final Output output = new Output();

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Difference difference;

  @picocli.CommandLine.Parameters(
      paramLabel = "ID",
      description = "An experiment that trains a model, as fashion-mnist.")
  private String id = "";

  @Option(names = "--quick", description = "Few rows and epochs.")
  private boolean quick;

  @Option(names = "--seed", paramLabel = "N", description = "Root of every random stream of both.")
  private Optional<Long> seed = Optional.empty();

  private OptionalInt epochs = OptionalInt.empty();

  @Option(names = "--with-redist", description = "Fetch CUDA's own libraries too (1.8 GB).")
  private boolean withRedist;

  @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training data.")
  void setEpochs(int number) {
    if (number < 1) {
      throw new ParameterException(
          spec.commandLine(), "--epochs must be at least 1, got " + number);
    }
    epochs = OptionalInt.of(number);
  }

  @Override
  public Integer call() {
    List<?> values = difference.values();
    if (values.size() != 2 || values.get(0).equals(values.get(1))) {
      throw new ParameterException(
          spec.commandLine(),
          "--" + difference.axis().label() + " takes two different values, got " + values);
    }
    Experiment experiment = Experiments.find(id);
    Settings settings = Settings.load();
    Parameters own = quick ? experiment.quick() : experiment.defaults();
    Parameters seeded = seed.map(own::withSeed).orElse(own);
    Parameters both = epochs.isPresent() ? seeded.withEpochs(epochs.getAsInt()) : seeded;
    // What is missing is said before anything runs.
    ComparisonStarts starts = new ComparisonStarts(settings, both, withRedist, output::note);
    Start left = starts.of(values.get(0));
    Start right = starts.of(values.get(1));
    Prerequisites.require(settings, List.of(experiment, experiment), quick);
    try (RunStore store = RunStore.open(settings.home())) {
      Comparison comparison =
          new Comparer(store, output::note)
              .compare(Plan.of(experiment, difference.axis(), both, quick), left, right);
      if (output.json()) {
        output.print(comparison.json());
      } else {
        output.print(ComparisonText.of(comparison));
      }
      return comparison.left().run().anyFail() || comparison.right().run().anyFail()
          ? ExitCode.CLAIM_FAILED
          : ExitCode.OK;
    } catch (Comparer.InterruptedRunException e) {
      output.note("annlab: " + e.getMessage());
      return ExitCode.INTERRUPTED;
    }
  }
}
