package annlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.cli.CommandLineTest.Said;
import annlab.cli.text.ExitCode;
import annlab.networks.Model;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Models in files: fitted and saved, converted, summed up, asked for predictions. */
class ModelCommandsTest {
  /** The command computes by OpenBLAS, the model by the kernels; both in float32. */
  private static final double ROUNDING = 1e-6;

  private static final String SPEC =
      """
      {"data": "iris",
       "sequential": [{"Dense": {"units": 5, "activation": "relu"}},
                      {"Dense": {"units": 3, "activation": "softmax"}}],
       "compile": {"loss": "sparse_categorical_crossentropy", "optimizer": "adam", "metrics": ["accuracy"]},
       "fit": {"epochs": 2}, "seed": 1}
      """;
  private static final String MLP =
      """
      {"data": "iris", "scale": true, "estimator": "MLPClassifier",
       "split": {"test_size": 0.2, "random_state": 1},
       "parameters": {"hidden_layer_sizes": [3], "max_iter": 3, "random_state": 1}}
      """;

  @TempDir private Path folder;
  private Path keras;

  @BeforeEach
  void fit() throws IOException {
    keras = folder.resolve("m.keras");
    Said said = CommandLineTest.say("fit", spec(SPEC), "--save", keras.toString());
    assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.OK);
  }

  private String spec(String text) throws IOException {
    return Files.writeString(folder.resolve("spec.json"), text).toString();
  }

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  private static void isOneLine(Said said, int code, String message) {
    assertThat(said.err()).startsWith("annlab: " + message).endsWith(System.lineSeparator());
    assertThat(said.err().strip()).doesNotContain("\n");
    assertThat(said.code()).isEqualTo(code);
    assertThat(said.out()).isEmpty();
  }

  @Test
  void predictionsAreARowForEachRowOfTheData() throws IOException {
    Said said =
        CommandLineTest.say(
            "predict", keras.toString(), "--data", "iris", "--rows", "2:5", "--json");
    assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.OK);
    JsonNode json = new ObjectMapper().readTree(said.out());
    assertThat(json.get("predictions")).hasSize(3);
    assertThat(json.get("predictions").get(0)).hasSize(3);
    assertThat(json.get("rows").toString()).isEqualTo("[2,5]");
    assertThat(json.get("scores").get("accuracy").asDouble()).isBetween(0.0, 1.0);
    INDArray x = Nd4j.createFromArray(new float[][] {{4.7f, 3.2f, 1.3f, 0.2f}});
    assertThat(json.get("predictions").get(0).get(0).asDouble())
        .isCloseTo(Model.load(keras).predict(x).getDouble(0), within(ROUNDING));
  }

  @Test
  void aTablesTargetIsNoInputAndIsScored() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("t.csv"), "a,b,kind,c,d\n1,2,x,3,4\n5,6,y,7,8\n9,1,z,2,3\n");
    Said with =
        CommandLineTest.say(
            "predict", keras.toString(), "--data", csv.toString(), "--target", "kind", "--json");
    assertThat(with.code()).as(with.err()).isEqualTo(ExitCode.OK);
    JsonNode json = new ObjectMapper().readTree(with.out());
    assertThat(json.get("predictions")).hasSize(3);
    assertThat(json.get("scores").has("loss")).isTrue();
    Path bare = Files.writeString(folder.resolve("u.csv"), "a,b,c,d\n1,2,3,4\n5,6,7,8\n9,1,2,3\n");
    Said without =
        CommandLineTest.say("predict", keras.toString(), "--data", bare.toString(), "--json");
    assertThat(new ObjectMapper().readTree(without.out()).get("predictions"))
        .isEqualTo(json.get("predictions"));
    assertThat(new ObjectMapper().readTree(without.out()).has("scores")).isFalse();
  }

  @Test
  void wrongWordsAreOneLineAndACode() throws IOException {
    String model = keras.toString();
    isOneLine(
        CommandLineTest.say("predict", in("none.keras"), "--data", "iris"),
        ExitCode.PREREQUISITE,
        in("none.keras") + " cannot be read");
    isOneLine(
        CommandLineTest.say("predict", model, "--data", "irsi"),
        ExitCode.USAGE,
        "no data set is called 'irsi'");
    isOneLine(
        CommandLineTest.say("predict", model, "--data", in("none.csv")),
        ExitCode.PREREQUISITE,
        in("none.csv") + " cannot be read");
    for (String rows : List.of("5:2", "x", "3", "4:4", "-1:2")) {
      isOneLine(
          CommandLineTest.say("predict", model, "--data", "iris", "--rows=" + rows),
          ExitCode.USAGE,
          "--rows must be A:B with A below B");
    }
    isOneLine(
        CommandLineTest.say("predict", model, "--data", "iris", "--rows", "150:"),
        ExitCode.USAGE,
        "--rows 150: of 150 rows are none");
    isOneLine(
        CommandLineTest.say("predict", model, "--data", "california-housing", "--rows", ":3"),
        ExitCode.USAGE,
        "the model takes rows of shape [4], 4 numbers, but the data have 8 columns");
    isOneLine(
        CommandLineTest.say(
            "summary", Files.writeString(folder.resolve("text"), "hello").toString()),
        ExitCode.USAGE,
        in("text"));
  }

  @Test
  void modelsAreConvertedByTheNameOfTheFile() throws IOException {
    for (String name : List.of("a.zip", "a.onnx", "a.npz", "a.weights.h5", "b.keras")) {
      Said said = CommandLineTest.say("convert", keras.toString(), in(name));
      assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.OK);
      assertThat(folder.resolve(name)).isNotEmptyFile();
    }
    CommandLineTest.say("convert", in("a.zip"), in("c.keras"));
    assertThat(Model.load(folder.resolve("c.keras")).parameters())
        .isEqualTo(Model.load(keras).parameters());
    isOneLine(
        CommandLineTest.say("convert", keras.toString(), in("a.h5")),
        ExitCode.USAGE,
        "a whole model is saved as .keras");
    isOneLine(
        CommandLineTest.say("convert", in("a.npz"), in("d.keras")),
        ExitCode.USAGE,
        in("a.npz") + " holds weights alone");
    isOneLine(
        CommandLineTest.say("convert", keras.toString(), in("no/folder.keras")),
        ExitCode.USAGE,
        "cannot write");
  }

  @Test
  void aSummaryIsKeras() throws IOException {
    Said said = CommandLineTest.say("summary", keras.toString());
    assertThat(said.out()).contains("Total params: 43").contains("(Dense)");
    JsonNode json =
        new ObjectMapper()
            .readTree(CommandLineTest.say("summary", keras.toString(), "--json").out());
    assertThat(json.get("layers")).hasSize(2);
    assertThat(json.get("iterations").asInt()).isEqualTo(10);
  }

  @Test
  void anMlpIsSavedAsOnnxAlone() throws IOException {
    String spec = spec(MLP);
    Said said = CommandLineTest.say("fit", spec, "--save", in("mlp.onnx"));
    assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.OK);
    assertThat(folder.resolve("mlp.onnx")).isNotEmptyFile();
    isOneLine(
        CommandLineTest.say("fit", spec, "--save", in("mlp.keras")),
        ExitCode.USAGE,
        "MLPClassifier and MLPRegressor are saved as .onnx, got MLPClassifier and mlp.keras");
    isOneLine(
        CommandLineTest.say(
            "fit",
            spec(
                MLP.replace("MLPClassifier", "LogisticRegression").replaceAll("\"hidden.*3, ", "")),
            "--save",
            in("m.onnx")),
        ExitCode.USAGE,
        "MLPClassifier and MLPRegressor are saved as .onnx, got LogisticRegression");
  }
}
