package annlab.experiments.backpropagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The figures of the site's text compute in the browser: their numbers are those computed here. */
class FigureNumbersTest {
  /** Two implementations of exp, and a handful of operations. */
  private static final double ROUNDING = 1e-14;

  /** The same after 300 steps, in which differences grow. */
  private static final double PARTED = 1e-10;

  private static JsonNode golden(String figure) throws IOException {
    return new ObjectMapper()
        .readTree(
            Path.of(System.getProperty("annlab.root"), "ui/src/test/js/figures.json").toFile())
        .path(figure);
  }

  @Test
  void activationsAndTheirDerivativesAreThoseOfTheLaboratory() throws IOException {
    JsonNode activations = golden("activations");
    assertThat(activations.size()).isEqualTo(5);
    for (Map.Entry<String, JsonNode> each : activations.properties()) {
      ActivationFunction function =
          ActivationFunction.valueOf(each.getKey().toUpperCase(Locale.ROOT));
      for (JsonNode row : each.getValue()) {
        double z = row.get(0).asDouble();
        assertThat(row.get(1).asDouble()).isCloseTo(function.value(z), within(ROUNDING));
        assertThat(row.get(2).asDouble()).isCloseTo(function.derivative(z), within(ROUNDING));
      }
    }
  }

  @Test
  void softmaxAndSigmoidsAreThoseOfTheNetworks() throws IOException {
    JsonNode outputs = golden("outputs");
    assertThat(outputs.size()).isEqualTo(4);
    for (JsonNode each : outputs) {
      double[] logits = numbers(each.path("logits"));
      assertThat(numbers(each.path("softmax")))
          .containsExactly(of(Activation.SOFTMAX, logits), within(ROUNDING));
      assertThat(numbers(each.path("sigmoid")))
          .containsExactly(of(Activation.SIGMOID, logits), within(ROUNDING));
    }
  }

  @Test
  void twoNeuronsTrainAsTheNetworkDoes() throws IOException {
    JsonNode trainings = golden("symmetry");
    assertThat(trainings.size()).isEqualTo(3);
    INDArray x = Nd4j.createFromArray(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    INDArray y = Nd4j.createFromArray(new double[][] {{0}, {1}, {1}, {0}});
    for (JsonNode each : trainings) {
      double larger = 0.5 + each.path("apart").asDouble();
      Model model =
          Sequential.of(Input.of(2), new Dense(2, "tanh"), new Dense(1, "sigmoid"))
              .seed(1)
              .dataType(DataType.DOUBLE)
              .compile(Loss.binaryCrossentropy(), new Sgd(1));
      model.setWeights(
          List.of(
              Nd4j.createFromArray(new double[][] {{0.5, larger}, {0.5, larger}}),
              Nd4j.zeros(DataType.DOUBLE, 2),
              Nd4j.createFromArray(new double[][] {{0.5}, {larger}}),
              Nd4j.zeros(DataType.DOUBLE, 1)));
      List<Double> losses =
          model.fit(x, y, FitOptions.defaults().withEpochs(300).withBatchSize(4)).series("loss");
      for (int i = 0; i < 6; i++) {
        assertThat(each.path("losses").get(i).asDouble())
            .isCloseTo(losses.get(50 * i), within(PARTED));
      }
      List<INDArray> weights = model.weights();
      for (int neuron = 0; neuron < 2; neuron++) {
        assertThat(numbers(each.path("neurons").get(neuron)))
            .containsExactly(
                new double[] {
                  weights.get(0).getDouble(0, neuron),
                  weights.get(0).getDouble(1, neuron),
                  weights.get(1).getDouble(neuron),
                  weights.get(2).getDouble(neuron, 0)
                },
                within(PARTED));
      }
      assertThat(each.path("bias").asDouble())
          .isCloseTo(weights.get(3).getDouble(0), within(PARTED));
    }
  }

  private static double[] of(Activation activation, double[] z) {
    double[] out = new double[z.length];
    activation.apply(z, out, 0, z.length);
    return out;
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }
}
