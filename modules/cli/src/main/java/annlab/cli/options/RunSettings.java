package annlab.cli.options;

import annlab.lab.Experiment;
import annlab.lab.Parameters;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunOptions;
import annlab.networks.Callback;
import annlab.networks.Precision;
import annlab.networks.callbacks.EpochLines;
import annlab.networks.callbacks.ProgressBar;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of commands that run experiments. */
public final class RunSettings {
  /** Set by the launcher if stderr is a terminal; Java itself cannot tell. */
  public static final String TERMINAL = "annlab.terminal";

  @Spec(Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--quick",
      description = "Few rows and epochs: checks that everything runs, judges no claim.")
  private boolean quick;

  private OptionalInt epochs = OptionalInt.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Root of every random stream (default: the experiment's own).")
  private Optional<Long> seed = Optional.empty();

  @Mixin private final BackendChoice choice = new BackendChoice();

  @Mixin private final StepOption step = new StepOption();

  @Option(
      names = "--type",
      paramLabel = "NAME",
      description = "Precision of models: float (default), double; a run in double judges nothing.")
  private Optional<Precision> precision = Optional.empty();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training data; other than the experiment's own judge nothing.")
  void setEpochs(int number) {
    if (number < 1) {
      throw new ParameterException(
          spec.commandLine(), "--epochs must be at least 1, got " + number);
    }
    epochs = OptionalInt.of(number);
  }

  public boolean quick() {
    return quick;
  }

  /** Whether anything was set that a run has settings of its own for. */
  public boolean given() {
    return quick
        || epochs.isPresent()
        || seed.isPresent()
        || precision.isPresent()
        || step.named().isPresent();
  }

  /** Whether runs with these settings are judged: another seed or backend is no matter. */
  public boolean judged() {
    return !quick && epochs.isEmpty() && precision.isEmpty();
  }

  public BackendChoice choice() {
    return choice;
  }

  /** What models are to compute in, if that was asked for. */
  public Optional<Precision> precision() {
    return precision;
  }

  /** The seed that was asked for. */
  public Optional<Long> seed() {
    return seed;
  }

  /** The settings of one run, without anything that watches it. */
  public RunOptions plainOptionsFor(Experiment experiment) {
    RunOptions options = quick ? RunOptions.quick(experiment) : RunOptions.full(experiment);
    Parameters parameters = options.parameters();
    if (seed.isPresent()) {
      parameters = parameters.withSeed(seed.get());
    }
    if (epochs.isPresent()) {
      parameters = parameters.withEpochs(epochs.getAsInt());
    }
    if (step.named().isPresent()) {
      parameters = parameters.withStep(step.named().get());
    }
    if (precision.isPresent()) {
      parameters = parameters.withPrecision(precision.get());
    }
    return options.withParameters(parameters);
  }

  public RunOptions optionsFor(Experiment experiment) {
    return plainOptionsFor(experiment).withWatcher(progress());
  }

  /** To go on with a run, with its progress shown. */
  public RunOptions optionsFor(Run run) {
    return RunOptions.resuming(run).withWatcher(progress());
  }

  /** What shows a training to people while they wait. */
  public static Callback progress() {
    return Boolean.getBoolean(TERMINAL) ? new ProgressBar(System.err) : new EpochLines(System.err);
  }
}
