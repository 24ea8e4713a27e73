package annlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.cli.CommandLineTest.Said;
import annlab.cli.text.ExitCode;
import annlab.networks.numpy.NumpyArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
