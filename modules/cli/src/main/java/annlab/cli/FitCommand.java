package annlab.cli;

import annlab.cli.options.RunSettings;
import annlab.cli.options.StepOption;
import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import annlab.datasets.DataHome;
import annlab.estimators.specification.FitResult;
import annlab.estimators.specification.FitSpec;
import annlab.lab.settings.Settings;
import annlab.networks.Callback;
import annlab.networks.files.AtomicFiles;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "fit",
    resourceBundle = "annlab.cli.options.DataSetNames",
    description = {
      "Fit a model to data, both described by a JSON file.",
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

  @Parameters(
      arity = "1",
      paramLabel = "SPEC.json",
      description = "The specification; relative paths in it start at its folder.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Override
  public Integer call() {
    FitSpec fit = FitSpec.read(file);
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
    Settings settings = Settings.load();
    DataHome home = new DataHome(settings.dataFolders());
    FitResult result = step.choice().during(() -> fit.run(home, watchers(fit)));
    saved.ifPresent(result::saveWeights);
    savedModel.ifPresent(result::save);
    if (output.json()) {
      ObjectNode json = result.json();
      step.named().ifPresent(name -> json.put("step", name.toString()));
      output.print(json);
    } else {
      output.print(result.text());
    }
    // the epochs before it, and the weights, are not lost
    result.orThrow();
    return ExitCode.OK;
  }

  private static Callback[] watchers(FitSpec fit) {
    return fit.showsEpochs() ? new Callback[] {RunSettings.progress()} : new Callback[0];
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
