package annlab.estimators.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import annlab.datasets.DataHome;
import annlab.datasets.DataUnavailableException;
import annlab.networks.numpy.NumpyArrays;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class SequentialFitTest {
  /** Of sums of a few hundred products in double precision, in another order. */
  private static final double ROUNDING = 1e-12;

  @TempDir private Path folder;

  private FitResult fit(String spec) {
    return FitSpec.parse(spec, folder).run(new DataHome());
  }

  private void copy(String name) throws IOException {
    try (InputStream in = SequentialFitTest.class.getResourceAsStream(name)) {
      Files.copy(in, folder.resolve(name));
    }
  }

  private static final String IRIS =
      """
      {"data": "iris",
       "split": {"test_size": 0.25, "validation_size": 0.25, "random_state": 42},
       "sequential": [{"Dense": {"units": 8, "activation": "relu"}},
                      {"Dense": {"units": 3, "activation": "softmax"}}],
       "compile": {"loss": "sparse_categorical_crossentropy",
                   "optimizer": {"SGD": {"learning_rate": 0.05}}, "metrics": ["accuracy"]},
       "fit": {"epochs": 5, "shuffle": false, "batch_size": 16,
               "class_weight": {"0": 1.0, "1": 2.5, "2": 0.5}},
       "weights": "iris-initial.npz", "dtype": "float64"}
      """;

  @Test
  void classesOfIrisWithClassWeightsAreKerasRun() throws IOException {
    copy("iris-initial.npz");
    JsonNode json = fit(IRIS).json();
    // made with Keras 3.15.1 on TensorFlow 2.21 by the same words
    series(
        json,
        "loss",
        1.4668779848305544,
        1.1101024728378006,
        1.039830713792826,
        0.95607821758979,
        0.8726431465036671);
    series(
        json,
        "val_loss",
        1.2677480389694407,
        1.2624329938335457,
        1.1861986576382628,
        1.1181566267805654,
        1.0507807065519417);
    assertThat(json.at("/history/accuracy/4").doubleValue()).isEqualTo(0.4880952380952381);
    assertThat(json.at("/history/val_accuracy/4").doubleValue()).isEqualTo(0.42857142857142855);
    assertThat(json.at("/test/loss").doubleValue()).isCloseTo(1.1830083348545504, within(ROUNDING));
    assertThat(json.at("/test/accuracy").doubleValue()).isEqualTo(0.2894736842105263);
    assertThat(json.get("epoch").toString()).isEqualTo("[0,1,2,3,4]");
    assertThat(json.at("/params/steps").intValue()).isEqualTo(6);
    assertThat(json.get("predictions")).hasSize(10).allMatch(row -> row.size() == 3);
  }

  @Test
  void oneClassAgainstTheRestBehindBothNormalizationsIsKerasRun() throws IOException {
    copy("iris-binary-initial.npz");
    FitResult result =
        fit(
            """
            {"data": {"name": "iris", "positive": 2},
             "split": {"test_size": 0.25, "validation_size": 0.25, "random_state": 42},
             "sequential": [{"Normalization": {}}, {"Dense": {"units": 8, "activation": "tanh"}},
                            {"BatchNormalization": {}},
                            {"Dense": {"units": 1, "activation": "sigmoid"}}],
             "compile": {"loss": "binary_crossentropy",
                         "optimizer": {"SGD": {"learning_rate": 0.05}}, "metrics": ["accuracy"]},
             "fit": {"epochs": 5, "shuffle": false, "batch_size": 16},
             "weights": "iris-binary-initial.npz", "dtype": "float64"}
            """);
    // made with Keras 3.15.1 on TensorFlow 2.21 by the same words
    series(
        result.json(),
        "loss",
        1.4445596369630611,
        0.821290702226312,
        0.5745195967423088,
        0.4610741000578947,
        0.3987556156233051);
    series(
        result.json(),
        "val_loss",
        0.8228584429294747,
        0.66694693886911,
        0.5850688252117274,
        0.5329501938127994,
        0.495176230015472);
    // Keras' get_weights() begins with the Normalization layer's mean, variance and count
    Path saved = folder.resolve("final.npz");
    result.saveWeights(saved);
    List<INDArray> before = NumpyArrays.read(folder.resolve("iris-binary-initial.npz"));
    List<INDArray> after = NumpyArrays.read(saved);
    assertThat(shapes(after)).isEqualTo(shapes(before));
    assertThat(after.get(0)).isEqualTo(before.get(0));
    assertThat(after.get(3)).isNotEqualTo(before.get(3));
  }

  private static List<String> shapes(List<INDArray> arrays) {
    return arrays.stream().map(array -> Arrays.toString(array.shape())).toList();
  }

  private static void series(JsonNode json, String name, double... expected) {
    JsonNode series = json.get("history").get(name);
    assertThat(series).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(series.get(i).doubleValue())
          .as("%s of epoch %d", name, i + 1)
          .isCloseTo(expected[i], within(ROUNDING));
    }
  }

  @Test
  void savedWeightsAreReadAgain() throws IOException {
    copy("iris-initial.npz");
    Path saved = folder.resolve("five.npz");
    fit(IRIS).saveWeights(saved);
    assertThat(NumpyArrays.read(saved)).allMatch(array -> array.dataType() == DataType.DOUBLE);
    JsonNode straight = fit(IRIS.replace("\"epochs\": 5", "\"epochs\": 7")).json();
    JsonNode resumed =
        fit(IRIS.replace("\"epochs\": 5", "\"epochs\": 7, \"initial_epoch\": 5")
                .replace("iris-initial.npz", "five.npz"))
            .json();
    assertThat(resumed.get("epoch").toString()).isEqualTo("[5,6]");
    // plain gradient descent has no state beside its weights
    assertThat(resumed.at("/history/loss/1")).isEqualTo(straight.at("/history/loss/6"));
  }

  @Test
  void withoutAValidationPartOrATestPartTheirValuesAreAbsent() {
    JsonNode json =
        fit("{\"data\": \"iris\", \"sequential\": [{\"Dense\": {\"units\": 1}}],"
                + " \"compile\": {\"loss\": \"mse\"}}")
            .json();
    assertThat(json.get("history").fieldNames()).toIterable().containsExactly("loss");
    assertThat(json.has("test")).isFalse();
    assertThat(json.has("predictions")).isFalse();
  }

  @Test
  void earlyStoppingEndsATrainingAndTheSeedDecidesIt() {
    String spec =
        """
        {"data": "iris", "sequential": [{"Normalization": {}}, {"Dense": {"units": 3,
         "activation": "softmax"}}], "compile": {"loss": "sparse_categorical_crossentropy",
         "optimizer": {"Adam": {"learning_rate": 0.5}}}, "seed": {"keras3": 4},
         "fit": {"epochs": 200, "validation_split": 0.3,
          "callbacks": [{"EarlyStopping": {"patience": 2, "restore_best_weights": true}}]}}
        """;
    JsonNode json = fit(spec).json();
    assertThat(json.at("/history/val_loss").size()).isBetween(3, 199);
    assertThat(fit(spec).json()).isEqualTo(json);
    assertThat(fit(spec.replace("keras3", "keras2")).json()).isNotEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'units': 3    | 'unitz': 3       | unknown option of the layer Dense 'unitz'; did you mean 'units'?",
        "'Dense'       | 'Dens'           | unknown layer 'Dens'; did you mean 'Dense'?",
        "'softmax'     | 'sofmax'         | unknown activation 'sofmax'; did you mean 'softmax'?",
        "'SGD'         | 'SDG'            | unknown optimizer 'SDG'; did you mean 'sgd'?",
        "'learning_rate' | 'rate'         | unknown option of the optimizer SGD 'rate'; did you mean",
        "'sparse_cat'  | 'sparse_kat'     | unknown loss 'sparse_kategorical_crossentropy'; did you mean 'sparse_categorical_crossentropy'?",
        "'accuracy'    | 'acuracy'        | unknown metric 'acuracy'; did you mean 'accuracy'?",
        "'epochs'      | 'epoch'          | unknown option of fit 'epoch'; did you mean 'epochs'?",
        "'epochs': 2   | 'epochs': 2.5    | epochs of fit must be a whole number, got 2.5",
        "'optimizer'   | 'optimiser'      | unknown option of compile 'optimiser'; did you mean 'optimizer'?",
        "'seed': 1     | 'seed': {'keras': 1} | The 'seed' parameter of the specification must be an int, {'keras2': int}, {'keras3': int} or {'keras3': {'seed': int, 'backend':",
        "'seed': 1     | 'seed': {'keras3': -1} | Keras 3 takes a seed in [0, 4294967295] (NumPy's range), got -1",
        "'seed': 1     | 'seed': {'keras3': {'backend': 'jax'}} | The 'seed' parameter of keras3 must be an int.",
        "'seed': 1     | 'seed': {'keras3': {'seed': 1, 'backend': 'jaxx'}} | unknown backend 'jaxx'; did you mean 'jax'?",
        "'seed': 1     | 'seed': {'keras3': {'seed': 1, 'backend': 3}} | The 'backend' parameter of keras3 must be 'tensorflow', 'jax' or 'torch'.",
        "'seed': 1     | 'seed': {'keras3': {'seed': 1, 'on': 'jax'}} | Invalid parameter 'on' for keras3.",
        "'float64'     | 'float16'        | The 'dtype' parameter of the specification must be a str among {'float32', 'float64'}. Got 'float16' instead.",
        "'seed'        | 'sead'           | unknown field 'sead'; did you mean 'seed'?",
        "'softmax'     | 'relu'           | categorical cross-entropy needs softmax outputs, got relu",
        "'epochs': 2   | 'callbacks': ['EarlyStoping'] | unknown callback 'EarlyStoping'; did you mean 'EarlyStopping'?",
        "'epochs': 2   | 'class_weight': [1] | class_weight of fit must be numbers by class id, as {\"0\": 1.5}, got [1]",
      })
  void unknownWordsGetOneLineWithTheNearest(String right, String wrong, String message) {
    String spec =
        """
        {'data': 'iris', 'sequential': [{'Dense': {'units': 3, 'activation': 'softmax'}}],
         'compile': {'loss': 'sparse_categorical_crossentropy',
                     'optimizer': {'SGD': {'learning_rate': 0.1}}, 'metrics': ['accuracy']},
         'fit': {'epochs': 2}, 'seed': 1, 'dtype': 'float64'}
        """;
    String start = right.replaceAll("'$", "");
    assertThat(spec).contains(start);
    String changed = spec.replace(start, wrong.replaceAll("'$", "")).replace('\'', '"');
    assertThatThrownBy(() -> FitSpec.parse(changed, folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void whatIsMissingOrDoubleIsSaid() {
    assertThatThrownBy(() -> FitSpec.parse("{\"data\": \"iris\", \"sequential\": []}", folder))
        .hasMessage(
            "the specification has no field 'compile'; a Sequential model needs data, sequential"
                + " and compile");
    assertThatThrownBy(
            () ->
                FitSpec.parse(
                    "{\"data\": \"iris\", \"sequential\": [], \"compile\": {\"loss\": \"mse\"}}",
                    folder))
        .hasMessage("the model has no layers; add at least one Dense layer");
    assertThatThrownBy(
            () -> FitSpec.parse("{\"sequential\": [], \"estimator\": \"Perceptron\"}", folder))
        .hasMessage("the specification has both an estimator and a sequential; leave one out");
    assertThatThrownBy(
            () -> FitSpec.parse(IRIS.replace("\"epochs\": 5", "\"validation_split\": 0.1"), folder))
        .hasMessageStartingWith("validation rows come from either validation_size of split or");
  }

  @Test
  void weightsThatAreMissingOrDoNotFitAreNamed() throws IOException {
    FitSpec missing = FitSpec.parse(IRIS, folder);
    DataHome home = new DataHome();
    assertThatThrownBy(() -> missing.run(home))
        .isInstanceOf(DataUnavailableException.class)
        .hasMessageEndingWith(
            "iris-initial.npz cannot be read; name a file of weights that is there");
    copy("iris-initial.npz");
    FitSpec narrow = FitSpec.parse(IRIS.replace("\"units\": 8", "\"units\": 7"), folder);
    assertThatThrownBy(() -> narrow.run(home))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "iris-initial.npz does not fit: the model has weights of shapes [[4, 7], [7], [7, 3],"
                + " [3]], got [[4, 8], [8], [8, 3], [3]]");
    Files.writeString(folder.resolve("iris-initial.npz"), "text");
    assertThatThrownBy(() -> missing.run(home))
        .hasMessageEndingWith("iris-initial.npz is not a zip file, or an empty one");
  }

  @Test
  void fashionMnistHasTheChaptersPartsAndPixelsInDoublePrecision() {
    String spec =
        """
        {"data": {"name": "fashion-mnist", "rows": 64},
         "sequential": [{"Flatten": {}}, {"Dense": {"units": 10, "activation": "softmax"}}],
         "compile": {"loss": "sparse_categorical_crossentropy", "optimizer": "sgd",
                     "metrics": ["accuracy"]},
         "fit": {"batch_size": 16}, "seed": {"keras2": 42}, "dtype": "float64"}
        """;
    DataHome home = new DataHome();
    JsonNode json = FitSpec.parse(spec, folder).run(home).json();
    assertThat(json.at("/params/steps").intValue()).isEqualTo(4);
    // shares of 5,000 and of 10,000 rows
    assertThat(json.at("/history/val_accuracy/0").doubleValue() * 5_000)
        .isCloseTo(
            Math.rint(json.at("/history/val_accuracy/0").doubleValue() * 5_000), within(1e-8));
    assertThat(json.at("/test/accuracy").doubleValue()).isBetween(0.05, 0.8);
    JsonNode single = FitSpec.parse(spec.replace("float64", "float32"), folder).run(home).json();
    double difference = json.at("/test/loss").doubleValue() - single.at("/test/loss").doubleValue();
    assertThat(Math.abs(difference)).isGreaterThan(0).isLessThan(1e-5);
  }

  private static final String MOONS =
      """
      {"data": {"name": "moons", "rows": 200},
       "sequential": [{"Dense": {"units": 1, "activation": "sigmoid"}}],
       "compile": {"loss": "binary_crossentropy", "optimizer": OPTIMIZER},
       "fit": {"epochs": 2FIT}}
      """;

  private String java(String optimizer, String fit) {
    return FitSpec.parse(MOONS.replace("OPTIMIZER", optimizer).replace("FIT", fit), folder)
        .toJava();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"sgd\" | Sgd | new Sgd()",
        "{\"Adam\": {\"learning_rate\": 0.1}} | Adam | new Adam(0.1)",
        "\"lion\" | Lion | new Lion()",
      })
  void itsJavaImportsAndMakesEveryOptimizer(String optimizer, String type, String made) {
    assertThat(java(optimizer, ""))
        .contains("import annlab.networks.optimizers." + type + ";")
        .contains("new Loss.BinaryCrossentropy()")
        .contains(made)
        .contains("withEpochs(2)");
  }

  @Test
  void itsJavaHoldsTheTestPoints() {
    String moons = MOONS.replace("OPTIMIZER", "\"sgd\"").replace("FIT", "");
    String java =
        FitSpec.parse(
                moons.replaceFirst("\\{", "{\"split\": {\"test_size\": 0.3, \"random_state\": 7},"),
                folder)
            .toJava();
    assertThat(java)
        .contains("import annlab.datasets.Split;")
        .contains("Split parts = Split.of(data, 0.3, 7);")
        .contains("INDArray inputs = parts.train().x()")
        .contains("parts.train().y(),")
        .contains("model.evaluate(parts.test().x()");
    for (String other :
        List.of(
            "{\"test_size\": 20, \"random_state\": 7}",
            "{\"test_size\": 0.3, \"validation_size\": 0.2, \"random_state\": 7}",
            "{\"test_size\": 0.3, \"stratify\": true, \"random_state\": 7}",
            "{\"test_size\": 0.3, \"shuffle\": false, \"random_state\": 7}")) {
      String split = moons.replaceFirst("\\{", "{\"split\": " + other + ",");
      assertThat(FitSpec.parse(split, folder).toJava())
          .as(other)
          .contains("FitSpec.read(Path.of(\"playground.json\"))")
          .doesNotContain("Split");
    }
  }

  @Test
  void noJavaIsWrittenThatWouldComeToOtherNumbers() {
    for (String option :
        List.of("shuffle\": false", "validation_split\": 0.5", "class_weight\": {\"1\": 2}")) {
      assertThatThrownBy(() -> java("\"sgd\"", ", \"" + option))
          .hasMessage("Java code is written for a fit with epochs and batch_size alone");
    }
  }
}
