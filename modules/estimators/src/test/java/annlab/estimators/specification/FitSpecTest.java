package annlab.estimators.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import annlab.datasets.DataHome;
import annlab.datasets.DataSet;
import annlab.datasets.DataUnavailableException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FitSpecTest {
  @TempDir private Path folder;

  private JsonNode run(String spec) {
    return FitSpec.parse(spec, folder).run(new DataHome()).json();
  }

  @Test
  void fitsAClassifierOnASplitOfIris() {
    // made with scikit-learn 1.2.1 by the same words
    JsonNode json =
        run(
            """
            {"data": "iris", "split": {"test_size": 0.25, "random_state": 7}, "scale": true,
             "estimator": "MLPClassifier",
             "parameters": {"hidden_layer_sizes": [6], "activation": "tanh", "alpha": 0.01,
               "batch_size": 32, "random_state": 7, "max_iter": 5, "learning_rate_init": 0.02}}
            """);
    assertThat(json.get("n_iter").intValue()).isEqualTo(5);
    assertThat(json.get("loss_curve")).hasSize(5);
    assertThat(json.get("loss").doubleValue()).isCloseTo(LOSS, within(1e-10));
    assertThat(json.get("best_loss").doubleValue()).isCloseTo(LOSS, within(1e-10));
    assertThat(json.get("accuracy").doubleValue()).isEqualTo(ACCURACY);
    assertThat(json.get("probabilities")).hasSize(10);
    assertThat(json.get("probabilities").get(0).get(1).doubleValue())
        .isCloseTo(PROBABILITY, within(1e-10));
    assertThat(json.get("coef_sums").get(0).doubleValue()).isCloseTo(COEF_SUM, within(1e-10));
    assertThat(json.has("validation_scores")).isFalse();
    assertThat(json.get("warning").textValue()).contains("Maximum iterations (5) reached");
  }

  private static final double LOSS = 0.4557211457456071;
  private static final double ACCURACY = 0.6842105263157895;
  private static final double PROBABILITY = 0.265365085776523;
  private static final double COEF_SUM = 1.8591209423679897;

  @Test
  void fitsAPerceptronOnTwoColumnsOfOneClassAgainstTheRest() {
    JsonNode json =
        run(
            """
            {"data": {"name": "iris", "positive": 0, "columns": ["petal length (cm)", 3]},
             "estimator": "Perceptron", "parameters": {"random_state": 42}}
            """);
    assertThat(json.get("coef").toString()).isEqualTo("[[-1.4,-2.2]]");
    assertThat(json.get("intercept").toString()).isEqualTo("[4.0]");
    assertThat(json.get("n_iter").intValue()).isEqualTo(7);
    assertThat(json.get("accuracy").doubleValue()).isEqualTo(1);
    assertThat(json.get("predictions").toString()).isEqualTo("[1,1,1,1,1,1,1,1,1,1]");
    assertThat(json.has("loss")).isFalse();
  }

  @Test
  void earlyStoppingHasScoresAndNoBestLoss() {
    JsonNode json =
        run(
            """
            {"data": "iris", "scale": true, "estimator": "MLPClassifier",
             "parameters": {"hidden_layer_sizes": 5, "early_stopping": true, "random_state": 1,
               "max_iter": 12}}
            """);
    assertThat(json.get("validation_scores")).hasSize(json.get("n_iter").intValue());
    assertThat(json.has("best_loss")).isFalse();
  }

  @Test
  void lbfgsHasNoLossCurve() {
    JsonNode json =
        run(
            """
            {"data": "iris", "scale": true, "estimator": "MLPClassifier",
             "parameters": {"hidden_layer_sizes": [], "solver": "lbfgs", "random_state": 1}}
            """);
    assertThat(json.has("loss_curve")).isFalse();
    assertThat(json.has("best_loss")).isFalse();
    assertThat(json.get("loss").doubleValue()).isPositive();
  }

  @Test
  void readsACsvThatStandsBesideTheSpecification() throws IOException {
    Files.writeString(
        folder.resolve("line.csv"), "a,price,b\n1,3,0\n2,5,1\n3,7,0\n4,9,1\n5,11,0\n");
    Path spec = folder.resolve("spec.json");
    Files.writeString(
        spec,
        "{\"data\": {\"csv\": \"line.csv\", \"target\": \"price\"},"
            + " \"estimator\": \"LinearRegression\"}");
    JsonNode json = FitSpec.read(spec).run(new DataHome()).json();
    assertThat(json.get("rmse").doubleValue()).isCloseTo(0, within(1e-9));
    assertThat(json.get("r2").doubleValue()).isCloseTo(1, within(1e-9));
    assertThat(json.get("predictions")).hasSize(5);
  }

  @Test
  void wordsOfACsvAreClassesInAlphabeticalOrder() throws IOException {
    Files.writeString(
        folder.resolve("pets.csv"), "weight,pet\n30,dog\n4,cat\n25,dog\n3,cat\n28,dog\n5,cat\n");
    JsonNode json =
        run(
            "{\"data\": {\"csv\": \"pets.csv\", \"target\": \"pet\"}, \"scale\": true,"
                + " \"estimator\": \"LogisticRegression\"}");
    assertThat(json.get("accuracy").doubleValue()).isEqualTo(1);
    assertThat(json.get("probabilities").get(0).get(1).doubleValue()).isGreaterThan(0.5);
  }

  @Test
  void aMissingCsvIsAMissingPrerequisite() {
    FitSpec spec =
        FitSpec.parse(
            "{\"data\": {\"csv\": \"none.csv\", \"target\": \"y\"},"
                + " \"estimator\": \"LinearRegression\"}",
            folder);
    DataHome home = new DataHome();
    assertThatThrownBy(() -> spec.run(home))
        .isInstanceOf(DataUnavailableException.class)
        .hasMessageEndingWith("none.csv cannot be read; name a file that is there");
    Path missing = folder.resolve("none.json");
    assertThatThrownBy(() -> FitSpec.read(missing)).isInstanceOf(DataUnavailableException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                                   | the specification is not valid JSON",
        "[]                                  | the specification must be a JSON object, got []",
        "{'data': 'iris'}                    | has no field 'estimator'",
        "{'data': 'mnist', 'estimator': 'Perceptron'} | no data set is called 'mnist'; there are [and, california-housing, circles, fashion-mnist, iris,",
        "{'data': 'iris', 'estimator': 'SVC'} | no estimator is called 'SVC'",
        "{'data': 'iris', 'estimator': 'Perceptron', 'scael': true} | Invalid parameter 'scael'",
        "{'data': 'iris', 'estimator': 'Perceptron', 'scale': 1} | instance of 'bool'. Got 1",
        "{'data': {'csv': 'x.csv'}, 'estimator': 'Perceptron'} | a csv needs a target",
        "{'data': {'name': 'iris', 'rows': 0}, 'estimator': 'Perceptron'} | Got 0 instead",
      })
  void refusesWhatIsNoSpecification(String text, String message) {
    String json = text.replace('\'', '"');
    assertThatThrownBy(() -> FitSpec.parse(json, folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'alpha': -1           | The 'alpha' parameter of MLPRegressor must be a float in the range [0, inf). Got -1.0 instead.",
        "'alpha': 'much'       | The 'alpha' parameter of MLPRegressor must be a float. Got 'much' instead.",
        "'max_iter': 2.5       | The 'max_iter' parameter of MLPRegressor must be an int. Got 2.5 instead.",
        "'activation': 'step'  | The 'activation' parameter of MLPRegressor must be a str among {'identity', 'logistic', 'tanh', 'relu'}. Got 'step' instead.",
        "'shuffle': 'yes'      | The 'shuffle' parameter of MLPRegressor must be an instance of 'bool'. Got 'yes' instead.",
        "'batch_size': 'all'   | The 'batch_size' parameter of MLPRegressor must be a str among {'auto'} or an int in the range [1, inf). Got 'all' instead.",
        "'learn_rate': 1       | Invalid parameter 'learn_rate' for MLPRegressor.",
        "'loss': 'cubic'       | The 'loss' parameter of MLPRegressor must be a str among {'squared_error', 'absolute_error', 'huber', 'poisson'}. Got 'cubic' instead.",
      })
  void refusesParametersInScikitLearnsWords(String parameter, String message) {
    String json =
        ("{'data': 'iris', 'estimator': 'MLPRegressor', 'parameters': {" + parameter + "}}")
            .replace('\'', '"');
    assertThatThrownBy(() -> FitSpec.parse(json, folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void descentMustSayThatItIsAPerceptrons() {
    String start = "{\"data\": \"iris\", \"estimator\": \"SGDClassifier\", \"parameters\": ";
    assertThatThrownBy(() -> FitSpec.parse(start + "{\"eta0\": 1}}", folder))
        .hasMessageStartingWith("The 'loss' parameter of SGDClassifier must be 'perceptron' here.");
    JsonNode json =
        run(
            start
                + "{\"loss\": \"perceptron\", \"learning_rate\": \"constant\", \"eta0\": 1,"
                + " \"penalty\": null, \"random_state\": 42}}");
    assertThat(json.get("coef")).hasSize(3);
  }

  @Test
  void fitsARegressorOnCaliforniaHousing() {
    JsonNode json =
        FitSpec.parse(
                """
                {"data": "california-housing", "split": {"test_size": 0.25, "random_state": 7},
                 "scale": true, "estimator": "MLPRegressor",
                 "parameters": {"hidden_layer_sizes": [30, 20], "activation": "tanh",
                   "alpha": 0.01, "batch_size": 128, "random_state": 7, "max_iter": 5}}
                """,
                folder)
            .run(new DataHome())
            .json();
    // made with scikit-learn 1.2.1 by the same words
    assertThat(json.get("loss").doubleValue()).isCloseTo(0.22466719053455245, within(1e-10));
    assertThat(json.get("rmse").doubleValue()).isCloseTo(0.6676705499374148, within(1e-10));
    assertThat(json.get("predictions").get(0).doubleValue())
        .isCloseTo(1.725694792113195, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void everySetOfTheCatalogueCanBeNamedWithItsColumns(DataSet set) {
    String spec =
        "{\"data\": {\"name\": \""
            + set.id()
            + "\", \"rows\": 80, \"columns\": [\""
            + set.layout().featureNames().get(set.layout().features().size() / 2)
            + "\"]}, \"estimator\": \"LinearRegression\"}";
    JsonNode json = run(spec);
    assertThat(json.path("predictions")).hasSize(10);
  }

  private static List<DataSet> catalogue() {
    return DataSet.ALL;
  }
}
