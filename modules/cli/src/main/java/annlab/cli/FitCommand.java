package annlab.cli;

import annlab.cli.options.RunSettings;
import annlab.cli.options.StepOption;
import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import annlab.cli.text.RunText;
import annlab.datasets.DataHome;
import annlab.estimators.specification.FitResult;
import annlab.estimators.specification.FitSpec;
import annlab.lab.runner.Prerequisites;
import annlab.lab.runner.Runner;
import annlab.lab.runs.Labels;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunOptions;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.networks.Callback;
import annlab.networks.files.AtomicFiles;
import annlab.sweep.trials.FitExperiment;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "fit",
    resourceBundle = "annlab.cli.options.DataSetNames",
    description = {
      "Fit a model to data, both described by a JSON file, and keep its run.",
      "",
      "An estimator under scikit-learn's own names:",
      "",
      "{\"data\": \"california-housing\",",
      " \"split\": {\"test_size\": 0.25, \"random_state\": 7}, \"scale\": true,",
      " \"estimator\": \"MLPRegressor\",",
      " \"parameters\": {\"hidden_layer_sizes\": [30, 20], \"random_state\": 7}}",
      "",
      "or a Sequential model under Keras', as:",
      "",
      "{\"data\": \"fashion-mnist\",",
      " \"sequential\": [{\"Flatten\": {}},",
      "   {\"Dense\": {\"units\": 300, \"activation\": \"relu\"}},",
      "   {\"Dense\": {\"units\": 10, \"activation\": \"softmax\"}}],",
      " \"compile\": {\"loss\": \"sparse_categorical_crossentropy\",",
      "   \"optimizer\": {\"SGD\": {\"learning_rate\": 0.01}},",
      "   \"metrics\": [\"accuracy\"]},",
      " \"fit\": {\"epochs\": 3, \"batch_size\": 32, \"shuffle\": false},",
      " \"weights\": \"initial.npz\", \"seed\": 42, \"dtype\": \"float32\"}",
      "",
      "data: one of ${bundle:data-sets}, or its first rows,",
      "as {\"name\": \"fashion-mnist\", \"rows\": 6000}; points drawn in the plane,",
      "{\"name\": \"moons\", \"rows\": 200, \"noise\": 0.1, \"seed\": 1}",
      "(also xor, circles, spiral, linear, and); or",
      "{\"csv\": \"PATH\", \"target\": \"COLUMN\"}; of any \"columns\" and, for one",
      "class against the rest, \"positive\". estimator: MLPRegressor, MLPClassifier,",
      "Perceptron, SGDClassifier, RandomForestRegressor, LinearRegression,",
      "LogisticRegression, LinearSVC. For a Sequential model a split may also have",
      "a \"validation_size\"; without one fashion-mnist is split as in the chapter.",
      "seed: a number; {\"keras2\": N}, tf.random.set_seed(N) of Keras 2.9 and older; or",
      "{\"keras3\": {\"seed\": N, \"backend\": \"tensorflow\"}}, set_random_seed(N) of",
      "Keras 3 on tensorflow, jax or torch, in short {\"keras3\": N}. fit also takes",
      "initial_epoch, validation_split, class_weight and callbacks (EarlyStopping,",
      "ReduceLROnPlateau).",
      "",
      "Names and numbers are Keras 3's and scikit-learn's but for what",
      "docs/differences.md lists, as: LogisticRegression is LIBLINEAR's; class and",
      "sample weights are multiplied; AUC takes every threshold; a number that is",
      "not finite is null in --json, with a word for it in not_finite."
    })
final class FitCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private final Output output = new Output();
  @Mixin private final StepOption step = new StepOption();

  @Option(
      names = "--save-weights",
      paramLabel = "FILE.npz",
      description =
          "Save a Sequential model's weights for NumPy, in the order of Keras' get_weights().")
  private Optional<Path> saved = Optional.empty();

  @Option(
      names = "--python",
      description =
          "Fit nothing; print the program for Keras 3 or scikit-learn that gives the same numbers.")
  private boolean python;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = {
        "Save the model: .keras, .weights.h5, .npz, .onnx or annlab's own .zip;",
        "MLPClassifier and MLPRegressor as .onnx."
      })
  private Optional<Path> savedModel = Optional.empty();

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "What to call the run that is kept of the fit.")
  private Optional<String> name = Optional.empty();

  @Option(names = "--note", paramLabel = "TEXT", description = "What to say of that run.")
  private Optional<String> note = Optional.empty();

  @Option(
      names = "--no-run",
      description = "Keep no run: no curves on the site, and nothing to resume.")
  private boolean noRun;

  @Parameters(
      arity = "1",
      paramLabel = "SPEC.json",
      description = "The specification; relative paths in it start at its folder.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Override
  public Integer call() {
    FitExperiment experiment = FitExperiment.read(file);
    FitSpec fit = experiment.spec();
    if (python) {
      output.print(fit.toPython());
      return ExitCode.OK;
    }
    saved.ifPresent(target -> check(target, fit));
    savedModel.ifPresent(
        target -> {
          requireWritable("--save", target);
          fit.requireSavable(target);
        });
    requireLabels();
    Settings settings = Settings.load();
    Optional<RunStore> store = noRun ? Optional.empty() : store(settings, experiment);
    if (store.isEmpty()) {
      DataHome home = new DataHome(settings.dataFolders());
      FitResult result =
          step.choice().during(() -> fit.run(home, watchers(fit).toArray(Callback[]::new)));
      answer(result, Optional.empty());
      // the epochs before it, and the weights, are not lost
      result.orThrow();
      return ExitCode.OK;
    }
    try (RunStore open = store.get()) {
      return kept(open, settings, experiment);
    }
  }

  private void requireLabels() {
    try {
      name.ifPresent(Labels::checkedName);
      note.ifPresent(Labels::checkedNote);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    if (noRun && (name.isPresent() || note.isPresent())) {
      throw new ParameterException(
          spec.commandLine(), "--name and --note are for the run that --no-run does not keep");
    }
  }

  /** Where the run is kept; a home that cannot keep it costs nobody the fit. */
  private Optional<RunStore> store(Settings settings, FitExperiment experiment) {
    Optional<String> fault = Prerequisites.homeFault(settings, List.of(experiment), true);
    if (fault.isEmpty()) {
      try {
        return Optional.of(RunStore.open(settings.home()));
      } catch (PrerequisiteException e) {
        fault = Optional.of(String.valueOf(e.getMessage()));
      }
    }
    output.note("annlab: no run is kept of this fit: " + fault.get());
    return Optional.empty();
  }

  private int kept(RunStore store, Settings settings, FitExperiment experiment) {
    annlab.lab.Parameters own = experiment.defaults();
    annlab.lab.Parameters parameters = step.named().map(own::withStep).orElse(own);
    RunId id = store.queue(FitExperiment.ID, parameters, false);
    name.ifPresent(text -> store.name(id, text));
    note.ifPresent(text -> store.note(id, text));
    RunOptions options = RunOptions.full(experiment).withParameters(parameters).withQueued(id);
    for (Callback watcher : watchers(experiment.spec())) {
      options = options.withWatcher(watcher);
    }
    Run run;
    try {
      run = new Runner(store, settings).run(experiment, options);
    } catch (RuntimeException | OutOfMemoryError e) {
      if (experiment.result().isPresent()) {
        answer(experiment.result().get(), Optional.of(id));
      } else if (store.epochsAfter(id, -1).isEmpty()) {
        store.delete(id); // it never began
      }
      throw e;
    }
    if (run.status() == RunStatus.INTERRUPTED) {
      RunText.print(output, run);
      return ExitCode.INTERRUPTED;
    }
    answer(experiment.result().orElseThrow(), Optional.of(id));
    return ExitCode.OK;
  }

  /** Saves what is to be saved and prints the answer. */
  private void answer(FitResult result, Optional<RunId> run) {
    saved.ifPresent(result::saveWeights);
    savedModel.ifPresent(result::save);
    if (output.json()) {
      ObjectNode json = result.json();
      step.named().ifPresent(chosen -> json.put("step", chosen.toString()));
      run.ifPresent(id -> json.put("run", id.value()));
      output.print(json);
    } else {
      output.print(result.text() + run.map(id -> "kept as run " + id + "\n").orElse(""));
    }
  }

  private static List<Callback> watchers(FitSpec fit) {
    return fit.showsEpochs() ? List.of(RunSettings.progress()) : List.of();
  }

  /** Before an hour of training, not after it. */
  private void check(Path target, FitSpec fit) {
    if (!fit.hasWeights()) {
      throw new ParameterException(
          spec.commandLine(), "--save-weights goes with a Sequential model, not an estimator");
    }
    requireWritable("--save-weights", target);
  }

  private void requireWritable(String option, Path target) {
    Path folder = target.toAbsolutePath().getParent();
    String reason = "";
    try {
      AtomicFiles.behind(target);
    } catch (IOException e) {
      reason = ": " + e.getMessage();
    }
    if (folder == null || !reason.isEmpty() || !Files.isWritable(folder)) {
      throw new ParameterException(
          spec.commandLine(),
          option + " cannot write " + target + reason + "; name a file in a folder that is there");
    }
  }
}
