package annlab.estimators.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.TrainingDivergedException;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What can be refused is refused before the first epoch, and what was trained is not lost. */
class NothingIsLostTest {
  private static final String GROWS =
      """
      {"data": {"csv": "t.csv", "target": "t"},
       "sequential": [{"Dense": {"units": 1, "kernel_initializer": "ones"}}],
       "compile": {"loss": "mse", "optimizer": {"SGD": {"learning_rate": 1e6}}},
       "fit": {"epochs": 9, "shuffle": false}}\
      """;

  @TempDir private Path folder;

  private ObjectNode run(String csv, String spec) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode order = mapper.createObjectNode().put("csv", csv);
    order.set("spec", mapper.readTree(spec));
    return FitBatch.run(order, folder);
  }

  private void refused(String csv, String spec, String message) throws IOException {
    ObjectNode end = run(csv, spec);
    assertThat(end.path("code").intValue()).as("%s", end).isEqualTo(2);
    assertThat(end.path("error").textValue()).isEqualTo(message);
  }

  @Test
  void aTrainingThatDivergesKeepsItsHistory() throws IOException {
    ObjectNode end = run("x,t\n1,3\n2,1\n", GROWS);
    assertThat(end.path("code").intValue()).isEqualTo(4);
    JsonNode result = end.get("result");
    int epochs = result.at("/history/loss").size();
    assertThat(epochs).isBetween(1, 8);
    assertThat(result.get("epoch")).hasSize(epochs);
    assertThat(result.at("/history/loss/0").doubleValue()).isEqualTo(2.5);
    assertThat(result.get("diverged").textValue())
        .startsWith("the loss is ")
        .contains("in epoch " + (epochs + 1));
    FitResult again = FitSpec.parse(GROWS, folder).run(new annlab.datasets.DataHome());
    again.saveWeights(folder.resolve("w.npz"));
    assertThat(Files.size(folder.resolve("w.npz"))).isPositive();
    assertThatThrownBy(again::orThrow).isInstanceOf(TrainingDivergedException.class);
  }

  @Test
  void aNumberThatIsNotFiniteIsNullWithAWordBesideIt() throws IOException {
    ObjectNode end =
        run(
            "a,b,t\n0.1,0.2,0\n0.3,0.1,1\n-0.2,0.4,0\n1e39,0,1\n1e39,1,1\n1e39,2,0\n",
            """
            {"data": {"csv": "t.csv", "target": "t"}, "split": {"test_size": 0.5, "shuffle": false},
             "sequential": [{"Dense": {"units": 2, "activation": "softmax",
                                       "kernel_initializer": "ones"}}],
             "compile": {"loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
             "fit": {"shuffle": false}}\
            """);
    assertThat(end.path("code").intValue()).isZero();
    JsonNode result = end.get("result");
    assertThat(result.at("/test/loss").isNull()).isTrue();
    assertThat(result.at("/test/accuracy").doubleValue()).isZero();
    assertThat(result.get("not_finite").get("/test/loss").textValue()).isEqualTo("NaN");
    assertThat(result.get("not_finite").has("/predictions/0/1")).isTrue();
    assertThat(result.at("/history/accuracy/0").doubleValue()).isEqualTo(2.0 / 3);
    assertThat(result.toString()).doesNotContain(":NaN", "[NaN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "-1", "7"})
  void theTestPartIsCheckedBeforeTheTraining(String label) throws IOException {
    refused(
        "a,b,t\n1,2,0\n2,1,1\n3,5,2\n4,4,1\n5,0," + label + "\n",
        """
        {"data": {"csv": "t.csv", "target": "t"}, "split": {"test_size": 1, "shuffle": false},
         "sequential": [{"Dense": {"units": 3, "activation": "softmax"}}],
         "compile": {"loss": "sparse_categorical_crossentropy"}, "fit": {"epochs": 1000000}}\
        """,
        "in the test part y must hold class ids 0 to 2, got "
            + label
            + " in row 0; the last layer has 3 outputs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e39", "-4e38", "1e300"})
  void numbersBeyondFloatsAreRefused(String number) throws IOException {
    refused(
        "a,t\n2,1\n" + number + ",3\n",
        GROWS,
        "row 1, column 0 of the inputs is "
            + Double.parseDouble(number)
            + ", which does not fit float32; scale the column or take dtype float64");
    assertThat(
            run(
                    "a,t\n2,1\n" + number + ",3\n",
                    GROWS.replace("\"fit\"", "\"dtype\": \"float64\", \"fit\""))
                .path("code")
                .intValue())
        .isNotEqualTo(2);
  }

  @Test
  void theCauseOfALogarithmIsNamed() throws IOException {
    ObjectNode end =
        run("a,t\n-1,3\n2,1\n", GROWS.replace("mse", "poisson").replace("1e6", "1e-9"));
    assertThat(end.at("/result/diverged").textValue())
        .isEqualTo(
            "the loss is NaN in epoch 1, step 1: the loss takes the logarithm of the outputs, of"
                + " which one is -1.0; let the last layer's activation be one that is never"
                + " negative: exponential, softplus or relu");
    assertThat(end.at("/result/history").isEmpty()).isTrue();
  }

  @Test
  void aTableOfTheTargetAloneIsNamed() throws IOException {
    refused(
        "t\n0\n1\n",
        GROWS,
        folder.resolve("t.csv")
            + " has no column besides the target 't'; add columns to learn from");
  }

  @Test
  void ratesByWhichNothingIsLearntAreRefused() {
    assertThatThrownBy(() -> new Sgd(0)).hasMessageContaining("(0, inf)");
    assertThatThrownBy(() -> new annlab.networks.layers.Dropout(1)).hasMessageContaining("[0, 1)");
  }

  @Test
  void noRowsAreRefusedInOneLine() {
    Model model = Sequential.of(Input.of(2), new Dense(1)).compile(Loss.of("mse"), new Sgd());
    for (int batch : new int[] {1, 7}) {
      assertThatThrownBy(() -> model.predict(Nd4j.empty(DataType.FLOAT), batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("x has no rows; pass at least one");
    }
    assertThatThrownBy(() -> model.predict(Nd4j.empty(DataType.FLOAT)))
        .hasMessage("x has no rows; pass at least one");
    assertThatThrownBy(() -> model.predictClasses(Nd4j.empty(DataType.FLOAT)))
        .hasMessage("x has no rows; pass at least one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MLPClassifier", "Perceptron", "LogisticRegression", "LinearSVC"})
  void oneClassIsRefused(String name) throws IOException {
    refused(
        "a,t\n1,0\n2,0\n",
        "{\"data\": {\"csv\": \"t.csv\", \"target\": \"t\"}, \"estimator\": \"" + name + "\"}",
        "The number of classes has to be greater than one; got 1 class, [0]; pass rows of at least"
            + " two classes");
  }
}
