package annlab.cli;

import annlab.datasets.DataHome;
import annlab.estimators.specification.FitResult;
import annlab.estimators.specification.FitSpec;
import annlab.lab.Settings;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "fit",
    description = {
      "Fit an estimator to data, both described by a JSON file under",
      "scikit-learn's own names, as:",
      "",
      "{\"data\": \"california-housing\",",
      " \"split\": {\"test_size\": 0.25, \"random_state\": 7}, \"scale\": true,",
      " \"estimator\": \"MLPRegressor\",",
      " \"parameters\": {\"hidden_layer_sizes\": [30, 20], \"random_state\": 7}}",
      "",
      "data: california-housing, iris, {\"name\": \"fashion-mnist\", \"rows\": 6000},",
      "{\"csv\": \"PATH\", \"target\": \"COLUMN\"}; of any \"columns\" and, for one",
      "class against the rest, \"positive\". estimator: MLPRegressor, MLPClassifier,",
      "Perceptron, SGDClassifier, RandomForestRegressor, LinearRegression,",
      "LogisticRegression, LinearSVC."
    })
final class FitCommand implements Callable<Integer> {
  @Mixin private final Output output = new Output();
  @Mixin private final StepOption step = new StepOption();

  @Parameters(
      arity = "1",
      paramLabel = "SPEC.json",
      description = "The specification; relative paths in it start at its folder.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Override
  public Integer call() {
    FitSpec spec = FitSpec.read(file);
    Settings settings = Settings.load();
    DataHome data = new DataHome(settings.dataFolders(), settings.cache());
    FitResult result = step.choice().during(() -> spec.run(data));
    if (output.json()) {
      ObjectNode json = result.json();
      step.named().ifPresent(name -> json.put("step", name.toString()));
      output.print(json);
    } else {
      output.print(result.text());
    }
    return ExitCode.OK;
  }
}
