package annlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.cli.CommandLineTest.Said;
import annlab.cli.text.ExitCode;
import annlab.networks.numpy.NumpyArrays;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

/** What a user of {@code annlab fit} is told: one line and an exit code. */
class FitCommandTest {
  private static final String SPEC =
      """
      {'data': 'iris',
       'sequential': [{'Dense': {'units': 3, 'activation': 'softmax'}}],
       'compile': {'loss': 'sparse_categorical_crossentropy', 'optimizer': 'sgd'},
       'fit': {'epochs': 2}, 'seed': 1}
      """;

  @TempDir private Path folder;

  private Said fit(String spec, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("spec.json"), spec.replace('\'', '"'));
    String[] words = new String[more.length + 2];
    words[0] = "fit";
    words[1] = file.toString();
    System.arraycopy(more, 0, words, 2, more.length);
    return CommandLineTest.say(words);
  }

  private static void isOneLine(Said said, int code, String message) {
    assertThat(said.err()).isEqualTo("annlab: " + message + System.lineSeparator());
    assertThat(said.code()).isEqualTo(code);
    assertThat(said.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'Dense' | [{'Input': {'shape': [5]}}, {'Dense' | x must have shape [rows, 5], got [150, 4]",
        "'units': 3 | 'units': 2 | y must hold class ids 0 to 1, got 2 in row 100; the last layer has 2 outputs",
        "[{'Dense': {'units': 3, 'activation': 'softmax'}}] | [] | the model has no layers; add at least one Dense layer",
        "'softmax' | 'sofmax' | unknown activation 'sofmax'; did you mean 'softmax'? known: linear, relu, sigmoid, tanh, softmax, exponential, softplus, elu, selu, gelu, leaky_relu, softsign, hard_sigmoid, heaviside",
        "'softmax' | 'sigmoid' | categorical cross-entropy needs softmax outputs, got sigmoid; for yes or no use binary_crossentropy with sigmoid",
        "sparse_categorical | categorical | y must have shape [150, 3], got [150]; for class ids use sparse_categorical_crossentropy",
        "'loss': 'sparse_categorical_crossentropy', | `` | loss of compile must be a loss, as mse, got nothing",
        "'epochs': 2 | 'class_weight': {'3': 2} | class weights must be in [0, inf) for classes 0 to 2, got 2.0 for class 3",
        "'epochs': 2 | 'callbacks': ['EarlyStopping'] | 'val_loss' is not measured; there are [loss]; pass validation data to fit",
        "'units': 3 | 'units': 0 | units must be at least 1, got 0",
      })
  void wrongSpecificationsAreCode2(String right, String wrong, String message) throws IOException {
    assertThat(SPEC).contains(right);
    isOneLine(fit(SPEC.replace(right, wrong)), ExitCode.USAGE, message);
  }

  @Test
  void classesForYesOrNoAreNamedWithTheirRow() throws IOException {
    String spec =
        SPEC.replace("'units': 3, 'activation': 'softmax'", "'units': 1, 'activation': 'sigmoid'")
            .replace("sparse_categorical", "binary");
    isOneLine(
        fit(spec),
        ExitCode.USAGE,
        "y must be in [0, 1] for this cross-entropy, got 2.0 in row 100; for class ids use"
            + " sparse_categorical_crossentropy with a softmax of one output a class");
  }

  @Test
  void aLossThatIsNotFiniteIsCode4() throws IOException {
    String spec =
        """
        {'data': 'iris', 'sequential': [{'Dense': {'units': 1, 'name': 'out'}}],
         'compile': {'loss': 'mse', 'optimizer': {'SGD': {'learning_rate': 1e30}}},
         'fit': {'shuffle': false}}
        """;
    Said said = fit(spec);
    assertThat(said.code()).isEqualTo(ExitCode.RUN_FAILED);
    assertThat(said.err())
        .startsWith("annlab: the loss is ")
        .contains("in epoch 1, step ", ": layer out overflows at learning rate 1.0E30")
        .endsWith("; lower the learning rate or scale the inputs" + System.lineSeparator())
        .hasLineCount(1);
  }

  @Test
  void weightsThatDoNotFitAreCode2AndMissingOnesCode3() throws IOException {
    String spec = SPEC.replace("'seed': 1", "'weights': 'w.npz'");
    Path file = folder.resolve("w.npz");
    isOneLine(
        fit(spec),
        ExitCode.PREREQUISITE,
        file + " cannot be read; name a file of weights that is there");
    NumpyArrays.write(file, List.of(Nd4j.ones(4, 2), Nd4j.ones(2)));
    isOneLine(
        fit(spec),
        ExitCode.USAGE,
        file + " does not fit: the model has weights of shapes [[4, 3], [3]], got [[4, 2], [2]]");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 80));
    isOneLine(fit(spec), ExitCode.USAGE, file + " is damaged: Unexpected end of ZLIB input stream");
  }

  @Test
  void whereWeightsCannotBeSavedIsSaidBeforeTheTraining() throws IOException {
    Path target = folder.resolve("missing").resolve("w.npz");
    isOneLine(
        fit(SPEC, "--save-weights", target.toString()),
        ExitCode.USAGE,
        "--save-weights cannot write "
            + target
            + "; name a file in a folder that is there (see annlab fit --help)");
  }

  @Test
  void whatIsRightIsOneDocumentWithTheHistory() throws IOException {
    Said said = fit(SPEC, "--json");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).startsWith("{").contains("\"history\"").doesNotContain("null");
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode run(String id) throws IOException {
    return JSON.readTree(CommandLineTest.say("runs", "--export", id).out());
  }

  @Test
  void aFitKeepsARunWithAllItsChoicesAndTheSameBits() throws IOException {
    JsonNode alone = JSON.readTree(fit(SPEC, "--json", "--no-run").out());
    assertThat(alone.has("run")).isFalse();
    Said said = fit(SPEC, "--json", "--name", "Three flowers", "--note", "a try", "--step", "dl4j");
    JsonNode kept = JSON.readTree(said.out());
    JsonNode same = JSON.readTree(fit(SPEC, "--json").out());
    assertThat(same.path("history")).isEqualTo(alone.path("history"));
    assertThat(same.path("params")).isEqualTo(alone.path("params"));
    JsonNode run = run(kept.path("run").asText());
    assertThat(run.path("status").asText()).isEqualTo("finished");
    assertThat(run.path("name").asText()).isEqualTo("Three flowers");
    assertThat(run.path("note").asText()).isEqualTo("a try");
    assertThat(run.path("epochs")).hasSize(2);
    assertThat(run.at("/epochs/1/logs/loss")).isEqualTo(kept.at("/history/loss/1"));
    JsonNode parameters = run.path("parameters");
    assertThat(parameters.path("seed").asInt()).isEqualTo(1);
    assertThat(parameters.path("step").asText()).isEqualTo("dl4j");
    assertThat(parameters.path("data").asText()).isEqualTo("iris");
    assertThat(parameters.path("/compile/optimizer").asText()).isEqualTo("sgd");
    assertThat(parameters.path("/sequential/0/Dense/units").asText()).isEqualTo("3");
    assertThat(CommandLineTest.say("runs").out()).contains("Three flowers");
  }

  @Test
  void twoFitsThatDifferInTheRateDifferInNothingElse() throws IOException {
    List<JsonNode> both = new ArrayList<>();
    for (String rate : List.of("0.1", "0.2")) {
      String spec = SPEC.replace("'sgd'", "{'SGD': {'learning_rate': " + rate + "}}");
      Said said = fit(spec, "--json");
      both.add(run(JSON.readTree(said.out()).path("run").asText()).path("parameters"));
    }
    List<String> different = new ArrayList<>();
    both.get(0)
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!both.get(0).path(name).equals(both.get(1).path(name))) {
                different.add(name);
              }
            });
    assertThat(different).containsExactly("/compile/optimizer/SGD/learning_rate");
  }

  @Test
  void anEstimatorKeepsARunToo() throws IOException {
    String spec =
        "{'data': 'iris', 'split': {'test_size': 0.3, 'random_state': 1}, 'estimator':"
            + " 'MLPClassifier', 'parameters': {'hidden_layer_sizes': [4], 'max_iter': 3,"
            + " 'random_state': 1}}";
    JsonNode kept = JSON.readTree(fit(spec, "--json").out());
    JsonNode run = run(kept.path("run").asText());
    assertThat(run.path("epochs")).hasSize(3);
    assertThat(run.at("/parameters/~1parameters~1hidden_layer_sizes~10").asText()).isEqualTo("4");
    assertThat(run.at("/metrics/test_accuracy")).isEqualTo(kept.at("/test/accuracy"));
    assertThat(fit(spec).out()).contains("kept as run ").endsWith("\n");
  }

  @Test
  void aFitThatIsRefusedBeforeItsFirstEpochLeavesNoRunAndOneThatDivergesDoes() throws IOException {
    int before = JSON.readTree(CommandLineTest.say("runs", "--json").out()).size();
    fit(SPEC.replace("'units': 3", "'units': 2"));
    assertThat(JSON.readTree(CommandLineTest.say("runs", "--json").out())).hasSize(before);
    Said said =
        fit(
            "{'data': 'iris', 'sequential': [{'Dense': {'units': 1}}], 'compile': {'loss': 'mse',"
                + " 'optimizer': {'SGD': {'learning_rate': 1e30}}}}",
            "--json");
    assertThat(said.code()).isEqualTo(ExitCode.RUN_FAILED);
    JsonNode run = run(JSON.readTree(said.out()).path("run").asText());
    assertThat(run.path("status").asText()).isEqualTo("failed");
    assertThat(run.path("error").asText()).startsWith("the loss is ");
  }

  @Test
  void namesGoWithARunAndAreOneLine() throws IOException {
    Said said = fit(SPEC, "--no-run", "--name", "A");
    assertThat(said.code()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err())
        .contains("--name and --note are for the run that --no-run does not keep");
    said = fit(SPEC, "--name", "a\nb");
    assertThat(said.code()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("a run's name must be one line of at most 80 characters");
  }
}
